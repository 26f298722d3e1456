"""A model loads once, and a bad file is refused in one sentence."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from minigiants.models import BadModelFileError, ChatLlamaCpp, EngineError
from minigiants.models.llama.engine import Engine
from minigiants.models.llama.engines import engine


def test_two_threads_that_ask_at_once_load_one_model(model_path: Path) -> None:
    held, together = Engine(model_path, context=512), Barrier(2)

    def load() -> object:
        together.wait()
        return held.load()

    with ThreadPoolExecutor() as pool:
        first, second = pool.submit(load), pool.submit(load)
        assert first.result() is second.result()
    states = [held.state]
    held.close()
    assert [*states, held.state] == ["ready", "not loaded"]


def test_a_closed_engine_loads_again(model_path: Path) -> None:
    held = Engine(model_path, context=512)
    held.load()
    held.close()

    assert held.tokenize("hello")
    held.close()


def test_one_file_has_one_engine_however_it_is_named(model_path: Path, tmp_path: Path) -> None:
    (tmp_path / "other-name.gguf").symlink_to(model_path)

    assert engine(tmp_path / "other-name.gguf", context=4096) is engine(model_path, context=4096)


def test_a_loaded_model_keeps_its_context(model: ChatLlamaCpp) -> None:
    model.load()

    with pytest.raises(EngineError, match="4096"):
        engine(model.path, context=512)


def _nothing(path: Path, _: bytes) -> None:
    path.unlink(missing_ok=True)


def _empty(path: Path, _: bytes) -> None:
    path.write_bytes(b"")


def _text(path: Path, _: bytes) -> None:
    path.write_text("<html>Not found</html>" * 100)


def _header_only(path: Path, whole: bytes) -> None:
    path.write_bytes(whole[:2000])


def _cut(path: Path, whole: bytes) -> None:
    path.write_bytes(whole[: len(whole) // 2])


def _unknown_kind(path: Path, whole: bytes) -> None:
    path.write_bytes(
        whole.replace(
            b"general.architecture\x08\0\0\0\x05\0\0\0\0\0\0\0llama",
            b"general.architecture\x08\0\0\0\x05\0\0\0\0\0\0\0llomo",
        )
    )


@pytest.mark.parametrize("damage", [_nothing, _empty, _text, _header_only, _cut, _unknown_kind])
def test_a_bad_file_gives_one_sentence_and_harms_nobody(
    damage: object, model: ChatLlamaCpp, model_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bad.gguf"
    assert callable(damage)
    damage(path, model_path.read_bytes())
    bad = ChatLlamaCpp(path=path)

    with pytest.raises((EngineError, BadModelFileError), match=r"^[^.]*bad\.gguf") as error:
        bad.load()

    assert "\n" not in str(error.value)
    assert bad.state == "failed"
    assert model.invoke("hi", max_tokens=2).content, "the good model still answers"


def test_a_file_that_was_repaired_loads(model_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"broken")
    model = ChatLlamaCpp(path=path, context=512)
    with pytest.raises(BadModelFileError):
        model.load()

    shutil.copyfile(model_path, path)
    model.load()

    assert model.state == "ready"
    model.engine.close()
