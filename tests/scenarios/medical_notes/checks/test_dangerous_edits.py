"""An edit that turns what was said into something dangerous is refused; what was said is not."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import check, dialogue_of
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import turns


def checked(said: str, line: str, part: str) -> Line:
    visit = dialogue_of(turns(f"Doctor: Hello.\nPatient: Hello.\n{said}"), {})
    return check(Line(id="x", part=part, text=line, turns=()), visit, grounding.check)


@pytest.mark.parametrize(
    ("said", "right", "wrong", "part", "kind"),
    [
        (
            "Patient: I take methotrexate 15 mg once a week.",
            "The patient takes methotrexate 15 mg weekly.",
            "The patient takes methotrexate 15 mg once daily.",
            "medications",
            "frequency",
        ),
        (
            "Patient: I take metformin 500 mg twice a day.",
            "The patient takes metformin 500 mg twice daily.",
            "The patient takes metformin 500 mg once daily.",
            "medications",
            "frequency",
        ),
        (
            "Patient: I take ibuprofen 400 mg as needed.",
            "The patient takes ibuprofen 400 mg as needed.",
            "The patient takes ibuprofen 400 mg daily.",
            "medications",
            "frequency",
        ),
        (
            "Patient: I take ibuprofen 400 mg twice a day as needed.",
            "The patient takes ibuprofen 400 mg twice a day as needed.",
            "The patient takes ibuprofen 400 mg twice a day.",
            "medications",
            "frequency",
        ),
        (
            "Patient: I take trazodone 50 mg every night.",
            "The patient takes trazodone 50 mg at bedtime.",
            "The patient takes trazodone 50 mg every morning.",
            "medications",
            "frequency",
        ),
        ("Doctor: We should stop your warfarin.", "Stop the warfarin.", "Start warfarin.", "plan", "act"),
        ("Doctor: We should stop your warfarin.", "Stop warfarin.", "Continue warfarin.", "plan", "act"),
        (
            "Patient: My mother had breast cancer.",
            "The patient's mother had breast cancer.",
            "The patient had breast cancer.",
            "subjective",
            "relative",
        ),
        (
            "Patient: My father had a heart attack at 60.",
            "The patient's father had a heart attack at 60.",
            "The patient had a heart attack at 60.",
            "subjective",
            "relative",
        ),
        (
            "Patient: I'm allergic to penicillin but I take aspirin.",
            "The patient is allergic to penicillin.",
            "The patient is allergic to aspirin.",
            "allergies",
            "allergy",
        ),
        (
            "Doctor: If it gets worse, we'll order an MRI.",
            "If it gets worse, we will order an MRI.",
            "We will order an MRI.",
            "plan",
            "condition",
        ),
        (
            "Doctor: Your blood pressure is 150 over 90.",
            "The blood pressure is 150 over 90.",
            "The blood pressure is 90 over 150.",
            "exam",
            "number",
        ),
    ],
)
def test_a_dangerous_edit_is_refused_and_what_was_said_is_not(
    said: str, right: str, wrong: str, part: str, kind: str
) -> None:
    kept, refused = checked(said, right, part), checked(said, wrong, part)

    assert (kept.verdict, kept.why) == ("supported", "")
    assert (refused.verdict, refused.kind) == ("unsupported", kind)
