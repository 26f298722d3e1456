"""What `minigiants ingest` indexes of files on which readers went wrong, and what a citation shows of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessageChunk
from pydantic import Field

from minigiants import services
from minigiants.cli import main
from minigiants.retrieval import Library, open_library
from minigiants.settings import Settings
from tests import fakes
from tests.documents.further_strangers import FURTHER
from tests.documents.strangers import REFUSED, STRANGERS, Stranger


def ingested(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    with pytest.raises(SystemExit):
        main(["ingest", "harbour", str(folder), "--json"])
    reports: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return reports


class Sayer(fakes.Scripted):
    """Says to each question what it was told to say."""

    words: dict[str, str] = Field(default_factory=dict)

    def script(
        self, asked: str, on_progress: Callable[[str, int, int], None], **options: Any
    ) -> Iterator[AIMessageChunk]:
        """Yield what belongs to the question that stands in the prompt."""
        yield AIMessageChunk(content=next((says for question, says in self.words.items() if question in asked), ""))
        about = {"finish_reason": "stop", "model_name": "sayer", "model_sha256": "", "seconds": 1.0}
        yield AIMessageChunk(content="", response_metadata=about | {"seconds_to_first_token": 0.5})


def answers(folder: Path, words: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """Return what `minigiants run` writes to each question when the model says `words` to it."""
    monkeypatch.setattr(services, "chat_model", lambda settings, gated=True: Sayer(words=words))
    asked, out = folder / "asked.jsonl", folder / "out.jsonl"
    asked.write_text("".join(json.dumps({"id": q, "question": q}) + "\n" for q in words), "utf-8")
    out.unlink(missing_ok=True)
    with pytest.raises(SystemExit):
        main(["run", "document_qa", str(asked), "-o", str(out), "--collection", "harbour"])
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return {line["id"]: line for line in lines}


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
    tmp_path: Path, capsys: pytest.CaptureFixture[str], subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By `ingest`, and by `run`: a right value that the model says stands, one the file does not show is refused."""
    folder = tmp_path / "files"
    folder.mkdir()
    for stranger in (*STRANGERS, *FURTHER):
        (folder / stranger.name).write_bytes(stranger.data)

    reports = ingested(folder, capsys)

    assert {report["status"] for report in reports} == {"added"}
    library = open_library(Settings())
    try:
        for stranger in (*STRANGERS, *FURTHER):
            with subtests.test(stranger.name):
                check(library, stranger)
    finally:
        library.close()
    strangers = (*STRANGERS, *FURTHER)
    right = answers(tmp_path, {each.question: each.answer or each.says[0] for each in strangers}, monkeypatch)
    lies = {each.question: lie for each in strangers for lie in each.never[:1] if " " in lie}
    wrong = answers(tmp_path, lies, monkeypatch)
    for each in strangers:
        with subtests.test(f"run: {each.name}"):
            line = right[each.question]
            shown = " ".join([line["text"], *(place["text"] for place in line["evidence"])])
            assert (each.value or each.says[0]) in shown, shown
            assert not any(words in shown for words in each.never), shown
    for question, lie in lies.items():
        with subtests.test(f"run: {lie}"):
            assert lie not in wrong[question]["text"]


def test_a_kind_that_is_not_read_is_refused_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data, _ in REFUSED:
        (tmp_path / name).write_bytes(data)

    reasons = {str(r["name"]): str(r["reason"]) for r in ingested(tmp_path, capsys) if r["status"] == "failed"}

    assert [(name, reasons.get(name)) for name, _, kind in REFUSED if kind not in reasons.get(name, "")] == []


def test_nothing_in_a_folder_is_left_out_without_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, other = tmp_path / "files", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    (folder / "a.txt").write_text("The rent is due monthly.")
    (folder / ".b.txt").write_text("The deposit is due once.")
    (folder / "link").symlink_to(other)
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")

    with pytest.raises(SystemExit):
        main(["ingest", "harbour", str(folder)])

    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(" (")[0] for line in lines] == [
        "a.txt: added, text, 1 page, 1 passage",
        "gone.txt: failed. There is no such file: check the path.",
        "link: failed. This leads to a folder and is not followed: give that folder.",
        "1 file or folder with a dot before the name left out: give such a file by itself",
    ]


def test_a_web_page_that_speaks_of_pdf_files_is_a_web_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    page = "<html><!-- %PDF-1.7 --><body><p>The rent is due monthly in advance.</p></body></html>"
    (folder / "page.html").write_text(page)

    [report] = ingested(folder, capsys)

    assert (report["status"], report["kind"]) == ("added", "web page")
