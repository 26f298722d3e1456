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


def says(section: str) -> str:
    """Write the history in two requests, with a line said twice."""
    pain = "- Chest pain on climbing stairs. It goes away after five minutes of rest."
    return {"History": f"{pain}\n- Bad cough at night.", "Background": f"- Bad cough at night.\n{pain}"}.get(
        section, ""
    )


def test_lines_stand_once_in_the_order_of_what_was_said_and_none_shares_an_id() -> None:
    note = draft({"dialogue": SAID}, services(Writer(says=says))).note

    lines = [line.text for line in note.of("subjective")]
    pain = lines.index("Chest pain on climbing stairs. It goes away after five minutes of rest.")
    assert pain < next(n for n, text in enumerate(lines) if "knee" in text)
    assert sum("stairs" in text for text in lines) == sum("cough" in text for text in lines) == 1
    ids = [line.id for line in (*note.lines, *note.withheld)]
    assert len(set(ids)) == len(ids)
