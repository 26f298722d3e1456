"""The catalog: what it says, what it refuses, and how files are verified."""

import os
import time
from pathlib import Path

import psutil
import pytest

from minigiants.models import (
    ModelNotReadyError,
    UnknownModelError,
    background,
    catalog,
    entry,
    fits,
    locate,
    memory_limit,
    status,
    verify,
    warnings,
)
from minigiants.models.catalog.memory import RESERVE
from minigiants.models.catalog.verify import DAY
from minigiants.settings import Settings
from tests.models.catalog.pulling import digest

SHIPPED = catalog(Path("nowhere"))


def user_model(folder: Path, changes: dict[str, object] | None = None) -> None:
    """Write a user's catalog with one model, and its file."""
    content = b"weights"
    fields: dict[str, object] = {"name": "mine", "title": "Mine", "kind": "chat", "licence": "MIT"}
    fields |= {"context": 64, "memory": 9} | (changes or {})
    lines = ["[[model]]", *(f"{key} = {value!r}" for key, value in fields.items())]
    lines += ["[[model.files]]", "path = 'mine.gguf'", f"size = {len(content)}", f"sha256 = '{digest(content)}'"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalog.toml").write_text("\n".join(lines))
    (folder / "mine.gguf").write_bytes(content)


def test_the_models_of_the_settings_are_in_the_catalog() -> None:
    assert SHIPPED[Settings().model].kind == "chat"
    assert SHIPPED[Settings().embedding_model].kind == "embedding"


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_model_is_complete(name: str) -> None:
    model = SHIPPED[name]

    assert model.sources
    assert model.memory > model.size
    assert model.sha256 in {file.sha256 for file in model.files}
    for source in model.sources:
        if source.kind == "packages" and source.parts:
            assert (len(source.parts) - 1) * source.part_size < model.size <= len(source.parts) * source.part_size


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_model_says_who_made_it_and_why_one_would_want_it(name: str) -> None:
    model = SHIPPED[name]

    assert model.why
    assert model.publisher
    assert model.published
    assert model.openness
    assert bool(model.terms) == (model.licence != "Apache-2.0")


def test_the_page_of_the_models_is_what_the_catalog_says() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "models.md").read_text("utf-8")

    assert background(SHIPPED.values()).strip() in page, "write it anew with `minigiants models list --markdown`"


def test_a_warning_stands_where_a_model_has_terms_or_reads_anew() -> None:
    assert len(warnings(SHIPPED["lfm2.5-1.2b"])) == 2
    assert warnings(SHIPPED["qwen3-4b"]) == []


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(UnknownModelError, match=r"no model 'gpt' in the catalog; there are: qwen2\.5-coder-1\.5b, "):
        entry("gpt", Path("nowhere"))


def test_the_users_models_come_beside_the_shipped_ones(tmp_path: Path) -> None:
    user_model(tmp_path)

    assert set(catalog(tmp_path)) == {*SHIPPED, "mine"}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"kind": "talk"}, "kind"),
        ({"nme": "x"}, "nme"),
        ({"context": 0}, "context"),
        ({"name": "../up"}, "name"),
    ],
)
def test_a_wrong_catalog_is_refused_by_the_field(tmp_path: Path, changes: dict[str, object], complaint: str) -> None:
    user_model(tmp_path, changes)

    with pytest.raises(ValueError, match=rf"catalog\.toml' cannot be read: .*{complaint}"):
        catalog(tmp_path)


def test_a_file_outside_the_models_folder_is_refused(tmp_path: Path) -> None:
    user_model(tmp_path)
    own = tmp_path / "catalog.toml"
    own.write_text(own.read_text().replace("'mine.gguf'", "'../mine.gguf'"))

    with pytest.raises(ValueError, match="relative path"):
        catalog(tmp_path)


def test_a_model_is_located_once_its_hash_was_seen(tmp_path: Path) -> None:
    user_model(tmp_path)
    model = entry("mine", tmp_path)
    assert status(model, tmp_path) == "unverified"

    assert locate("mine", tmp_path) == tmp_path / "mine.gguf"

    assert status(model, tmp_path) == "ready"


def test_a_located_model_is_not_hashed_again_on_the_same_day_until_it_changes(tmp_path: Path) -> None:
    user_model(tmp_path)
    locate("mine", tmp_path)
    path = tmp_path / "mine.gguf"
    before = path.stat()

    path.write_bytes(b"WEIGHTS")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert locate("mine", tmp_path) == path

    os.utime(path)
    with pytest.raises(ModelNotReadyError, match="damaged: run `minigiants models pull mine`"):
        locate("mine", tmp_path)


def test_a_verification_hashes_whatever_the_stamp_says(tmp_path: Path) -> None:
    user_model(tmp_path)
    locate("mine", tmp_path)
    path = tmp_path / "mine.gguf"
    before = path.stat()
    path.write_bytes(b"WEIGHTS")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert verify(entry("mine", tmp_path), tmp_path) == [str(path)]
    assert status(entry("mine", tmp_path), tmp_path) == "unverified"


def test_a_model_that_is_not_here_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelNotReadyError, match=r"'qwen3-1\.7b' is not on this machine: run `minigiants models pull"):
        locate("qwen3-1.7b", tmp_path)


def test_stamps_hold_when_the_folder_moves(tmp_path: Path) -> None:
    user_model(tmp_path / "a")
    locate("mine", tmp_path / "a")

    (tmp_path / "a").rename(tmp_path / "b")

    assert status(entry("mine", tmp_path / "b"), tmp_path / "b") == "ready"


def test_a_damaged_stamp_file_counts_as_none(tmp_path: Path) -> None:
    user_model(tmp_path)
    (tmp_path / "verified.json").write_text("{")

    assert status(entry("mine", tmp_path), tmp_path) == "unverified"


def test_a_model_fits_when_the_rest_of_the_suite_does_too() -> None:
    model = SHIPPED["llama-3.2-3b"]

    assert fits(model, limit=model.memory + RESERVE)
    assert not fits(model, limit=model.memory + RESERVE - 1)


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("0::/pod/app", "pod/memory.max"),
        ("0::/pod/app", "memory.max"),
        ("4:memory:/docker/1", "memory/docker/1/memory.limit_in_bytes"),
    ],
)
def test_the_memory_limit_of_a_control_group_holds(tmp_path: Path, line: str, file: str) -> None:
    (tmp_path / "membership").write_text(f"{line}\n")
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("2000000000\n")

    assert memory_limit(tmp_path, tmp_path / "membership") == 2_000_000_000


def test_no_limit_is_the_machines_memory(tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text("max\n")

    assert memory_limit(tmp_path, tmp_path / "none") == psutil.virtual_memory().total


def test_a_located_model_is_hashed_again_after_a_day_and_rot_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_model(tmp_path)
    path = locate("mine", tmp_path)
    dates = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    os.utime(path, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    assert locate("mine", tmp_path) == path  # nothing tells of it yet

    later = time.time() + 2 * DAY
    monkeypatch.setattr(time, "time", lambda: later)

    with pytest.raises(ModelNotReadyError, match="missing or damaged"):
        locate("mine", tmp_path)
