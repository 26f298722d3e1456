"""The model writes a visit stretch by stretch: lines are checked and put into parts; copies and chat are left out."""

import pytest

from minigiants import scenario
from minigiants.types import Answer
from scenarios.medical_notes.checks import dialogue_of, stretches
from scenarios.medical_notes.pipeline import draft
from scenarios.medical_notes.talk import turns
from scenarios.medical_notes.writing import spoken_in, stretch_request
from tests.scenarios.medical_notes.fakes import Writer, services

DECLARED = scenario.load("medical_notes")
CALL = """Doctor: Hello, this is the surgery. Could you confirm your date of birth for me, and are you able to talk?
Patient: Yes, it's the second of May sixty two. I'm in the kitchen.
Doctor: Lovely. So what's been happening with the arm?
Patient: Um, I woke up, um, about an hour ago, and I couldn't move my left arm. There's no pain.
Doctor: Any trouble with your speech?
Patient: It feels a bit slower, yeah.
Doctor: Any other illnesses?
Patient: Type two diabetes, and I take metformin for it. And my dad had a stroke.
Doctor: I'm worried that this could be a stroke. I'm going to call an ambulance for you now. Keep the front door open.
Patient: Okay.
"""


def ask(says: dict[str, str]) -> Answer:
    """Draft the call with a model that says of each stretch what stands for a word of it."""

    def answer(spoken: str) -> str:
        if "\n" not in spoken:  # a piece, not a stretch
            return ""
        return "\n".join(text for word, text in says.items() if word in spoken)

    return DECLARED.pipeline({"dialogue": CALL}, services(Writer(says=answer)))


def test_a_visit_is_cut_where_the_clinician_speaks_next_and_nothing_is_lost() -> None:
    visit = dialogue_of(turns(CALL * 3), {})
    cut = stretches(visit)

    assert [turn.number for stretch in cut for turn in stretch.turns] == [turn.number for turn in visit.turns]
    assert len(cut) > 2
    assert all(stretch.turns[0].speaker == "doctor" for stretch in cut)
    assert sorted(place for stretch in cut for place in stretch.places) == list(range(len(visit.account.said)))


def test_the_model_reads_a_stretch_without_fillers() -> None:
    first = stretches(dialogue_of(turns(CALL), {}))[0]

    assert "Patient: I woke up, about an hour ago, and I couldn't move my left arm." in spoken_in(first)


def test_lines_of_a_stretch_stand_in_their_parts() -> None:
    sections = ask(
        {
            "left arm": "Woke an hour ago, could not move left arm, no pain. Speech slower.",
            "diabetes": "Type two diabetes.\nTakes metformin.\nFather had a stroke.",
            "ambulance": "Possible stroke.\nAmbulance to be called now; keep front door open.",
        }
    ).sections

    assert "could not move left arm" in sections["subjective"]
    assert "Type two diabetes." in sections["history"]
    assert "metformin" in sections["medications"]
    assert "Father had a stroke." in sections["family_and_social"]
    assert "Ambulance" in sections["plan"]


@pytest.mark.parametrize(
    "written",
    [
        "Woke an hour ago, could not move right arm.",
        "Amlodipine 5.",
        "Woke two hours ago, could not move left arm.",
    ],
)
def test_a_line_of_a_stretch_that_was_not_said_is_withheld(written: str) -> None:
    def answer(spoken: str) -> str:
        return written if "\n" in spoken and "left arm" in spoken else ""

    note = draft({"dialogue": CALL}, services(Writer(says=answer))).note

    assert written not in {line.text for line in note.lines}
    assert written in {line.text for line in note.withheld}


def test_a_line_that_the_model_copied_of_its_examples_never_stands() -> None:
    shown = stretch_request("x")[2].content
    assert isinstance(shown, str)
    copied = shown.splitlines()[-1]

    assert copied not in ask({"left arm": copied}).text


def test_who_somebody_is_and_where_stands_in_no_note() -> None:
    answer = ask({"kitchen": "Date of birth: second of May 62.\nIn the kitchen, able to talk."})

    assert "birth" not in answer.text
    assert "kitchen" not in answer.text


def test_what_no_line_says_is_written_of_its_piece() -> None:
    asked: list[str] = []

    def answer(spoken: str) -> str:
        asked.append(spoken)
        return "" if "\n" in spoken else "Takes metformin." if "metformin" in spoken else ""

    note = draft({"dialogue": CALL}, services(Writer(says=answer))).note

    assert any("\n" not in spoken and "metformin" in spoken for spoken in asked)
    assert "metformin" in " ".join(line.text for line in note.of("medications")).lower()


class _Learned(Writer):
    """A model with an adapter that writes the lines of stretches, each after its part."""

    adapter: str = ""

    def abreast(self, number: int, *, context: int, task: str = "") -> "_Learned":
        return self.model_copy(update={"adapter": task})


def learned(says: dict[str, str]) -> Answer:
    def answer(spoken: str) -> str:
        return "\n".join(text for word, text in says.items() if word in spoken) or "-"

    return DECLARED.pipeline({"dialogue": CALL}, services(_Learned(says=answer)))


def test_lines_that_an_adapter_wrote_stand_where_it_says() -> None:
    sections = learned(
        {
            "left arm": "complaint: Woke an hour ago, could not move left arm, no pain.",
            "diabetes": "history: Type two diabetes.\nmedications: Metformin.\nfamily: Father had a stroke.",
            "ambulance": "assessment: Possible stroke.\nplan: Ambulance to be called now; keep front door open.",
        }
    ).sections

    assert "could not move left arm" in sections["subjective"]
    assert "Type two diabetes." in sections["history"]
    assert "Metformin" in sections["medications"]
    assert "Father had a stroke." in sections["family_and_social"]
    assert "stroke" in sections["assessment"].lower()
    assert "front door" in sections["plan"]


def test_what_an_adapter_wrote_and_nobody_said_is_withheld() -> None:
    answer = learned({"left arm": "complaint: Woke an hour ago, could not move right arm.\nplan: Amlodipine 5 mg."})

    assert "right arm" not in answer.text
    assert "Amlodipine" not in answer.text


def test_a_turn_that_is_longer_than_a_stretch_is_cut_between_its_sentences() -> None:
    dictated = " ".join(f"Number {n} of the findings is normal today." for n in range(60))
    visit = dialogue_of(turns(f"Doctor: {dictated}\nPatient: Okay."), {})

    cut = stretches(visit)

    assert all(len(turn.text.split()) <= 120 for stretch in cut for turn in stretch.turns)
    assert " ".join(turn.text for stretch in cut for turn in stretch.turns).count("Number") == 60


def test_who_somebody_is_stands_in_no_note_though_an_adapter_wrote_it() -> None:
    answer = learned({"kitchen": "complaint: She says her name is Jo, she is born the second of May 62."})

    assert "born" not in answer.text
