"""Speakers are told apart in tables and in the forms of the usual recorders; a guess is owned up to."""

import io
from collections.abc import Sequence

import docx
import pytest

from scenarios.medical_notes.talk import admit, guessed, read_file, turns

SAID = [("doctor", "Any pain?"), ("patient", "No, none."), ("doctor", "Good.")]
GUESSED = "No label says who is the clinician: it was guessed from who asks. Check who said what."


def told(text: str) -> list[tuple[str, str]]:
    return [(t.speaker, t.text) for t in turns(text)]


def in_a_table(*rows: Sequence[str]) -> str:
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    held = io.BytesIO()
    document.save(held)
    return read_file(held.getvalue(), "visit.docx")


def test_a_table_of_speakers_and_words_is_read() -> None:
    rows = (("Doctor", "Any pain?"), ("Patient", "No, none."), ("Doctor", "Good."))

    assert told(in_a_table(*rows)) == SAID
    assert told(in_a_table(("Speaker", "Text"), *rows)) == SAID
    assert told(in_a_table(*((f"00:0{n}", *row) for n, row in enumerate(rows)))) == SAID


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Lee   0:03\nAny pain?\n\nBob Ray   0:05\nNo, none.\n\nDr. Lee   0:09\nGood.",
        "Dr. Lee\n0:03\nAny pain?\n\nBob Ray\n0:05\nNo, none.\n\nDr. Lee\n0:09\nGood.",
        "Lee, Ann (Doctor)  0:03\nAny pain?\nRay, Bob  0:05\nNo, none.\nLee, Ann (Doctor)  0:09\nGood.",
        "[Dr. Lee] 10:02:33\nAny pain?\n[Bob Ray] 10:02:35\nNo, none.\n[Dr. Lee] 10:02:37\nGood.",
        "[00:01:02] Dr. Lee: Any pain?\n[00:01:05] Bob: No, none.\n[00:01:07] Dr. Lee: Good.",
        "Dr. Lee (00:01): Any pain?\nBob Ray (00:03): No, none.\nDr. Lee (00:05): Good.",
        "10:02 AM Dr. Lee: Any pain?\n10:03 AM Bob: No, none.\n10:04 AM Dr. Lee: Good.",
        "Ann Lee, MD: Any pain?\nBob Ray: No, none.\nAnn Lee, MD: Good.",
        "Doctor - Any pain?\nPatient - No, none.\nDoctor – Good.",
        "Doctor\nAny pain?\n\nPatient\nNo, none.\n\nDoctor\nGood.",
        "Bob\nHello.\nDr Lee\nAny pain?\nBob\nNo, none.\nDr Lee\nGood.",
        "Doctor\tAny pain?\nPatient\tNo, none.\nDoctor\tGood.",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nDoctor: Any pain?\n\n00:03.000 --> 00:04.000\nPatient: No, none.\n\n"
        "00:05.000 --> 00:06.000\nDoctor: Good.",
    ],
)
def test_the_forms_of_recorders_are_read(text: str) -> None:
    found = told(text)

    assert found[-3:] == SAID


def test_names_on_lines_of_their_own_in_a_text_file_are_read() -> None:
    assert told(read_file(b"Doctor\nAny pain?\n\nPatient\nNo, none.\n\nDoctor\nGood.\n", "visit.txt")) == SAID


def test_guessed_roles_are_told_in_a_sentence_and_known_ones_are_not() -> None:
    unnamed = "Speaker 1  0:03\nAny pain in your knee?\nSpeaker 2  0:05\nMy knee is fine.\nSpeaker 1  0:09\nGood."

    assert [t.speaker for t in turns(unnamed)] == ["doctor", "patient", "doctor"]
    assert admit(unnamed).limits == (GUESSED,)
    assert not admit("Dr. Lee: Any pain?\nBob Ray: No.").limits
    assert not guessed(turns("My knee hurts."))


def test_of_three_unnamed_speakers_who_says_my_is_the_patient() -> None:
    text = "S1: How is your knee?\nS2: My knee hurts and I take tablets.\nS3: He limps.\nS1: I see.\nS2: Yes.\nS3: Yes."

    assert [t.speaker for t in turns(text)][:3] == ["doctor", "patient", "other"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Doctor: Drugs?\nPatient: Yes.\nAspirin | 81 mg\nZocor | 10 mg", "Yes. Aspirin | 81 mg Zocor | 10 mg"),
        ("Doctor: Well?\nPatient: It was - hm.\nOkay\nMonday\nYes\nMonday", "It was - hm. Okay Monday Yes Monday"),
        (
            "Doctor: Well?\nPatient: I woke.\nI woke at 10:30 - then it began.",
            "I woke. I woke at 10:30 - then it began.",
        ),
    ],
)
def test_what_is_said_names_no_speaker(text: str, said: str) -> None:
    assert told(text)[1:] == [("patient", said)]


def test_who_asks_is_the_clinician_where_only_companions_are_called_by_a_role() -> None:
    said = "Ms Rose: Is he feeding?\nMother: No.\nFather: Not at all.\nMs Rose: Any fever, any rash?\nMother: No."

    assert [turn.speaker for turn in turns(said)] == ["doctor", "other", "other", "doctor", "other"]


@pytest.mark.parametrize(
    ("clinician", "patient"), [("Nurse", "Resident"), ("Resident", "Mr Hall"), ("111 adviser", "Caller")]
)
def test_a_label_that_may_mean_either_is_told_by_who_asks(clinician: str, patient: str) -> None:
    said = turns(
        f"{clinician}: What has happened to you?\n{patient}: My ear hurts since Tuesday.\n"
        f"{clinician}: Any fever?\n{patient}: No, and I took two ibuprofen.\n"
    )
    assert [turn.speaker for turn in said] == ["doctor", "patient", "doctor", "patient"]
