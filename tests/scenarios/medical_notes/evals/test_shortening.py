"""A short dialogue becomes a section in fewer words, and no fact of it is changed or made up."""

import pytest

from scenarios.medical_notes.evals.shortening import STOCK, brief, digits, pieces
from scenarios.medical_notes.facts import Fact, facts
from scenarios.medical_notes.note import Line, Note
from scenarios.medical_notes.signed import leaflet

DENIED = "Doctor: Any known drug allergies?\nPatient: No."
TOLD = (
    "Doctor: How old are you, ma'am?\nPatient: I am seventy six years old.\nDoctor: Any fever or chills?\n"
    "Patient: No.\nDoctor: What do you take?\nPatient: I take lisinopril 10 milligrams for my left knee, doctor."
)


@pytest.mark.parametrize("header", ["GENHX", "MEDICATIONS", "ROS", "CC"])
def test_no_fact_is_made_up_whatever_the_header(header: str) -> None:
    said = set[Fact]().union(*(facts(piece.text) for piece in pieces(TOLD)))

    for piece in brief(TOLD, header):
        assert facts(piece.text) <= said
        assert piece.turns


def test_the_words_for_nothing_are_offered_only_where_all_was_denied() -> None:
    assert {p.text for p in pieces(DENIED)} >= {*STOCK}
    assert not {p.text for p in pieces(TOLD)} & {*STOCK}
    assert "No known drug allergies." not in {p.text for p in pieces("Doctor: Do you smoke?\nPatient: No.")}


@pytest.mark.parametrize(
    "said", ["seven fifty mg", "July thirty first", "one hundred twenty", "point twenty five", "one ten"]
)
def test_a_number_of_several_words_is_not_written_by_halves(said: str) -> None:
    assert digits(said) == said


def test_age_and_sex_open_the_history() -> None:
    assert pieces(TOLD)[0].text == "The patient is a 76-year-old female."


def test_a_leaflet_says_each_fact_as_it_was_signed() -> None:
    text = (
        "The patient should take lisinopril 20 mg daily for hypertension, and we will order an MRI of the left knee "
        "and the patient denies having chest pain."
    )
    line = Line(id="a", part="plan", text=text, turns=(1,))
    plain = leaflet.plain_words(Note(template="visit", lines=(line,)))

    assert facts(leaflet.to_patient(line)) == facts(text)
    assert "lisinopril 20 mg" in plain
    assert leaflet.reading_age(plain) <= 12


@pytest.mark.parametrize(
    ("signed", "told"),
    [
        (
            "We will give the patient a brace for their knee the patient should wear it daily and take the medication.",
            "We will give you a brace for your knee. You should wear it daily and take the medicine.",
        ),
        (
            "The patient was told that her son has strep and he needs amoxicillin 250 mg.",
            "You were told that her son has strep and he needs amoxicillin 250 mg.",
        ),
        ("We will refer the patient to a cardiologist.", "We will refer you to a heart doctor."),
        (
            "We will prescribe albuterol, which the patient uses when she gets short of breath.",
            "We will prescribe albuterol, which you use when you get short of breath.",
        ),
        (
            "If the patient still has pain after the end of this week the patient should call the office.",
            "If you still have pain after the end of this week you should call the office.",
        ),
    ],
)
def test_a_leaflet_speaks_to_the_patient_in_short_sentences(signed: str, told: str) -> None:
    assert leaflet.to_patient(Line(id="plan-1", part="plan", text=signed, turns=(1,))) == told


def test_a_heading_without_a_full_stop_makes_no_sentence_longer() -> None:
    assert leaflet.reading_age("What happens next\n- Rest at home.") == leaflet.reading_age(
        "What happens next.\n- Rest at home."
    )
