"""A line that the model wrote is read in its context: who, whether, when, which value and which side."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import check, dialogue_of
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import turns

VISIT = """Doctor: What's wrong with the shoulder?
Patient: The left one aches. It began on Tuesday. No, sorry, Wednesday, after painting the ceiling.
Doctor: For how long each time?
Patient: A few weeks now.
Daughter: It's been four months, dad.
Doctor: Any tingling in the hand?
Patient: No, nothing like that.
Doctor: What do you take?
Patient: Two two hundred milligram ibuprofen tablets. I stopped the gabapentin in May, it made me dizzy.
Doctor: Are you allergic to anything?
Patient: My brother can't have cefalexin. I come out in a rash with doxycycline.
Doctor: Your pulse is one oh four, no, let me do that again, eighty-four. I'd like you to start naproxen, two hundred
and fifty milligrams twice a day.
Patient: I'd rather not have any injection.
Doctor: If the arm goes weak, ring nine nine nine. I'll see you in six weeks."""
SAID = dialogue_of(turns(VISIT), {})


def kind(part: str, text: str) -> str:
    line = check(Line(id="a", part=part, text=text, turns=(), author="model"), SAID, grounding.check)
    assert line.turns or line.kind == "no-evidence"
    return line.kind


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("subjective", "Left shoulder pain, 4 months."),
        ("subjective", "Started Wednesday after painting ceiling."),
        ("subjective", "No paraesthesia in hand."),
        ("medications", "Ibuprofen 2 x 200 mg."),
        ("medications", "Gabapentin stopped in May (dizziness)."),
        ("allergies", "Doxycycline: rash."),
        ("allergies", "Brother: cefalexin."),
        ("exam", "HR 84."),
        ("plan", "Start naproxen 250 mg twice daily."),
        ("plan", "Declined injection."),
        ("plan", "Call 999 if arm weakness. Review in 6 weeks."),
    ],
)
def test_what_was_said_stands_in_a_notes_own_words(part: str, text: str) -> None:
    assert not kind(part, text)


@pytest.mark.parametrize(
    ("part", "text", "why"),
    [
        ("subjective", "Right shoulder pain.", "side"),
        ("subjective", "Started Tuesday after painting.", "superseded"),
        ("subjective", "Shoulder pain for a few weeks.", "superseded"),
        ("subjective", "Tingling in hand.", "negation"),
        ("medications", "Ibuprofen 220 mg.", "value"),
        ("medications", "Gabapentin.", "act"),
        ("allergies", "Cefalexin.", "relative"),
        ("allergies", "Naproxen.", "act"),
        ("plan", "Start naproxen 500 mg twice daily.", "value"),
        ("medications", "Warfarin.", "no-evidence"),
        ("plan", "Ring 99 if arm weakness.", "value"),
    ],
)
def test_what_was_said_otherwise_is_refused(part: str, text: str, why: str) -> None:
    assert kind(part, text) == why
