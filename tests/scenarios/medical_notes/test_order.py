"""The model's lines stand once, in the order of what was said, each with an id of its own."""

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


def says(spoken: str) -> str:
    """Write two pieces, one of them in the words of the other as well."""
    if "stairs" in spoken:
        return "Chest pain on climbing stairs; goes away after five minutes of rest."
    return "Bad cough at night, fever of 101 since Monday." if "cough" in spoken else ""


def test_lines_stand_once_in_the_order_of_what_was_said_and_none_shares_an_id() -> None:
    note = draft({"dialogue": SAID}, services(Writer(says=says))).note

    lines = [line.text for line in note.of("subjective")]
    pain = lines.index("Chest pain on climbing stairs; goes away after five minutes of rest.")
    assert pain < next(n for n, text in enumerate(lines) if "knee" in text)
    assert sum("stairs" in text for text in lines) == sum("cough" in text for text in lines) == 1
    ids = [line.id for line in (*note.lines, *note.withheld)]
    assert len(set(ids)) == len(ids)
