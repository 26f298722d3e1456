"""What was said at a visit is not lost on the way: doses in questions, findings in long sentences, names, plans."""

import pytest

from scenarios.medical_notes.checks import dialogue_of, omissions, said_as
from scenarios.medical_notes.note import Line, line
from scenarios.medical_notes.talk import patient_names, small_talk, statements, turns
from scenarios.medical_notes.writing import choose
from tests.scenarios.medical_notes.fakes import vectors


def drafted(dialogue: str) -> dict[str, list[str]]:
    visit = dialogue_of(turns(dialogue), {})
    return {part: [said_as(visit, n, part) for n in places] for part, places in choose(visit, vectors).items()}


def test_a_dose_that_the_question_names_is_told_with_the_reply() -> None:
    found = statements(
        turns("Doctor: Are you still taking lasix, 40 mg twice a day?\nPatient: Yes, and aspirin 81 mg.")
    )

    assert [line(s, "medications") for s in found] == [
        "The patient is still taking lasix, 40 mg twice a day, and aspirin 81 mg."
    ]


@pytest.mark.parametrize(
    ("said", "talk"),
    [
        ("thank you, see you", True),
        ("hey, good to see you", True),
        ("she has had amoxicillin before with no problem", False),
        ("thanks, i have no fever", False),
        ("i see your knee", False),
        ("i'll see you in two weeks", False),
    ],
)
def test_courtesy_hides_no_drug_finding_or_visit(said: str, talk: bool) -> None:
    assert small_talk(said) is talk


def test_a_look_that_is_announced_and_found_something_in_one_breath_is_kept() -> None:
    found = drafted(
        "Doctor: let me take a look at your belly so you've got some tenderness in the epigastric area"
        " there's no rebound your bowel sounds are normal\nPatient: okay"
    )

    assert "tenderness" in " ".join(found["exam"])


def test_what_the_clinician_does_next_is_plan_without_a_drug_in_it() -> None:
    found = drafted("Patient: My knee hurts.\nDoctor: I suspect a meniscus tear. I'll refer you to physical therapy.")

    assert found["plan"] == ["We will refer the patient to physical therapy."]


def test_a_plan_that_no_line_says_is_missed_aloud() -> None:
    visit = dialogue_of(turns("Doctor: I'll refer you to physical therapy.\nPatient: Okay."), {})
    told = Line(id="plan-0", part="plan", text="We will refer the patient to physical therapy.", turns=(1,))

    assert [o.why for o in omissions([], visit)] == ["Not in the note: physiotherapy."]
    assert not omissions([told], visit)


@pytest.mark.parametrize(
    ("dialogue", "names"),
    [
        ("Doctor: Hi there, how's Liam doing today?\nMother: He's hot.", ("liam",)),
        ("Doctor: This is an ear problem. Your ear is red, Mr. Reed.\nPatient: Yes.", ("reed",)),
        ("[doctor] hi , martha . how's everything doing today ?\n[patient] fine .", ("martha",)),
    ],
)
def test_a_name_is_known_by_its_capital_where_there_are_any(dialogue: str, names: tuple[str, ...]) -> None:
    assert patient_names(turns(dialogue), {}) == names


def test_who_dictates_of_the_patient_is_the_clinician() -> None:
    found = drafted("The patient is 44 and has ankle pain. Start naproxen 500 mg twice a day.")

    assert found["plan"] == ["Start naproxen 500 mg twice a day."]
    assert turns("My ankle hurts.")[0].speaker == "other"


def test_what_was_asked_begins_small_inside_a_sentence() -> None:
    assert [line(s, "subjective") for s in statements(turns("D: Fever?\nP: No."))] == ["The patient denies fever."]


@pytest.mark.parametrize(
    ("asked", "replied", "written"),
    [
        (
            "You don't have any numbness in your left hand?",
            "I do, actually.",
            ["The patient reports numbness in their left hand."],
        ),
        ("You don't have any fever?", "No.", ["The patient does not have any fever."]),
    ],
)
def test_a_reply_may_contradict_a_question_that_denies(asked: str, replied: str, written: list[str]) -> None:
    found = statements(turns(f"Doctor: {asked}\nPatient: {replied}"))

    assert [line(s, "subjective") for s in found] == written
