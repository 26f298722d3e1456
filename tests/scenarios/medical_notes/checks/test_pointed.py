"""What a clinician only points to is named, and what a line says of one thing counts against that thing alone."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import check, dialogue_of, omissions, pieces
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import patient_names, turns

SAID = """Doctor: Go through the tablets with me.
Patient: Apixaban five twice a day. Bisoprolol two point five. Donepezil ten. Lansoprazole fifteen.
Doctor: I think it's the codeine and the oxybutynin that bung you up. So stop both of those.
Patient: And for the pain?
Doctor: Paracetamol. Five hundred, four times a day, not the full gram.
Doctor: For the chest I'd start trimethoprim... No, wait, your potassium. Let's make it cefalexin.
Doctor: If you are sick more than twice, stop the bisoprolol until you eat again.
Patient: My nan died in March. Mum has anxiety, she's on sertraline.
Patient: Grapefruit makes me itch?
Doctor: I'll write to Mr Adeyemi, he's the surgeon. See you on Thursday. No: Friday, I'm away."""
VISIT = dialogue_of(turns(SAID), {})


def refusal(words: str, text: str, part: str) -> str:
    piece = next(p for p in pieces(VISIT, {}) if words in p.spoken)
    line = Line(id="a", part=part, text=text, turns=(), author="model")
    return check(line, VISIT, grounding.check, piece.places).why


def test_a_drug_that_is_pointed_to_is_named_in_its_piece_and_asked_after() -> None:
    assert any("stop codeine and oxybutynin" in p.spoken for p in pieces(VISIT, {}))
    assert any("Paracetamol: five hundred" in p.spoken for p in pieces(VISIT, {}))
    assert any("codeine stopped, oxybutynin stopped" in o.why for o in omissions([], VISIT))


def test_a_plan_that_the_next_sentence_takes_back_is_no_piece() -> None:
    assert not any("trimethoprim" in p.spoken for p in pieces(VISIT, {}))
    assert any("cefalexin" in p.spoken for p in pieces(VISIT, {}))


@pytest.mark.parametrize(
    ("words", "right", "wrong", "part"),
    [
        ("Lansoprazole", "Lansoprazole 15.", "Lansoprazole 10.", "medications"),
        ("Lansoprazole", "Apixaban 5 twice a day.", "Bisoprolol 2.5 twice a day.", "medications"),
        ("sick more than twice", "Bisoprolol stopped if sick more than twice.", "Bisoprolol stopped.", "plan"),
        ("Mum has anxiety", "Mother has anxiety, on sertraline.", "On sertraline.", "medications"),
    ],
)
def test_doses_rates_conditions_and_relatives_are_told_apart(words: str, right: str, wrong: str, part: str) -> None:
    assert refusal(words, right, part) == ""
    assert refusal(words, wrong, part)


def test_what_is_told_in_doubt_is_told() -> None:
    assert any("Grapefruit makes me itch" in one.exchange.said for one in VISIT.account.said)


def test_a_day_that_the_same_speaker_takes_back_does_not_hold() -> None:
    assert {(s.word, s.instead) for s in VISIT.account.corrected} >= {("thursday", "friday")}


def test_somebody_who_is_spoken_of_is_not_the_patient() -> None:
    assert "adeyemi" not in patient_names(turns(SAID), {})
    assert "bell" in patient_names(turns("Doctor: Come in, Mr Bell.\nPatient: Hello."), {})
