"""`minigiants ingest` from the outside."""

import json
from pathlib import Path

import pytest

from minigiants.cli import main


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["ingest", *arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "note.txt"
    file.write_text("The notice period is four weeks.")
    return file


def test_each_file_has_a_line_and_a_failure_the_exit_code_one(
    note: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run("demo", str(tmp_path / "gone.txt"), str(note))

    gone, added = capsys.readouterr().out.splitlines()
    assert code == 1
    assert gone == "gone.txt: failed. There is no such file: check the path."
    assert added.startswith("note.txt: added, text, 1 page, 1 passage (")


def test_machines_get_json(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run("demo", str(note), "--json")

    (report,) = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (report["name"], report["status"], report["passages"], report["reason"]) == ("note.txt", "added", 1, "")


def test_a_document_is_listed_until_it_is_removed(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("demo", str(note))
    assert run("demo", "--list") == 0
    assert "note.txt" in capsys.readouterr().out.splitlines()[-1]

    assert run("demo", "--remove", "note.txt") == 0
    assert run("demo", "--list", "--json") == 0
    assert json.loads(capsys.readouterr().out.split("removed\n")[1]) == []


def test_what_is_not_there_is_said_in_one_sentence(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("demo", str(note))
    capsys.readouterr()

    assert run("demo", "--remove", "other.txt") == 3
    assert run("dmeo", "--list") == 3
    document, collection = capsys.readouterr().err.splitlines()
    assert document.startswith("minigiants: collection 'demo' has no document 'other.txt'")
    assert collection == "minigiants: no collection 'dmeo'; there are: 'demo'"


def test_nothing_to_do_is_wrong_usage() -> None:
    assert run("demo") == 2
