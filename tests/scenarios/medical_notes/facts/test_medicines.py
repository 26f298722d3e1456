"""What is said of a medicine without its name keeps what was asked, and half a "no" keeps what follows it."""

import pytest

from scenarios.medical_notes.pipeline import sketch
from tests.scenarios.medical_notes.fakes import Writer, services


def lines(asked: str, replied: str) -> list[str]:
    dialogue = f"Doctor: How are you?\nPatient: All right.\nDoctor: {asked}\nPatient: {replied}\nDoctor: I see."
    return [line.text for line in sketch({"dialogue": dialogue}, services(Writer())).note.lines]


@pytest.mark.parametrize(
    ("asked", "replied", "written"),
    [
        (
            "Are you still taking the metoprolol?",
            "I stopped it two months ago, it made me tired.",
            "The patient stopped metoprolol two months ago, it made the patient tired.",
        ),
        ("Are you taking the blood thinner?", "I ran out of it a week ago.", "ran out of the blood thinner a week ago"),
        ("Did you use your inhaler?", "I forgot it at my sister's house.", "forgot the inhaler at"),
        ("How is the lisinopril?", "It makes me cough every night.", "lisinopril makes the patient cough every night"),
        (
            "Any calf pain?",
            "Not really, well, the left calf is sore since Monday.",
            "the left calf is sore since Monday",
        ),
        (
            "Any swelling?",
            "No, not that I noticed, except around my ankles.",
            "denies swelling, except around their ankles",
        ),
    ],
)
def test_a_reply_is_written_with_what_it_leans_on(asked: str, replied: str, written: str) -> None:
    assert written in " ".join(lines(asked, replied))


def test_a_name_that_the_reply_gives_itself_stands() -> None:
    text = " ".join(lines("Are you taking the metoprolol?", "I stopped it and take lisinopril now."))

    assert "stopped it and" in text
