"""Two visits full of denials and doses, and one without labels, on which notes went wrong once."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import check, dialogue_of, omissions, pieces
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import RefusalError, admit, turns

DENIALS = """Doctor: Good morning. What brings you in?
Patient: I have had a cough for six days.
Doctor: Night sweats: yes or no?
Patient: No to the sweats, but yes, chills.
Doctor: Any chest pain?
Patient: Not that I wouldn't say. I mean, no chest pain, only when I cough.
Doctor: The chest film is negative for pneumonia. The flu test came back positive.
Doctor: You have influenza. It is not pneumonia. I can't rule out a sinus infection.
Doctor: Rest and drink. Come back if you get short of breath or cough blood."""
DOSES = """Doctor: Let us go through your medicines.
Patient: And warfarin, 2.5 milligrams on Mondays and 5 milligrams on all other days.
Doctor: And the methotrexate?
Patient: 15 milligrams once a week, on Fridays, not every day.
Doctor: Insulin glargine?
Patient: 14 units at night. It is the hundred units per milliliter pen.
Doctor: The pharmacy gave you 60 acetaminophen 500 milligram tablets.
Patient: Yes, I take two of them, three times a day at most.
Doctor: I will stop the metoprolol tartrate 25 and start metoprolol succinate 50 milligrams once a day.
Doctor: Do not take ibuprofen with the warfarin."""
UNLABELLED = (
    "Morning, take a seat. What can I do for you? It is my stomach, it burns at night. How long? Since Easter, more or"
    " less. Any vomiting? No, never. Your blood pressure is 162 over 96 today. Do you still take the amlodipine? Ten"
    " milligrams, yes. Then I write you a new one, and omeprazole twenty milligrams before breakfast for four weeks."
)


def why(dialogue: str, words: str, text: str, part: str) -> str:
    visit = dialogue_of(turns(dialogue), {})
    piece = next(p for p in pieces(visit, {}) if words in p.spoken)
    line = Line(id="a", part=part, text=text, turns=(), author="model")
    return check(line, visit, grounding.check, piece.places).why


@pytest.mark.parametrize(
    ("words", "right", "wrong", "part"),
    [
        ("influenza", "Influenza.", "Pneumonia.", "assessment"),
        ("negative for pneumonia", "Chest film negative for pneumonia.", "Chest film shows pneumonia.", "results"),
        ("chills", "Chills, no sweats.", "Night sweats and chills.", "subjective"),
        ("rule out", "Possible sinus infection.", "No sinus infection; diagnosed sinusitis.", "assessment"),
        (
            "cough blood",
            "To come back if short of breath or coughing blood.",
            "Coughs blood; seen for asthma.",
            "plan",
        ),
    ],
)
def test_what_was_denied_supposed_or_conditional_is_not_affirmed(words: str, right: str, wrong: str, part: str) -> None:
    assert why(DENIALS, words, right, part) == ""
    assert why(DENIALS, words, wrong, part)


def test_when_to_come_back_is_asked_after_until_every_sign_stands() -> None:
    visit = dialogue_of(turns(DENIALS), {})

    def asked(text: str) -> bool:
        line = Line(id="a", part="plan", text=text, turns=(9,), author="model")
        return any(omission.kind == "safety net" for omission in omissions([line], visit))

    assert asked("Rest.")
    assert asked("To come back if short of breath.")
    assert not asked("To come back if short of breath or coughing blood.")


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        (
            "two of them",
            "Acetaminophen 2 tablets, three times a day at most.",
            "Insulin glargine twice, three times a day.",
        ),
        ("14 units", "Insulin glargine 14 units at night.", "Insulin glargine 40 units at night."),
        ("not every day", "Methotrexate 15 mg once a week, Fridays.", "Methotrexate 50 mg once a week."),
        ("2.5", "Warfarin 2.5 mg on Mondays, 5 mg on other days.", "Warfarin 25 mg on Mondays."),
    ],
)
def test_a_dose_stays_with_its_drug(words: str, right: str, wrong: str) -> None:
    assert why(DOSES, words, right, "medications") == ""
    assert why(DOSES, words, wrong, "medications")


def test_a_warning_against_a_drug_is_no_order() -> None:
    assert why(DOSES, "Do not take ibuprofen", "Ibuprofen to be avoided with warfarin.", "plan") == ""
    assert why(DOSES, "Do not take ibuprofen", "Takes ibuprofen with warfarin.", "plan")


def test_a_visit_without_labels_is_refused_or_its_reader_is_warned() -> None:
    try:
        admitted = admit(UNLABELLED)
    except RefusalError:
        return
    assert admitted.limits
