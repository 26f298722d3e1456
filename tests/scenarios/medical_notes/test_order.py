"""The model's lines stand in the order in which it wrote them, once, each with an id of its own."""

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


def test_lines_stand_as_they_were_written_once_and_none_shares_an_id() -> None:
    note = draft({"dialogue": SAID}, services(Writer(says=says))).note

    assert [line.text for line in note.of("subjective")] == [
        "Chest pain on climbing stairs. It goes away after five minutes of rest.",
        "Bad cough at night.",
    ]
    ids = [line.id for line in (*note.lines, *note.withheld)]
    assert len(set(ids)) == len(ids)
