"""`minigiants scrub --spans` says where personal data stands, line for line, and leaves the texts as they are."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.scrub.scrubbing import lines, scrub, write


def asked(tmp_path: Path, *rows: Any) -> Path:
    return write(tmp_path / "in.jsonl", "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))


def test_each_span_is_the_value_in_the_text_as_it_came(tmp_path: Path) -> None:
    text = "😀 Ré\u0301ply to Maria Lopez\u200b at 617-555-0142, please."

    assert scrub("--spans", asked(tmp_path, {"id": "D2N088", "text": text}), "-o", tmp_path / "out.jsonl") == 0

    [row] = lines(tmp_path / "out.jsonl")
    assert (row["id"], row["text"]) == ("D2N088", text)
    spans = [(e["type"], text[e["start"] : e["end"]].strip("\u200b")) for e in row["entities"]]
    assert spans == [("PERSON", "Maria Lopez"), ("PHONE_NUMBER", "617-555-0142")]
    assert {frozenset(e) for e in row["entities"]} == {frozenset({"type", "start", "end", "score", "recognizer"})}


def test_a_bad_line_gives_a_line_with_an_error_and_the_others_go_on(tmp_path: Path) -> None:
    file = asked(tmp_path, {"id": 1, "text": "Call 617-555-0142."}, "oops Ann", {"id": 3}, {"id": 4, "text": ""})

    assert scrub("--spans", file, "-o", tmp_path / "out.jsonl") == 1

    first, second, third, fourth = lines(tmp_path / "out.jsonl")
    assert [e["type"] for e in first["entities"]] == ["PHONE_NUMBER"]
    assert (second["id"], third["id"], fourth["entities"]) == (None, 3, [])
    assert "JSON" in second["error"]
    assert "text" in third["error"]
    assert "Ann" not in second["error"]


def test_the_policy_says_what_counts(tmp_path: Path) -> None:
    file = asked(tmp_path, {"id": 1, "text": "A 54-year-old was seen in 2019."})

    scrub("--spans", file, "-o", tmp_path / "hipaa.jsonl")
    scrub("--spans", file, "-o", tmp_path / "all.jsonl", "--policy", "find-all")

    assert [[e["type"] for e in row["entities"]] for row in lines(tmp_path / "hipaa.jsonl")] == [[]]
    assert [[e["type"] for e in row["entities"]] for row in lines(tmp_path / "all.jsonl")] == [["AGE", "YEAR"]]


def test_a_text_of_any_length_is_searched_to_its_end(tmp_path: Path) -> None:
    text = "Nothing happened on the ward that night. " * 2000 + "Call 617-555-0142."

    scrub("--spans", asked(tmp_path, {"id": 1, "text": text}), "-o", tmp_path / "out.jsonl")

    [row] = lines(tmp_path / "out.jsonl")
    assert [text[e["start"] : e["end"]] for e in row["entities"]] == ["617-555-0142"]


def test_the_report_for_machines_never_stands_between_the_lines(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = json.dumps({"id": 1, "text": "Call 617-555-0142."}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(row)))

    assert scrub("-", "--spans", "--json") == 0

    out, err = capfdbinary.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1]
    assert json.loads(err[err.index(b"[\n") :])[0]["entities"] == {"PHONE_NUMBER": 1}


def test_a_text_that_is_no_json_lines_is_refused(tmp_path: Path) -> None:
    assert scrub("--spans", write(tmp_path / "note.txt", "Seen on March 3."), "-o", tmp_path / "out.jsonl") == 2
