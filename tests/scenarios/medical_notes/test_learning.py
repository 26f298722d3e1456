"""What an adapter learns from: the request as it is asked, the answer as it is read, and nobody's name."""

from pathlib import Path

import pytest

from minigiants import scenario
from minigiants.evaluation import DataMissingError
from minigiants.settings import Settings

aci, learning, section = (
    scenario.load_module("medical_notes", part) for part in ("evals.aci", "learning", "evals.section")
)


def short(dialogue: str, text: str, header: str = "CC") -> object:
    return aci.Short(id="1", dialogue=dialogue, header=header, text=text)


def test_what_is_learned_is_what_is_asked() -> None:
    dialogue = "Doctor: What brings you in?  \n\n Patient: My knee hurts."

    made = learning.example_of(short(dialogue, "Knee pain."))

    assert made.messages == section.ask_of("Doctor: What brings you in?\nPatient: My knee hurts.")
    assert section.read_answer(made.answer) == ("CC", "Knee pain.")


def test_names_are_taken_out_of_request_and_answer_alike() -> None:
    made = learning.example_of(short("Doctor: Who referred you?\nPatient: Dr. Helen Carter did.", "Dr. Helen Carter."))

    assert "Carter" not in made.messages[1]["content"] + made.answer
    assert learning.labels([made.answer]) <= learning.labels([made.messages[1]["content"]])


def test_what_only_the_section_names_cannot_be_learned() -> None:
    text = "Seen by Dr. Helen Carter on 04/15/2005."

    assert learning.example_of(short("Doctor: Any surgery?\nPatient: Yes.", text)) is None


def test_missing_data_are_said(tmp_path: Path) -> None:
    with pytest.raises(DataMissingError, match="MINIGIANTS_DATA"):
        learning.lesson(Settings(data=tmp_path))


@pytest.mark.parametrize("header", section.HEADERS)
def test_every_header_is_asked_for_and_read(header: str) -> None:
    assert header in section.SHORT.text
    assert section.read_answer(f"**Header:** {header.lower()}\nText.") == (header, "Text.")
