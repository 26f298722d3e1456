"""The samples of the document scenario point at sentences that stand in its documents."""

import json
import runpy
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from minigiants import suite
from minigiants.documents import Document, highlight_boxes, read, sentences, split

FOLDER = suite.scenarios() / "document_qa"
SAMPLES: list[dict[str, Any]] = [
    json.loads(line) for line in (FOLDER / "evals" / "samples.jsonl").read_text("utf-8").splitlines()
]
ANSWERABLE = [sample for sample in SAMPLES if sample["metadata"]["answerable"]]


@cache
def document(name: str) -> Document:
    return read((FOLDER / "documents" / name).read_bytes(), name)


def test_there_are_two_answerable_samples_to_one_that_is_not() -> None:
    assert len(ANSWERABLE) == 20
    assert len(SAMPLES) == 30
    assert len({sample["id"] for sample in SAMPLES}) == 30


@pytest.mark.parametrize("sample", ANSWERABLE, ids=lambda sample: sample["id"])
def test_the_evidence_is_verbatim_on_the_named_page(sample: dict[str, Any]) -> None:
    place = sample["metadata"]
    text = document(place["document"]).pages[place["page"] - 1].text
    found = [text[start:end] for start, end in sentences(text)]

    assert place["evidence"]
    for evidence in place["evidence"]:
        assert any(evidence in sentence for sentence in found), evidence


@pytest.mark.parametrize("sample", ANSWERABLE, ids=lambda sample: sample["id"])
def test_the_evidence_is_whole_in_one_passage(sample: dict[str, Any]) -> None:
    place = sample["metadata"]
    passages = [passage.text for passage in split(document(place["document"])) if passage.page == place["page"]]

    for evidence in place["evidence"]:
        assert any(evidence in text for text in passages), evidence


@pytest.mark.parametrize("name", sorted(path.name for path in (FOLDER / "documents").iterdir()))
def test_each_document_is_read_whole_and_asked_about(name: str) -> None:
    assert document(name).notes == ()
    assert all(page.text and (page.headings or page.number > 1) for page in document(name).pages)
    assert any(sample["metadata"]["document"] == name for sample in ANSWERABLE)


def test_a_sentence_of_the_lease_is_found_on_the_drawn_page() -> None:
    lease = document("office-lease.pdf")
    start = lease.pages[2].text.index("A notice sent by e-mail alone")

    boxes = highlight_boxes((FOLDER / "documents/office-lease.pdf").read_bytes(), 3, [(start, start + 69)])

    assert len(boxes) in (1, 2)


def test_the_built_files_are_what_the_sources_give(tmp_path: Path) -> None:
    build = runpy.run_path(str(FOLDER / "sources/build.py"))

    for name, write in (("office-lease.pdf", "write_pdf"), ("pump-manual.pdf", "write_pdf")):
        build[write](FOLDER / "sources" / f"{Path(name).stem}.md", tmp_path / name)
        again = read((tmp_path / name).read_bytes(), name)
        assert [page.text for page in again.pages] == [page.text for page in document(name).pages]
    build["write_docx"](FOLDER / "sources/employee-handbook.md", tmp_path / "employee-handbook.docx")
    assert zipfile.is_zipfile(tmp_path / "employee-handbook.docx")
    assert (
        read((tmp_path / "employee-handbook.docx").read_bytes(), "a").pages == document("employee-handbook.docx").pages
    )
