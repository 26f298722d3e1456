"""A "no" that belongs to a noun stays with it, and what a turn says itself goes before what was made of it."""

from dataclasses import replace

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import check, dialogue_of
from scenarios.medical_notes.evals.metrics import unsaid
from scenarios.medical_notes.facts import findings
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import turns


def lines(asked: str, replied: str, who: str = "Doctor") -> list[str]:
    other = "Patient" if who == "Doctor" else "Doctor"
    return list(dialogue_of(turns(f"{who}: {asked}\n{other}: {replied}"), {}).lines)


@pytest.mark.parametrize(
    ("asked", "replied", "written"),
    [
        ("Any fever, chills, or cough?", "No fever, but I have a cough.", ["No fever, but the patient has a cough."]),
        ("Any fever, chills, or cough?", "No fever.", ["No fever."]),
        (
            "Any fever, chills, or cough?",
            "No, but I have a cough.",
            ["The patient denies fever, or chills.", "The patient has a cough."],
        ),
        ("Any heart trouble?", "No chest pain that I know of.", ["No chest pain that the patient knows of."]),
        (
            "Are you allergic to penicillin?",
            "No, to sulfa.",
            ["The patient is not allergic to penicillin.", "The patient is allergic to sulfa."],
        ),
        ("You haven't had any fever?", "No.", ["The patient has not had any fever."]),
        ("You haven't had any fever, have you?", "No.", ["The patient has not had any fever."]),
        ("Any allergies?", "No known drug allergies.", ["No known drug allergies."]),
        ("Any chest pain or cough?", "No, no chest pain.", ["The patient denies cough.", "No chest pain."]),
        ("Any chest pain or cough?", "I don't have a cough.", ["The patient does not have a cough."]),
        ("Any chest pain?", "No I have a cough.", ["The patient denies chest pain.", "The patient has a cough."]),
        ("Which knee is it?", "Right knee.", ["Which knee is it: right knee."]),
    ],
)
def test_a_no_denies_what_it_belongs_to(asked: str, replied: str, written: list[str]) -> None:
    assert lines(asked, replied) == written


def test_a_doctors_no_stays_with_its_noun() -> None:
    assert lines("Did the scan show cancer?", "No cancer, and no lymphadenopathy.", "Patient") == [
        "No cancer, and no lymphadenopathy."
    ]


def test_a_line_that_was_made_of_a_turn_does_not_vouch_against_the_turn() -> None:
    visit = dialogue_of(turns("Patient: No fever at night.\nDoctor: I see."), {})
    wrong = replace(visit, lines=("The patient reports fever at night.",))

    made = check(Line(id="x", part="subjective", text=wrong.lines[0], turns=()), wrong, grounding.check, [0])

    assert (made.verdict, made.kind) == ("unsupported", "negation")


def test_a_finding_that_was_only_asked_after_counts_as_unsaid() -> None:
    dialogue = "Doctor: Any fever?\nPatient: No."
    sample = {"task": "drafts", "request": {"dialogue": dialogue}}

    assert unsaid({**sample, "outcome": {"action": "answer", "text": "The patient reports fever."}}) == (1, 1)
    assert unsaid({**sample, "outcome": {"action": "answer", "text": "The patient denies fever."}}) == (0, 1)


def test_what_is_written_of_a_reply_has_the_findings_of_the_reply() -> None:
    assert findings(" ".join(lines("Any fever, chills, or cough?", "No fever, but I have a cough."))) == [
        ("fever", True),
        ("cough", False),
    ]


@pytest.mark.parametrize(
    ("asked", "replied"),
    [
        ("Any thoughts of suicide?", "Absolutely not."),
        ("Any blood in your stool?", "Absolutely none."),
        ("Any fever?", "Unfortunately not yet."),
        ("Have you been vomiting?", "Definitely no."),
        ("You're not having any chest pain?", "Correct."),
    ],
)
def test_an_emphasised_no_is_a_no(asked: str, replied: str) -> None:
    written = " ".join(lines(asked, replied))

    assert not any(word in written for word in ("reports", "has been", "not."))
    assert any(word in written.lower() for word in ("denies", "no ", "not ", "none"))


@pytest.mark.parametrize(
    ("asked", "replied"),
    [("You don't have any suicidal thoughts?", "I am good."), ("You don't have any pain now?", "It is gone.")],
)
def test_a_reply_about_something_else_contradicts_nothing(asked: str, replied: str) -> None:
    assert not any(word in " ".join(lines(asked, replied)) for word in ("says yes", "reports"))
