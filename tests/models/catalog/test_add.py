"""Taking in a GGUF file of the user's own."""

import struct
from pathlib import Path
from typing import Any

import pytest

from minigiants.models import BadModelFileError, add, entry, locate, read_gguf

FIELDS: dict[str, object] = {
    "general.architecture": "llama",
    "general.name": "Mine “β”",
    "general.license": "mit",
    "llama.context_length": 2048,
    "llama.block_count": 2,
    "llama.embedding_length": 64,
    "llama.attention.head_count": 4,
    "tokenizer.ggml.model": "gpt2",
    "tokenizer.ggml.tokens": ["a", "b"],
    "tokenizer.ggml.scores": [1, 2, 3],
}


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value.encode())) + value.encode()


def value(item: object) -> bytes:
    match item:
        case str():
            return struct.pack("<I", 8) + text(item)
        case int():
            return struct.pack("<II", 4, item)
        case [str(), *_]:
            return struct.pack("<IIQ", 9, 8, len(item)) + b"".join(text(str(part)) for part in item)
        case [*numbers]:
            return struct.pack(f"<IIQ{len(numbers)}I", 9, 4, len(numbers), *numbers)
    raise TypeError(item)


def gguf(path: Path, *, version: int = 3, without: str = "", tensors: int = 1, **changes: object) -> Path:
    """Write a GGUF file with one small tensor; `changes` name fields with __ for a dot."""
    fields = FIELDS | {key.replace("__", "."): item for key, item in changes.items()}
    fields.pop(without, None)
    content = b"GGUF" + struct.pack("<IQQ", version, tensors, len(fields))
    content += b"".join(text(key) + value(item) for key, item in fields.items())
    content += (text("weight") + struct.pack("<IQIQ", 1, 8, 0, 0)) * tensors
    path.write_bytes(content + bytes(64))
    return path


def test_a_file_is_read_without_being_loaded(tmp_path: Path) -> None:
    metadata = read_gguf(gguf(tmp_path / "a.gguf"))

    assert metadata["general.name"] == "Mine “β”"
    assert metadata["llama.context_length"] == 2048
    assert metadata["tokenizer.ggml.tokens"] == 2


def test_a_file_is_taken_in_and_found_by_its_name(tmp_path: Path) -> None:
    original = gguf(tmp_path / "My Model (v2).gguf")
    folder = tmp_path / "models"

    model = add(original, folder)

    assert (model.name, model.title, model.licence, model.context) == ("my-model-v2", "Mine “β”", "mit", 2048)
    assert model.own
    assert model.memory == model.size + 2 * 2 * 2 * 4 * 16 * 4096 + 300_000_000
    assert entry("my-model-v2", folder) == model
    assert locate("my-model-v2", folder).read_bytes() == original.read_bytes()
    assert original.is_file()


def test_the_same_file_twice_is_one_model(tmp_path: Path) -> None:
    first = add(gguf(tmp_path / "a.gguf"), tmp_path / "models")

    second = add(gguf(tmp_path / "b.gguf"), tmp_path / "models")

    assert second == first


def test_another_file_may_not_take_a_name(tmp_path: Path) -> None:
    add(gguf(tmp_path / "a.gguf"), tmp_path / "models")

    with pytest.raises(BadModelFileError, match="the name 'a' is taken by another model: give one with --name"):
        add(gguf(tmp_path / "a.gguf", general__name="Another"), tmp_path / "models")

    assert add(tmp_path / "a.gguf", tmp_path / "models", name="b").title == "Another"


@pytest.mark.parametrize(
    ("how", "complaint"),
    [
        ({"general__architecture": "bert"}, "is a bert model, which cannot chat"),
        ({"without": "general.architecture"}, "doesn't say which architecture"),
        ({"without": "tokenizer.ggml.model"}, "carries no tokenizer"),
        ({"split__count": 3}, "one piece of a split model"),
        ({"version": 1}, "GGUF version 1"),
        ({"tensors": 0}, "cut off"),
    ],
)
def test_an_unfit_file_is_refused(tmp_path: Path, how: dict[str, Any], complaint: str) -> None:
    path = gguf(tmp_path / "x.gguf", **how)

    with pytest.raises(BadModelFileError, match=complaint):
        add(path, tmp_path / "models")

    assert not list((tmp_path / "models").glob("*.gguf"))


@pytest.mark.parametrize("length", [3, 10, 60, 200, -64])
def test_a_cut_off_file_is_refused(tmp_path: Path, length: int) -> None:
    path = gguf(tmp_path / "x.gguf")
    path.write_bytes(path.read_bytes()[:length])

    with pytest.raises(BadModelFileError, match=r"'x\.gguf' is (damaged|cut off|no GGUF file)"):
        read_gguf(path)


def test_a_length_beyond_reason_is_damage_not_a_wait(tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 2**62))

    with pytest.raises(BadModelFileError, match="damaged"):
        read_gguf(path)


def test_a_text_file_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_text("hello, I am a text")

    with pytest.raises(BadModelFileError, match="doesn't begin with 'GGUF'"):
        add(tmp_path / "x.gguf", tmp_path / "models")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no file"):
        add(tmp_path / "none.gguf", tmp_path / "models")
