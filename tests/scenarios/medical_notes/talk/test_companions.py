"""Who comes along speaks of themselves too, and none of that is the patient's."""

from dataclasses import replace

import pytest

from minigiants.grounding import check as ground
from scenarios.medical_notes.checks import Dialogue, check, dialogue_of
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import turns

DIALOGUE = """Doctor: How is he doing?
Mother: He has had a fever since Monday. I have asthma, and my husband has a cough. I gave him tylenol.
Doctor: Does he have a rash?
Mother: No.
Patient: My throat hurts.
Guest_clinician: I looked at his ears.
Interpreter: I have had pain in my back."""


@pytest.fixture(scope="module")
def visit() -> Dialogue:
    """A child with a mother, a nurse and an interpreter."""
    return dialogue_of(turns(DIALOGUE), {})


def test_each_line_says_whose_it_is(visit: Dialogue) -> None:
    assert visit.lines == (
        "He has had a fever since Monday.",
        "The mother has asthma, and the mother's husband has a cough.",
        "The mother gave him tylenol.",
        "He does not have a rash.",
        "The patient's throat hurts.",
        "The other clinician looked at his ears.",
        "The patient has had pain in their back.",
    )


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The patient has asthma.", "unsupported"),
        ("The mother has asthma.", "supported"),
        ("The patient has had a fever since Monday.", "supported"),
        ("The patient's throat hurts.", "supported"),
    ],
)
def test_what_a_mother_has_is_refused_of_her_child(visit: Dialogue, text: str, verdict: str) -> None:
    assert check(Line(id="1", part="subjective", text=text, turns=()), visit, ground).verdict == verdict


def test_a_speaker_whom_no_label_explains_may_be_the_patient() -> None:
    alone = replace(turns("I have a cough.")[0], speaker="other")
    assert dialogue_of([alone], {}).lines == ("The patient has a cough.",)


@pytest.mark.parametrize(("asked", "replied"), [("Have you had a stroke?", "I have."), ("Do you smoke?", "I do.")])
def test_a_companions_own_yes_is_not_the_patients(asked: str, replied: str) -> None:
    said = dialogue_of(turns(f"Doctor: {asked}\nWife: {replied}"), {})

    assert not any(line.startswith("The patient") for line in said.lines)
