"""Lines are tied to what was said, and each kind of error is refused."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import Dialogue, check, dialogue_of, omissions, tie
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import turns

DIALOGUE = """
Doctor: What brings you in?
Patient: My left knee has hurt for two weeks.
Doctor: Any fever or chills?
Patient: No.
Doctor: What do you take?
Patient: I take ibuprofen 400 milligrams twice a day.
Patient: I would like an MRI of it.
Doctor: There is swelling of the left knee.
Doctor: I'm going to start you on acetaminophen 500 mg three times a day. We will send you to physical therapy.
"""


@pytest.fixture(scope="module")
def visit() -> Dialogue:
    return dialogue_of(turns(DIALOGUE), {})


def checked(visit: Dialogue, text: str, part: str = "subjective") -> Line:
    return check(Line(id="x", part=part, text=text, turns=()), visit, grounding.check)


@pytest.mark.parametrize(
    ("text", "part", "rests"),
    [
        ("The patient's left knee has hurt for two weeks.", "subjective", 2),
        ("The patient denies fever or chills.", "subjective", 4),
        ("The patient takes ibuprofen 400 mg twice a day.", "medications", 6),
        ("There is swelling of the left knee.", "exam", 8),
        ("Start acetaminophen 500 mg three times a day.", "plan", 9),
    ],
)
def test_what_was_said_is_supported_by_its_turns(visit: Dialogue, text: str, part: str, rests: int) -> None:
    line = checked(visit, text, part)

    assert (line.verdict, line.why) == ("supported", "")
    assert rests in line.turns


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The patient's right knee has hurt for two weeks.", "subjective"),
        ("The patient's left knee has hurt for three weeks.", "subjective"),
        ("The patient reports fever and chills.", "subjective"),
        ("The patient takes ibuprofen 800 mg twice a day.", "medications"),
        ("The patient takes ibuprofen 400 mg three times a day.", "medications"),
        ("The patient takes naproxen 400 mg twice a day.", "medications"),
        ("The patient is allergic to penicillin.", "allergies"),
        ("The patient is allergic to ibuprofen.", "allergies"),
        ("An MRI of the knee.", "plan"),
        ("The patient reports that they will send them to physical therapy.", "subjective"),
        ("The patient consents to surgery tomorrow.", "plan"),
    ],
)
def test_what_was_not_said_like_this_is_refused_with_a_reason(visit: Dialogue, text: str, part: str) -> None:
    line = checked(visit, text, part)

    assert line.verdict == "unsupported"
    assert line.why.endswith(".")
    assert line.kind


def test_a_line_about_nothing_that_was_said_rests_on_nothing(visit: Dialogue) -> None:
    assert tie("Colonoscopy polypectomy unremarkable.", visit) == []
    assert checked(visit, "Colonoscopy polypectomy unremarkable.").kind == "no-evidence"


def test_what_no_line_says_is_found_missing(visit: Dialogue) -> None:
    lines = [checked(visit, "The patient takes ibuprofen 400 mg twice a day.", "medications")]

    missing = " ".join(o.why for o in omissions(lines, visit))

    assert "acetaminophen 500 mg" in missing
    assert "denied: fever" in missing
    assert "ibuprofen" not in missing


def test_an_allergy_to_something_that_nobody_named_is_refused() -> None:
    said = (
        "Doctor: Any allergies?\nPatient: Yes, I'm allergic to latex, it gives me hives.\nDoctor: Okay. Rest the knee."
    )
    heard = dialogue_of(turns(said), {})

    def verdict(text: str) -> str:
        return checked(heard, text, part="allergies").verdict

    assert verdict("The patient is allergic to nickel.") == "unsupported"
    assert verdict("The patient is allergic to latex.") == "supported"
