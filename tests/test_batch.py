"""A batch keeps order and ids, survives bad lines, and goes on where a stopped one ended."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minigiants import batch
from minigiants.pipeline import Answer, Event, Request, Services
from minigiants.privacy import Funnel, Rules, load_policy
from minigiants.types import Claim, Evidence, Trace
from tests import fakes

STRICTEST = Rules(policy=load_policy("find-all")).everywhere()


def lines(*values: object) -> list[bytes]:
    return [v if isinstance(v, bytes) else json.dumps(v).encode() for v in values]


def answer(request: Request) -> batch.Line:
    if request["question"] == "boom":
        raise ZeroDivisionError("the secret of line boom")
    return {"action": "answer", "text": request["question"]}


@pytest.fixture
def services() -> Services:
    ticks = iter(range(100))
    return fakes.services(clock=lambda: float(next(ticks)), new_id=lambda: "id")


def test_every_line_gives_one_line_in_its_order_whatever_is_wrong_with_it() -> None:
    good, unnamed, empty = {"id": "b", "question": "1"}, {"question": "no id"}, {"id": 3}
    read = batch.items(lines(good, b"{not json", unnamed, [1], empty, good | {"id": "a"}), ["question"])

    written = list(batch.run(read, answer))

    assert [line["id"] for line in written] == ["b", None, None, None, 3, "a"]
    assert [line.get("line") for line in written] == [None, 2, 3, 4, None, None]
    assert ["error" in line for line in written] == [False, True, True, True, True, False]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"\xff\xfe", "line 1 is not a JSON object"),
        (b'"text"', "line 1 is not a JSON object"),
        (b"[" * 100_000, "line 1 is not a JSON object"),
        (b'{"id": null, "question": "x"}', 'line 1 has no "id" that is a text or a whole number'),
        (b'{"id": true, "question": "x"}', 'line 1 has no "id" that is a text or a whole number'),
        (b'{"id": [1], "question": "x"}', 'line 1 has no "id" that is a text or a whole number'),
        (b'{"id": 1, "question": null}', "line 1 misses 'question'"),
    ],
)
def test_a_bad_line_is_told_in_a_sentence(line: bytes, problem: str) -> None:
    assert [item.problem for item in batch.items([line], ["question"])] == [problem]


def test_a_byte_order_mark_and_blank_lines_are_no_items() -> None:
    read = list(batch.items([b'\xef\xbb\xbf{"id": 1}\r\n', b"\r\n", b"  ", b'{"id": 2}']))

    assert [(item.id, item.number) for item in read] == [(1, 1), (2, 4)]


def test_an_exception_becomes_an_error_that_repeats_no_content() -> None:
    written = list(batch.run(batch.items(lines({"id": 1, "question": "boom"}, {"id": 2, "question": "2"})), answer))

    assert "ZeroDivisionError" in written[0]["error"]
    assert "secret" not in written[0]["error"]
    assert written[1]["text"] == "2"


def test_what_is_done_is_not_asked_again_even_when_an_id_stands_twice() -> None:
    read = lines({"id": 1, "question": "a"}, b"bad", {"id": 1, "question": "b"}, {"id": "1", "question": "c"})
    done = list(batch.run(batch.items(read[:2]), answer))

    rest = list(batch.run(batch.items(read), answer, done))

    assert [line["text"] for line in rest] == ["b", "c"]


@pytest.mark.parametrize(
    ("left", "kept"),
    [
        (b"", b""),
        (b'{"id": 1}\n', b'{"id": 1}\n'),
        (b'{"id": 1}\n{"id": 2, "te', b'{"id": 1}\n'),
        (b'{"id": 1}\n{"id": 2}', b'{"id": 1}\n{"id": 2}\n'),
        (b'{"id": 1, "t', b""),
    ],
)
def test_a_half_written_last_line_is_repaired(tmp_path: Path, left: bytes, kept: bytes) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(left)

    found = batch.recover(out)

    assert out.read_bytes() == kept
    assert found == [json.loads(line) for line in kept.splitlines()]


def test_recovering_what_was_never_begun_finds_nothing(tmp_path: Path) -> None:
    assert batch.recover(tmp_path / "none.jsonl") == []


def test_the_first_word_is_timed_from_the_question(services: Services) -> None:
    def pipeline(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
        assert on_event is not None
        for event in (Event(stage="search"), Event(stage="write", text="A"), Event(stage="write", text="B")):
            services.clock()
            on_event(event)
        return Answer(id="1", text="AB", action="answer")

    assert batch.ask(pipeline, {}, services)[1] == 3.0


def test_a_line_shows_evidence_and_what_the_check_withheld() -> None:
    place: dict[str, Any] = {"passage_id": "p", "document_id": "d", "start": 0, "end": 3}
    withheld = Claim(text="Eight days.", kind="number", why="Not there.")
    made = Answer(
        id="1",
        text="Ten days.",
        action="answer",
        evidence=(Evidence(document="a.pdf", page=2, text="Ten", **place),),
        trace=Trace(question="?", withheld=(withheld,)),
        seconds=1.23456,
    )

    assert batch.line(made, None, "tiny") == {
        "action": "answer",
        "reason": "",
        "text": "Ten days.",
        "evidence": [{"document": "a.pdf", "page": 2, "text": "Ten"}],
        "flags": [{"kind": "number", "claim": "Eight days.", "why": "Not there."}],
        "seconds": 1.235,
        "seconds_to_first_token": None,
        "model": "tiny",
    }


@pytest.mark.parametrize("name", ["D2N088", "Ann Miller", "ann.miller@a.example", 19510403, "1951-04-03", "ward 4"])
def test_closed_fields_come_out_as_they_went_in_whatever_the_policy(name: str | int) -> None:
    passed: list[batch.Line] = []

    def through(texts: batch.Line, request: Request | None) -> batch.Line:
        passed.append(texts)
        return Funnel(STRICTEST).value("exports", texts)

    def reply(request: Request) -> batch.Line:
        made = Answer(
            id="a",
            text="Ann Miller was born on April 3, 1951.",
            action="handoff",
            reason="asked for a person",
            claims=(Claim(text="Ann Miller called.", kind="name", why="Ann Miller is not named"),),
            sections={"PAST MEDICAL HISTORY": "Ann Miller has asthma.", "Dr. Chen": "Nothing."},
        )
        return batch.line(made, None, "qwen2.5-coder-1.5b")

    (line,) = batch.run(batch.items(lines({"id": name, "question": "x"})), reply, through=through)
    again = list(batch.run(batch.items(lines({"id": name, "question": "x"})), reply, [line], through=through))

    assert (line["id"], line["action"], line["reason"], line["model"]) == (
        name,
        "handoff",
        "asked for a person",
        "qwen2.5-coder-1.5b",
    )
    assert list(line["sections"]) == ["PAST MEDICAL HISTORY", "Dr. Chen"]
    assert "Miller" not in json.dumps({**line, "id": ""})
    assert again == []
    assert len(passed) == 1
