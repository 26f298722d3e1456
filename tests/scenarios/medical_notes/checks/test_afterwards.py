"""What is taken back much later at a visit does not stand, whoever says it and however far away."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import check, dialogue_of
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import turns

ONSET = """Doctor: What's the matter?
Patient: My chest has been tight since Sunday.
Doctor: Any cough?
Patient: A dry one.
Doctor: I'll give you prednisolone 40 milligrams a day for five days.
Patient: Oh, and it's not Sunday, sorry, it was Friday it came on."""
LASTS = """Doctor: What's the matter?
Patient: My knee has been sore for two weeks now.
Doctor: Do you smoke?
Patient: Ten a day.
Doctor: Let me look. It's swollen.
Patient: Actually, now I think on, it must be three weeks, it was before the holiday."""
DAY = """Nurse: Your INR is five. We'll check the INR again on Friday.
Patient: Friday's no good, I work.
Nurse: We're not open Saturday. Thursday?
Patient: Thursday's fine."""
HOUR = """Doctor: I'd like to see you at half two today to listen to your chest.
Patient: Can we make that four?
Doctor: Four o'clock then."""


def kind(said: str, text: str, part: str = "subjective") -> str:
    visit = dialogue_of(turns(said), {})
    return check(Line(id="a", part=part, text=text, turns=(), author="model"), visit, grounding.check).kind


@pytest.mark.parametrize(
    ("said", "old", "new"),
    [
        (ONSET, "Tight chest since Sunday.", "Tight chest since Friday."),
        (LASTS, "Sore knee for two weeks.", "Sore knee for three weeks."),
        (DAY, "INR check on Friday.", "INR check on Thursday."),
        (HOUR, "To see at half two today to listen to chest.", "To see at four today to listen to chest."),
    ],
)
def test_what_was_said_before_is_refused_and_the_last_word_stands(said: str, old: str, new: str) -> None:
    part = "plan" if said in (DAY, HOUR) else "subjective"

    assert (kind(said, old, part), kind(said, new, part)) == ("superseded", "")


def test_a_value_that_was_and_another_of_something_else_is_no_correction() -> None:
    said = "Doctor: And your peak flow?\nPatient: It was two eighty this morning. My best is four fifty."

    assert kind(said, "Peak flow 280, best 450.") == ""


def test_how_long_shall_be_treated_corrects_no_onset() -> None:
    said = LASTS.replace("it must be three weeks", "I took it for three days last year")

    assert kind(said, "Sore knee for two weeks.") == ""
