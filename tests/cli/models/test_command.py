"""`minigiants models`, from the list to a verified file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from minigiants.cli import main
from tests.models.catalog.test_add import gguf

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("MINIGIANTS_HOME", str(tmp_path / "fresh"))

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["models", *words])
        output = capsys.readouterr()
        return int(left.value.code or 0), output.out, output.err

    return run


def test_the_list_shows_each_model_once_with_what_it_needs(run: Run) -> None:
    code, out, _ = run("list")

    assert code == 0
    assert "qwen2.5-coder-1.5b *  chat       1.1 GB  1.7 GB" in out
    assert out.count("absent") == len(json.loads(run("list", "--json")[1]))


def test_a_file_of_ones_own_is_added_listed_and_verified(run: Run, tmp_path: Path) -> None:
    assert run("add", str(gguf(tmp_path / "mine.gguf")))[0] == 0

    (row,) = [row for row in json.loads(run("list", "--json")[1]) if row["name"] == "mine"]
    assert row["here"] == "ready"
    assert json.loads(run("verify", "--json")[1]) == [{"model": "mine", "right": True, "bad": []}]


def test_a_damaged_file_fails_the_verification(run: Run, tmp_path: Path) -> None:
    run("add", str(gguf(tmp_path / "mine.gguf")), "--name", "mine")
    path = tmp_path / "fresh" / "models" / "mine.gguf"
    path.unlink()
    path.write_bytes(b"damaged")

    code, out, _ = run("verify")

    assert code == 1
    assert out == f"mine: missing or damaged, pull it again: {path}\n"


def test_pulling_from_a_folder_puts_the_model_in_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", str(gguf(tmp_path / "mine.gguf")))
    (tmp_path / "fresh" / "models" / "mine.gguf").unlink()
    monkeypatch.setenv("MINIGIANTS_SOURCES", str(tmp_path))

    code, out, _ = run("pull", "mine")

    assert code == 0
    assert out == f"mine is here and verified: {tmp_path / 'fresh' / 'models' / 'mine.gguf'}\n"


def test_no_source_is_said_in_one_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIGIANTS_SOURCES", str(tmp_path))

    code, out, err = run("pull", "smollm2-135m")

    assert (code, out) == (1, "")
    assert err.endswith(f"minigiants: no source gave model 'smollm2-135m': {tmp_path} (holds no 'smollm2-135m.gguf')\n")


def test_an_unknown_model_is_exit_code_3(run: Run) -> None:
    assert run("pull", "nothing")[0] == 3


def test_a_licence_with_terms_is_shown_and_must_be_accepted(run: Run) -> None:
    code, _, err = run("pull", "medgemma-1.5-4b")

    assert code == 1
    assert "its licence has terms: for development and evaluation" in err
    assert "pull with --accept-terms" in err
    assert "sliding window" in err


def test_the_list_is_written_as_a_page_too(run: Run) -> None:
    code, out, _ = run("list", "--markdown")

    assert code == 0
    assert "| `granite-4.0-1b` | 1.0 GB |" in out
