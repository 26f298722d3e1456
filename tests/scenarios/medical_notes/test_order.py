"""The model's lines stand in the order in which it was said, each with an id of its own, however many it writes."""

from scenarios.medical_notes.pipeline import draft
from tests.scenarios.medical_notes.fakes import Writer, services

SAID = """Doctor: Good morning.
Patient: My chest hurts when I climb stairs. The chest pain goes away after five minutes of rest.
Doctor: I see.
Patient: I have a bad cough at night. I have a fever of 101 since Monday. My left knee is swollen too.
Doctor: I see.
Patient: I have a headache in the morning. My right shoulder hurts. I have nausea after meals.
Doctor: I see.
"""


def says(statement: str) -> str:
    """Word the pain's end worse than the rules allow, and everything else in two lines."""
    if "five minutes" in statement:
        return "It subsides thereafter."
    return f"{statement}\n{statement.replace('The patient', 'He')}"


def test_lines_stand_in_the_order_of_what_was_said_and_none_shares_an_id() -> None:
    note = draft({"dialogue": SAID}, services(Writer(says=says))).note

    lines = [line.text for line in note.of("subjective")]
    pain, end = (next(n for n, text in enumerate(lines) if words in text) for words in ("stairs", "five minutes"))
    assert pain < end
    ids = [line.id for line in note.lines]
    assert len(set(ids)) == len(ids)
