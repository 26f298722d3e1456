"""With the visit's header given, the patient's name stands nowhere but in the header of what is given out."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest

from minigiants import scenario
from scenarios.medical_notes.note import sections, templates, to_json
from scenarios.medical_notes.pipeline import answer, draft
from scenarios.medical_notes.signed import exports, plain_words
from scenarios.medical_notes.talk import Screen, known, nameless
from tests.scenarios.medical_notes.fakes import Writer, services

KNEE = (scenario.load("medical_notes").folder / "visits" / "knee.txt").read_text("utf-8")
HEADER = {"name": "Katherine Zielinska-Brown", "birth": "1970-02-03", "record": "99-1234"}
SAID = """
Doctor: {0} is a 50-year-old female with left knee pain, and {0}'s mother had arthritis.
Patient: My husband says, {0} , you must take your metformin 500 mg.
Doctor: Does {0} have any chest pain?
Patient: No, {0} has none.
Doctor: Okay, {0}, I want {0} to start ibuprofen 400 mg twice a day, and Mrs. {0} should rest."""
FORMS = ("Katherine", "katherine", "KATHERINE", "Zielinska", "zielinska-brown", "Katherine Zielinska-Brown", "Brown")
PIECES = ("katherine", "zielinska", "brown")


def dialogue() -> str:
    return KNEE.replace("Ms. Example", "Ms. Zielinska-Brown") + "".join(SAID.format(form) for form in FORMS)


def named(text: str) -> list[str]:
    return [piece for piece in PIECES if piece in text.lower()]


def test_neither_the_answer_nor_its_trace_names_the_patient() -> None:
    model = Writer(says=lambda spoken: "Ms. <PERSON_1> takes acetaminophen 5000 mg.")
    made = answer({"dialogue": dialogue(), "patient": HEADER}, services(model))

    assert not named(json.dumps(asdict(made), default=str))
    assert not [prompt for prompt in model.asked if named(prompt)]
    assert made.trace


def test_neither_the_draft_nor_what_is_given_out_names_the_patient_but_in_the_header() -> None:
    made = draft({"dialogue": dialogue(), "patient": HEADER}, services(Writer()))
    template = templates.load("visit")
    document = exports.SignedDocument(
        visit="1",
        template=template,
        sections=sections(made.note, template),
        patient={},
        signed_by="Dr. Adams",
        time=datetime(2026, 1, 1, tzinfo=UTC),
        sha256="ab",
    )

    assert len(made.note.lines) > 8
    assert not named(json.dumps(to_json(made.note)))
    assert not named(plain_words(made.note))
    assert not named(exports.markdown(document))
    assert not named(str(exports.blocks(document)))
    assert not named(json.dumps(exports.fhir(document)))
    assert "Katherine Zielinska-Brown" in exports.markdown(replace(document, patient=HEADER))


@pytest.mark.parametrize(
    ("said", "name", "line"),
    [
        ("We will see Will in May.", "Will", "We will see the patient in May."),
        ("It may rain, May.", "May", "It may rain."),
        ("Okay, will, the plan may work.", "will", "Okay, the plan may work."),
        ("Mr. will will rest.", "will", "The patient will rest."),
        ("Grace is a 50-year-old female.", "grace", "The patient is a 50-year-old female."),
    ],
)
def test_a_name_that_is_a_word_is_taken_out_where_it_is_a_name(said: str, name: str, line: str) -> None:
    assert nameless(said, [name]) == line


@pytest.mark.parametrize("said", ["I gave him Calpol.", "I can't have Nurofen.", "It began on Tuesday.", "Naw."])
def test_drugs_weekdays_and_common_words_are_no_personal_data(said: str) -> None:
    assert Screen(known([], {})).hide([f"Patient: {said}"]) == [f"Patient: {said}"]


def test_a_name_that_is_a_common_word_stays_hidden_when_it_is_the_patients() -> None:
    assert "Will" not in Screen(known(["will"], {"name": "Will Example"})).hide(["Patient: This is Will."])[0]
