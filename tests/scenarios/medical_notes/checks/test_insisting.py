"""What people say back to each other is read as that: insisting, refusing, throwing a drug away, asking for a yes."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import Dialogue, check, dialogue_of, pieces
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.pipeline import draft
from scenarios.medical_notes.talk import turns
from tests.scenarios.medical_notes.fakes import Writer, services

INSISTS = (
    "Doctor: What do you take?\nPatient: Ramipril, five, and citalopram, ten.\n"
    "Wife: You're on twenty of the citalopram.\n"
    "Patient: No, I went back to ten, the twenty made me sleepy."
)
BINNED = "Doctor: What else do you take?\nPatient: Digoxin, and the naproxen, but I don't take it, it burns."
DECLINES = "Doctor: You can have your flu jab as well.\nPatient: I'm not having that one, thanks."
AGE = "Doctor: So four weeks today, is that right?\nPatient: Five weeks, they changed it."
LOOKS = (
    "Doctor: Could I have a look behind the curtain? Thank you. So there's a band of blisters, on the right "
    "side at the ribs."
    "\nPatient: My daughter's expecting."
)


def visit(dialogue: str) -> Dialogue:
    return dialogue_of(turns(dialogue), {})


def refusal(dialogue: str, words: str, text: str) -> str:
    """Return why a line is refused that was made of the last piece with these words."""
    seen = visit(dialogue)
    piece = [p for p in pieces(seen, {}) if words in p.spoken][-1]
    return check(
        Line(id="a", part="subjective", text=text, turns=(), author="model"), seen, grounding.check, piece.places
    ).why


def test_who_insists_on_what_was_corrected_is_right() -> None:
    said = visit(INSISTS).account.corrected

    assert [(sorted(s.amount.values), sorted(s.now.values)) for s in said if s.amount and s.now] == [([20.0], [10.0])]
    assert refusal(INSISTS, "Ramipril", "Ramipril 5, citalopram 10.") == ""


@pytest.mark.parametrize(
    ("dialogue", "words", "wrong", "right"),
    [
        (BINNED, "naproxen", "Naproxen.", "Takes digoxin."),
        (BINNED, "naproxen", "Takes naproxen.", "Naproxen not taken."),
        (DECLINES, "not having", "Flu jab available; cough.", "Declined flu jab."),
        (
            "Doctor: Can you walk?\nPatient: With the stick, my knee's sore.",
            "stick",
            "Cannot walk.",
            "Walks with stick.",
        ),
        ("Doctor: What is it?\nPatient: Nineteen point two, my basal.", "basal", "19.2.", "Basal 19.2."),
    ],
)
def test_what_was_not_said_so_is_refused(dialogue: str, words: str, wrong: str, right: str) -> None:
    assert refusal(dialogue, words, wrong)
    assert refusal(dialogue, words, right) == ""


def test_a_clinicians_question_for_a_yes_is_no_statement() -> None:
    asked = [h.exchange.question for h in visit(AGE).account.said]

    assert asked == ["So four weeks today, is that right?"]


def test_what_is_asked_before_an_examination_is_not_what_is_answered_behind_it() -> None:
    assert [h.exchange.question for h in visit(LOOKS).account.said if not h.exchange.by_clinician] == [""]


def test_who_is_expecting_is_said() -> None:
    said = "Doctor: All right at home?\nPatient: My daughter's expecting, she's five months."

    assert refusal(said, "expecting", "Pregnant, five months.")
    assert refusal(said, "expecting", "Daughter pregnant, five months.") == ""


def test_a_plan_that_its_clinician_takes_back_for_another_drug_does_not_stand() -> None:
    said = "Doctor: I'll start nitrofurantoin, 100 mg twice a day.\nWife: His kidneys are bad.\n"
    said += "Doctor: Then not nitrofurantoin, that won't work. Cefalexin instead, 500 mg twice a day."

    made = draft({"dialogue": said}, services(Writer(says=lambda spoken: "Nitrofurantoin 100 mg twice a day.")))

    assert not [line.text for line in made.note.lines if line.text == "Nitrofurantoin 100 mg twice a day."]


def test_what_rules_wrote_and_the_model_says_in_most_of_its_words_stands_once() -> None:
    said = "Patient: It hurts.\nDoctor: He's tender over the ribs on the right, seven and eight, chest sounds clear."
    model = Writer(
        says=lambda spoken: "Tender over ribs on right, 7 and 8; chest sounds clear." if "tender" in spoken else ""
    )

    lines = [line.text for line in draft({"dialogue": said}, services(model)).note.lines]

    assert sum("tender" in line.lower() for line in lines) == 1


def test_what_is_only_in_the_examples_that_the_model_is_shown_is_refused() -> None:
    said = "Doctor: Any allergies in the family, bowel or kidney trouble?\nPatient: No, nothing like that."

    assert refusal(said, "nothing like", "Allergy to roll-ups.")
    assert refusal(said, "nothing like", "No family history of bowel or kidney trouble.") == ""
