"""A line of the model's says nothing beyond its piece, and what of it holds stands without the rest."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import check, dialogue_of, pieces
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.pipeline import draft
from scenarios.medical_notes.talk import turns
from tests.scenarios.medical_notes.fakes import Writer, services


def refusal(dialogue: str, words: str, text: str, part: str = "subjective") -> str:
    """Return why a line is refused that was made of the piece in which `words` stand, empty when it is not."""
    visit = dialogue_of(turns(dialogue), {})
    piece = next(p for p in pieces(visit, {}) if words in p.spoken)
    line = Line(id="a", part=part, text=text, turns=(), author="model")
    return check(line, visit, grounding.check, piece.places).why


VAPES = "Doctor: Do you smoke?\nPatient: I vape, strawberry mostly. Gave up the roll-ups in May."
PAIN = "Doctor: How bad is the pain?\nPatient: All right sat still. Getting up it's a seven."
RAMIPRIL = (
    "Doctor: Your tablets?\nPatient: Ramipril, ten.\nWife: They cut the ramipril to five in March, for his kidneys."
)
TWO = (
    "Doctor: Any drugs?\nMother: Just the vitamin D, and the omeprazole, one sachet. It did nothing so I've stopped it."
)
STENOSIS = "Patient: Is it bad?\nDoctor: I think it could be pneumonia, so I want an x-ray."
ASPIRIN = "Doctor: Anything else? A statin, aspirin?\nPatient: I can't have aspirin, it gave me an ulcer."


BACK = "Patient: And now?\nDoctor: I'd keep the lithium at six hundred, not go back to eight."
WAS = "Doctor: What do you take?\nPatient: Warfarin, five the now, it was four till last month."
MOST = "Patient: For the pain?\nDoctor: Take paracetamol, not more than eight tablets a day."
TESTED = "Nurse: Any allergies?\nFather: I've got a milk allergy, had it since I was a kid. He's not been tested."


@pytest.mark.parametrize(
    ("dialogue", "words", "wrong", "right"),
    [
        (BACK, "lithium", "Lithium at 8.", "Lithium stays at 600, not back to 8."),
        (BACK, "lithium", "Lithium 800.", "Lithium at 600."),
        (WAS, "arfarin", "Warfarin 4.", "Warfarin 5, was 4 till last month."),
        (MOST, "paracetamol", "Paracetamol 12 tablets a day.", "Paracetamol, at most 8 tablets a day."),
        (TESTED, "milk", "Father has not been tested.", "Father has a milk allergy. Not tested."),
        (VAPES, "vape", "Smokes.", "Vapes; gave up roll-ups in May."),
        (PAIN, "seven", "Pain seven hours after getting up.", "Pain 7 on getting up."),
        (RAMIPRIL, "cut the", "Ramipril started in March.", "Ramipril cut to 5 in March."),
        (TWO, "vitamin", "Stopped vitamin D and omeprazole.", "Takes vitamin D. Omeprazole stopped."),
        (STENOSIS, "pneumonia", "Pneumonia; x-ray wanted.", "Possible pneumonia; x-ray wanted."),
        (ASPIRIN, "ulcer", "Statin; ulcer with aspirin.", "Cannot take aspirin (ulcer)."),
        (
            "Doctor: And you?\nPatient: Four days now, the cough.",
            "Four",
            "Four days of treatment for cough.",
            "Cough for 4 days.",
        ),
    ],
)
def test_what_the_piece_does_not_say_is_refused(dialogue: str, words: str, wrong: str, right: str) -> None:
    assert refusal(dialogue, words, wrong)
    assert refusal(dialogue, words, right) == ""


@pytest.mark.slow
def test_a_sentence_that_fails_is_left_out_and_the_rest_of_the_line_stands() -> None:
    model = Writer(says=lambda spoken: "Smokes. Gave up roll-ups in May." if "vape" in spoken else "")
    made = draft({"dialogue": VAPES}, services(model))

    assert "Gave up roll-ups in May." in [line.text for line in made.note.lines]
    told = [line.text for line in made.note.lines] + [label for o in made.note.omissions for label in o.missing]
    assert any("vap" in text for text in told)


def test_a_unit_of_a_dose_that_nobody_said_is_left_out() -> None:
    model = Writer(says=lambda spoken: "Levothyroxine 100 mg." if "evothyroxine" in spoken else "")
    made = draft({"dialogue": "Doctor: What do you take?\nPatient: Levothyroxine, one hundred."}, services(model))

    assert [line.text for line in made.note.lines if line.author == "model"] == ["Levothyroxine 100."]
