"""What is said in ways that are easily misheard: numbers in words, drugs not borne, relatives, labels behind clocks."""

import pytest

from scenarios.medical_notes.pipeline import sketch
from scenarios.medical_notes.talk import clean, read_file, turns
from tests.scenarios.medical_notes.fakes import Writer, services


def drafted(dialogue: str) -> dict[str, list[str]]:
    note = sketch({"dialogue": dialogue}, services(Writer())).note
    parts = {line.part for line in note.lines}
    return {part: [line.text for line in note.of(part)] for part in parts}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("twenty two point five milligrams of methotrexate", "22.5 mg of methotrexate"),
        ("thirty-eight point five", "38.5"),
        ("one hundred and two point four", "102.4"),
        ("a hundred point one", "100.1"),
        ("twelve point five", "12.5"),
        ("zero point two five", "0.25"),
        ("98 point six", "98.6"),
    ],
)
def test_a_spoken_decimal_is_written_whole(said: str, written: str) -> None:
    assert clean(said) == written


@pytest.mark.parametrize("said", ["I can't take codeine, it makes me sick.", "I don't tolerate codeine."])
def test_a_drug_that_is_not_borne_is_no_denial_of_allergies(said: str) -> None:
    note = drafted(f"Doctor: Any allergies?\nPatient: {said}")

    assert ["codeine" in text for text in note["allergies"]] == [True]
    assert not any("denies" in text for text in note["allergies"])


def test_what_a_relative_takes_or_does_not_bear_is_not_the_patients() -> None:
    note = drafted(
        "Doctor: Does your husband still take warfarin?\nPatient: Yes, he's on five milligrams.\n"
        "Doctor: Any allergies in the family?\nPatient: My son is allergic to penicillin."
    )

    told = " ".join(note.get("medications", []) + note.get("allergies", []))
    assert "husband" not in told
    assert "son" not in told


def test_a_label_behind_a_clock_counts_as_often_as_it_stands() -> None:
    found = turns("00:00:01 GP: Any pain?\n00:00:05 Caller: No.\n00:00:09 GP: Any fever?\n00:00:12 Caller: Yes.")

    assert [(turn.label, turn.speaker) for turn in found] == [("GP", "doctor"), ("Caller", "patient")] * 2


def test_the_words_behind_the_settings_of_a_cue_are_kept() -> None:
    file = (
        b"WEBVTT\n\n00:00:00.000 --> 00:00:03.000 align:start\n<v Doctor>Any pain?</v>\n\n"
        b"00:00:03.000 --> 00:00:05.000\n<v Patient>No.</v>\n"
    )

    assert read_file(file, "visit.vtt") == "[Doctor] Any pain?\n[Patient] No."
