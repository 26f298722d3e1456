"""Transcripts are read in the forms in which they come."""

import io

import docx
import pytest

from scenarios.medical_notes.talk import TranscriptError, from_captions, read_file, turns

SAID = [("doctor", "Any pain?"), ("patient", "No, none.")]


@pytest.mark.parametrize(
    "text",
    [
        "[doctor] Any pain?\n[patient] No, none.",
        "Doctor: Any pain?\nPatient: No, none.",
        "D: Any pain?\nP: No, none.",
        "DR: Any pain?\r\nPT: No, none.\r\n",
        "**Doctor:** Any pain?\n**Patient:** No, none.",
        "Dr. Lee: Any pain?\nPatient: No, none.",
        "Ann Lee (Doctor): Any pain?\nBob Ray (Patient): No, none.",
        "00:01 Doctor: Any pain?\n00:04 Patient: No, none.",
        "Doctor:\nAny pain?\n\nPatient:\nNo, none.",
        "Lee: Any pain?\nRay: No, none.\nLee: Sure?\nRay: Yes.",
    ],
)
def test_turns_are_found_in_the_usual_forms(text: str) -> None:
    assert [(t.speaker, t.text) for t in turns(text)][:2] == SAID


def test_turns_are_numbered_and_lines_without_a_speaker_go_on() -> None:
    found = turns("Doctor: Any pain?\nAt night, too?\nPatient: No.")

    assert [(t.number, t.text) for t in found] == [(1, "Any pain? At night, too?"), (2, "No.")]


def test_a_time_or_a_ratio_within_a_line_is_no_speaker() -> None:
    assert [t.text for t in turns("Patient: At 10:30 it began.\nRatio: 3 to one.")] == [
        "At 10:30 it began. Ratio: 3 to one."
    ]


def test_captions_of_both_kinds_are_read() -> None:
    first = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Doctor>Any pain?</v>\n\n"
    vtt = first + "00:03.000 --> 00:04.000\nPatient: No, none."
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nDoctor: Any pain?\n\n2\n00:00:03,000 --> 00:00:04,000\nPatient: No, none.\n"
    )

    for text in (from_captions(vtt), read_file(srt.encode(), "visit.srt")):
        assert [(t.speaker, t.text) for t in turns(text)] == SAID


def test_a_word_file_is_read() -> None:
    document = docx.Document()
    for line in ("Doctor: Any pain?", "Patient: No, none."):
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)

    assert [(t.speaker, t.text) for t in turns(read_file(held.getvalue(), "visit.docx"))] == SAID


def test_what_is_no_transcript_is_said_without_repeating_it() -> None:
    with pytest.raises(TranscriptError, match=r"ends in \.txt, \.docx"):
        read_file(b"secret", "secret.mp3")
    with pytest.raises(TranscriptError, match="split it into visits"):
        turns("Doctor: secret " * 20_000)
