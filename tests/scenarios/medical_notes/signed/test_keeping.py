"""What leaves a visit, or is kept of the word on it, holds nobody whom its header names."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minigiants import batch, scenario
from minigiants.pipeline import Request
from minigiants.privacy import Funnel, Known, Place, Rules, load_policy
from minigiants.store import Rating
from minigiants.types import Answer
from scenarios.medical_notes.signed import NoteBook, Signed, Visit, keeping
from scenarios.medical_notes.talk import known_of
from tests.scenarios.medical_notes.fakes import Writer, services

NOW = datetime(2026, 1, 2, tzinfo=UTC)
HEADER = {"name": "Zebulon Quackenbush", "record": "48812", "birth": "1950-03-07"}
VISIT = Visit(
    id="v",
    patient=HEADER,
    transcript="Doctor: Any fever?\nPatient: No.",
    template="soap",
    creator="",
    created=NOW,
    state="signed",
)
KNEE = (scenario.load("medical_notes").folder / "visits" / "knee.txt").read_text("utf-8")


def funnel(*places: Place) -> Funnel:
    return Funnel(Rules(policy=load_policy("hipaa"), where=frozenset(places)))


def test_the_copy_without_personal_data_names_nobody_of_the_header() -> None:
    text = "Quackenbush denies fever. Chart 48812, quackenbush's knee is stable."
    signed = Signed(body={}, text=text, signed_by="", time=NOW, sha256="", addenda=())

    assert (
        keeping.bare(signed, VISIT, funnel()) == "<PERSON_1> denies fever. Chart <ID_1>, <PERSON_1>'s knee is stable."
    )


def test_a_correction_is_kept_without_the_header() -> None:
    words = "Quackenbush denies fever"
    rating = Rating(answer_id="v", rater="r", criterion="wording", value=None, time=NOW, edit=words, comment=words)

    kept = keeping.rated(rating, VISIT, funnel("ratings"))

    assert (kept.edit, kept.comment) == ("<PERSON_1> denies fever",) * 2
    assert keeping.rated(rating, VISIT, funnel("exports")) == rating


def test_an_answer_that_leaves_names_nobody_of_the_header() -> None:
    answer = Answer(id="a", text="Quackenbush denies fever, 48812.", action="answer")
    request = {"dialogue": VISIT.transcript, "patient": HEADER}

    known = keeping.request_known(request)

    assert funnel("exports").value("exports", answer, known=known).text == "<PERSON_1> denies fever, <ID_1>."
    assert funnel("logs").value("exports", answer, known=known) == answer


def test_a_draft_of_a_batch_is_given_out_in_this_way() -> None:
    dialogue = KNEE.replace("My left knee", "Quackenbush, that is zq77@quack.org. My left knee")
    declared = scenario.load("medical_notes")

    def reply(request: Request) -> batch.Line:
        return batch.line(declared.pipeline(request, services(Writer())), None, "tiny")

    def through(texts: batch.Line, request: Request | None) -> batch.Line:
        return funnel("exports").value("exports", texts, known=declared.known(request) if request else None)

    asked = json.dumps({"id": "D2N088", "dialogue": dialogue, "patient": HEADER}).encode()
    (made,) = batch.run(batch.items([asked]), reply, through=through)

    assert (made["id"], made["action"]) == ("D2N088", "answer")
    assert "uackenbush" not in str(made)
    assert "zq77" not in str(made)


FULL = HEADER | {
    "phone": 5550102233,
    "insurance": "XK 4471 B",
    "address": "Mill 9",
    "gender": "male",
    "employer": "Vane",
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[NoteBook]:
    made = NoteBook(f"sqlite:///{tmp_path / 'book.db'}", keeping=keeping.VisitScreen(funnel("answers")))
    yield made
    made.close()


def test_a_header_is_kept_as_labels_whatever_its_fields_hold(book: NoteBook) -> None:
    visit = book.add_visit("Doctor: Any fever?", patient=FULL, template="soap", creator="c")

    assert visit.patient == {
        "name": "<PERSON_1>",
        "record": "<MEDICAL_RECORD_NUMBER_1>",
        "birth": "<DATE_1>",
        "phone": "<PHONE_NUMBER_1>",
        "insurance": "<HEALTH_PLAN_NUMBER_1>",
        "address": "<ADDRESS_1>",
        "gender": "male",
        "employer": "<ID_1>",
    }


def test_what_a_header_tells_is_kept_nowhere_in_its_visit(book: NoteBook, tmp_path: Path) -> None:
    said = "Doctor: quackenbush, chart 48812, card XK4471B, of Vane, hello.\nPatient: Hello."
    visit = book.add_visit(said, patient=FULL, template="soap", creator="c", going_on=True)
    book.extend(visit.id, "Doctor: So, Quackenbush, Mill 9?", ended=True)
    made = book.save(visit.id, {"lines": [{"text": "Quackenbush denies fever."}]}, author="c", based_on=None)
    book.sign(visit.id, made.id, "The knee is stable.", by="c")
    book.add_addendum(visit.id, "Quackenbush called from 555-010-2233.", author="c")
    book.close()

    held = b"".join(file.read_bytes() for file in tmp_path.glob("book.db*")).lower()
    assert b"the knee is stable" in held
    assert not [w for w in (b"quackenbush", b"48812", b"4471", b"vane", b"mill 9", b"010-2233") if w in held]
    assert made.body == {"lines": [{"text": "<PERSON_1> denies fever."}]}


def test_after_a_restart_a_label_of_the_visit_is_given_to_nobody_else(book: NoteBook, tmp_path: Path) -> None:
    visit = book.add_visit("Doctor: Hello, Quackenbush.", patient=HEADER, template="soap", creator="c", going_on=True)
    later = NoteBook(f"sqlite:///{tmp_path / 'book.db'}", keeping=keeping.VisitScreen(funnel("answers")))

    assert later.extend(visit.id, "Patient: Ask Dr. Maria Lopez.").transcript.endswith("Ask Dr. <PERSON_2>.")
    later.close()


def test_labels_of_a_header_are_no_names() -> None:
    kept = {"name": "<PERSON_1>", "record": "<MEDICAL_RECORD_NUMBER_1>", "birth": "<DATE_1>", "employer": "<ID_1>"}

    assert known_of("Doctor: How is the person?", kept) == Known(names=[], dates=[], numbers=[], others=[])
