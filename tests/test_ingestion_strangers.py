"""What `minigiants ingest` indexes of files on which readers went wrong, and what a citation shows of it."""

import json
from pathlib import Path

import pytest

from minigiants.cli import main
from minigiants.retrieval import Library, open_library
from minigiants.settings import Settings
from tests.documents.strangers import REFUSED, STRANGERS, Stranger


def ingested(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    with pytest.raises(SystemExit):
        main(["ingest", "harbour", str(folder), "--json"])
    reports: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return reports


def check(library: Library, stranger: Stranger) -> None:
    hits = [hit.passage for hit in library.search(stranger.question, collection="harbour", limit=40)]
    own = [passage for passage in hits if passage.document == stranger.name]
    first = "\n".join(f"{passage.heading}\n{passage.text}" for passage in hits[:4] if passage in own)

    assert [words for words in stranger.says if words not in first] == []
    assert [words for words in stranger.never if any(words in passage.text for passage in own)] == []
    for passage in own:  # what a citation marks is what was searched
        page = library.page_text("harbour", passage.document_id, passage.page)
        assert page[passage.start : passage.end] == passage.text


def test_each_stranger_is_found_by_its_question_with_the_right_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], subtests: pytest.Subtests
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for stranger in STRANGERS:
        (folder / stranger.name).write_bytes(stranger.data)

    reports = ingested(folder, capsys)

    assert {report["status"] for report in reports} == {"added"}
    library = open_library(Settings())
    try:
        for stranger in STRANGERS:
            with subtests.test(stranger.name):
                check(library, stranger)
    finally:
        library.close()


def test_a_kind_that_is_not_read_is_refused_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data, _ in REFUSED:
        (tmp_path / name).write_bytes(data)

    reasons = {str(r["name"]): str(r["reason"]) for r in ingested(tmp_path, capsys) if r["status"] == "failed"}

    assert [(name, reasons.get(name)) for name, _, kind in REFUSED if kind not in reasons.get(name, "")] == []
