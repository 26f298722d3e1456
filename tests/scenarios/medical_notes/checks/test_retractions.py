"""A plan that is taken back and a dose that is corrected aloud never stand in a note as if nothing had happened."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import check, dialogue_of, omissions
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.pipeline import sketch
from scenarios.medical_notes.talk import turns
from tests.scenarios.medical_notes.fakes import Writer, services


def lines(dialogue: str) -> list[Line]:
    return list(sketch({"dialogue": dialogue}, services(Writer())).note.lines)


def doubted(dialogue: str) -> list[str]:
    return [line.text for line in lines(dialogue) if line.kind == "retracted" and line.verdict == "unsupported"]


@pytest.mark.parametrize(
    ("dialogue", "written"),
    [
        ("Take metoprolol 50, sorry, 25 milligrams a day.", "Take metoprolol 25 mg a day."),
        ("Take metoprolol fifty milligrams. I mean 25.", "Take metoprolol 25 mg."),
        ("Start losartan, no wait, lisinopril 10 mg.", "Start lisinopril 10 mg."),
        ("Take ibuprofen 400 mg twice a day, sorry, three times a day.", "Take ibuprofen 400 mg three times a day."),
        ("Take metoprolol 50 mg for ten days, correction, 25 mg.", "Take metoprolol 25 mg for ten days."),
    ],
)
def test_what_is_corrected_in_one_breath_is_written_as_corrected(dialogue: str, written: str) -> None:
    [line] = [x for x in lines(f"Doctor: {dialogue}\nPatient: Okay.") if "mentioned" not in x.text]

    assert (line.text, line.verdict) == (written, "supported")


def test_a_list_of_denials_corrects_nothing() -> None:
    [line] = lines("Doctor: Hello.\nPatient: I take no aspirin, no ibuprofen.")

    assert "aspirin" in line.text


@pytest.mark.parametrize(
    ("dialogue", "plan"),
    [
        (
            "Doctor: Let's start metformin 500 mg.\nPatient: No, I'd rather not.\nDoctor: Okay, then we leave it.",
            "metformin",
        ),
        (
            "Doctor: I'll start atorvastatin 20 mg.\nPatient: I don't want a statin.\nDoctor: We won't then.",
            "atorvastatin",
        ),
        (
            "Doctor: I'd like to get an ECG today. Start isosorbide 30 mg.\n"
            "Patient: I'd rather not take another pill.\n"
            "Doctor: Okay, then we'll hold off on the isosorbide. But take nitroglycerin if it hurts.\nPatient: Okay.",
            "isosorbide",
        ),
        ("Doctor: I'll order a chest x-ray.\nPatient: I refuse any x-rays.\nDoctor: I see.", "x-ray"),
        (
            "Doctor: I'll prescribe amoxicillin 500 mg.\nPatient: Okay.\n"
            "Doctor: On second thought, let's hold off on the amoxicillin.\nPatient: Sure.",
            "prescribe amoxicillin",
        ),
        (
            "Doctor: I'll put you on prednisone 40 mg.\nPatient: I'd rather not take it.\n"
            "Doctor: Let's do naproxen 500 mg.\nPatient: Good.",
            "prednisone",
        ),
        (
            "Doctor: Let's start metformin 500 mg.\nPatient: Okay.\nDoctor: Any questions?\nPatient: Where do I pay?\n"
            "Doctor: At the desk.\nPatient: Actually, I don't want the metformin.\nDoctor: That's your choice.",
            "start metformin",
        ),
        ("Doctor: Start metoprolol 50 mg a day.\nPatient: 50?\nDoctor: Sorry, 25 milligrams.", "50 mg a day"),
    ],
)
def test_what_was_taken_back_or_corrected_later_is_flagged(dialogue: str, plan: str) -> None:
    [flagged] = doubted(dialogue)

    assert plan in flagged


@pytest.mark.parametrize(
    "dialogue",
    [
        "Doctor: Let's start sertraline 50 mg.\nPatient: I'm not comfortable with that.\n"
        "Doctor: It will help you, and the side effects are mild.\nPatient: Okay, I'll try it.",
        "Doctor: I'll order an MRI. Do you have any questions?\nPatient: No.\nDoctor: All right.",
        "Doctor: Let's start metformin 500 mg.\nPatient: No problem.\nDoctor: We'll leave it at that.",
        "Doctor: I'll refer you to physical therapy. Any fever?\nPatient: No.\nDoctor: Good.",
    ],
)
def test_a_plan_that_stands_is_not_flagged(dialogue: str) -> None:
    assert doubted(dialogue) == []


TAKEN_BACK = "Doctor: Let's start metformin 500 mg.\nPatient: No, I'd rather not.\nDoctor: Okay, then we leave it."


def test_a_line_that_tells_the_refusal_stands_and_the_plan_is_no_omission() -> None:
    visit = dialogue_of(turns(TAKEN_BACK), {})
    told = Line(id="x", part="plan", text="Metformin 500 mg was discussed and declined.", turns=())

    assert check(told, visit, grounding.check).kind != "retracted"
    assert not [o for o in omissions([], visit) if "metformin" in o.why]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Take 2 tablets of ibuprofen and wait 6 hours before you take more.", "2 tablets"),
        ("Give 2 units of insulin, wait 15 minutes, and check again.", "2 units"),
        ("Start prednisone 20 mg, and if you make it 2 weeks we stop.", "20 mg"),
        ("We stop the lisinopril. I'm sorry, losartan is out of stock.", "lisinopril"),
    ],
)
def test_ordinary_words_correct_nothing(said: str, kept: str) -> None:
    assert any(kept in x.text for x in lines(f"Doctor: {said}\nPatient: Okay."))


def test_a_side_is_not_corrected_by_right_now() -> None:
    made = lines("Doctor: How are you?\nPatient: My left knee has been killing me. Sorry, right now I can hardly walk.")

    assert any("left knee" in x.text for x in made)
    assert not any("right knee" in x.text for x in made)


@pytest.mark.parametrize(
    "dialogue",
    [
        "Doctor: Let's start metformin 500 mg instead of the glipizide.\nPatient: I'd rather not take it.\n"
        "Doctor: Okay, then we leave it.",
        "Doctor: Let's start metformin 500 mg.\nPatient: I'd rather not.\nDoctor: Are you sure?\nPatient: Yes.\n"
        "Doctor: All right, we'll leave it out.",
    ],
)
def test_a_refusal_stands_whatever_else_is_said_or_asked(dialogue: str) -> None:
    assert any("metformin" in text for text in doubted(dialogue))
