"""What was said and no line says is asked after, the most dangerous first; what a line says in other words is not."""

import pytest

from scenarios.medical_notes.checks import dialogue_of, omissions
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import turns

CASES = [
    (
        "Doctor: Are you allergic to anything?\nPatient: Clindamycin, my lips swelled.",
        "Allergy: clindamycin (lip swelling).",
    ),
    ("Doctor: If he is sick again or sleepy, ring one one one.\nPatient: Yes.", "Call 111 if vomiting or drowsy."),
    ("Doctor: And the weight?\nPatient: Ninety-one kilos.", "Weight 91 kg."),
    ("Doctor: Your blood pressure is one sixty-two over ninety-four.\nPatient: High.", "BP 162/94."),
    ("Doctor: His temperature is thirty-nine point two.\nMother: Oh.", "Seen with mother. T 39.2."),
    ("Doctor: What do you take?\nPatient: Bisoprolol, two point five.", "Bisoprolol 2.5 mg."),
    ("Doctor: What about driving?\nPatient: I gave up the car, I don't drive.", "Does not drive."),
    ("Doctor: I'd like an x-ray and I'll send you to physio.\nPatient: Fine.", "X-ray. Refer to physiotherapy."),
    ("Doctor: Which ear?\nPatient: The right ear.", "R ear affected, right ear pain."),
    ("Doctor: Any blood in your wee?\nPatient: No.", "No haematuria."),
    ("Doctor: Hello, I'm ringing from the surgery.\nPatient: Hello.", "Telephone consultation."),
    ("Doctor: Do you drink?\nPatient: Six pints on a Saturday.", "Alcohol: 6 pints on Saturdays."),
]


@pytest.mark.parametrize(("said", "line"), CASES)
def test_what_no_line_says_is_asked_after_and_what_a_line_says_is_not(said: str, line: str) -> None:
    visit = dialogue_of(turns(said), {})
    told = [Line(id=str(n), part="plan", text=t, turns=(), author="model") for n, t in enumerate(line.split(". "))]

    assert omissions([], visit)
    assert not omissions(told, visit)


def test_the_most_dangerous_comes_first_with_the_words_as_they_were_spoken() -> None:
    said = "Doctor: Any cough?\nPatient: Yes.\nDoctor: Any allergies?\nPatient: Penicillin."

    first = omissions([], dialogue_of(turns(said), {}))[0]

    assert (first.kind, first.text) == ("allergy", "Any allergies? Penicillin.")
    assert first.why == "Not in the note: allergy to penicillin."


def test_a_line_that_the_checks_refused_says_nothing() -> None:
    visit = dialogue_of(turns("Doctor: What do you take?\nPatient: Bisoprolol, two point five."), {})
    wrong = Line(id="a", part="medications", text="Bisoprolol 2.5 mg.", turns=(), verdict="unsupported")

    assert omissions([wrong], visit)
