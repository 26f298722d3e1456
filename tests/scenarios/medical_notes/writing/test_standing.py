"""What stands of the model's lines and of the rules', and in which part of the note."""

from scenarios.medical_notes.pipeline import draft
from tests.scenarios.medical_notes.fakes import Writer, services

SAID = """Doctor: Come in, shut the door. What brings you?
Patient: I've had a sore throat since Monday.
Doctor: What do you take?
Patient: Ramipril ten, amlodipine five, and the zinc, but I stopped that.
Doctor: Any fever, any cough?
Patient: No.
Doctor: Your creatinine was ninety-four last week. I think it could be tonsillitis.
Patient: That sounds right.
Doctor: If you can't swallow your spit, ring me or nine nine nine. I'll see you again in six weeks."""


def says(spoken: str) -> str:
    lines = {
        "Ramipril": "Ramipril 10, amlodipine 5, zinc stopped.",
        "sore throat": "Sore throat since Monday.",
        "creatinine": "Creatinine 94 last week.",
        "tonsillitis": "Tonsillitis.",
        "fever": "No fever.",
        "swallow": "Ring me or 911 if unable to swallow spit.",
        "six weeks": "See you in six weeks.",
        "sounds right": "That sounds right.",
    }
    return next((line for words, line in lines.items() if words in spoken), "")


def test_a_list_of_drugs_stands_though_one_of_them_was_stopped() -> None:
    note = draft({"dialogue": SAID}, services(Writer(says=says))).note
    told = {line.text: line.part for line in note.lines if line.author == "model"}

    assert told["Ramipril 10, amlodipine 5, zinc stopped."] == "medications"
    assert told["Creatinine 94 last week."] == "results"
    assert told["Possibly tonsillitis."] == "assessment"
    assert told["Ring back or 999 if unable to swallow spit."] == "plan"
    assert told["Review in six weeks."] == "plan"
    assert "That sounds right." not in told


def test_what_rules_wrote_stands_only_where_something_that_matters_would_be_missing() -> None:
    note = draft(
        {"dialogue": SAID}, services(Writer(says=lambda spoken: says(spoken) if "fever" not in spoken else ""))
    ).note
    rules = [line.text for line in note.lines if line.author == "rules"]

    assert any("cough" in text for text in rules)
    assert not any("door" in text or "throat" in text for text in rules)
