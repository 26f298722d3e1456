"""Danger, violence, wishes and refusals stand in the note, or keep it from being signed until somebody has looked."""

from dataclasses import replace

import pytest

from scenarios.medical_notes.checks import dialogue_of, omissions
from scenarios.medical_notes.facts import dangers
from scenarios.medical_notes.note import Note
from scenarios.medical_notes.pipeline import sketch
from scenarios.medical_notes.talk import turns
from tests.scenarios.medical_notes.fakes import Writer, services


def note_of(dialogue: str) -> Note:
    return sketch({"dialogue": dialogue}, services(Writer())).note


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Patient: I've got pills saved up at home.", "pills saved up"),
        ("Patient: Sometimes I think they would be better off without me.", "better off without"),
        ("Patient: There's nothing left to live for since he died.", "nothing left to live for"),
        ("Patient: I think it would be easier not to wake up.", "easier not to wake up"),
        ("Patient: I think about it, but I would never do that.", "would never do that"),
        ("Patient: I wrote goodbye letters to the children.", "goodbye letters"),
        ("Patient: I cut my wrists when it gets too much.", "cut their wrists"),
        ("Patient: My boyfriend grabbed me and twisted it.", "boyfriend grabbed the patient"),
        ("Patient: I'm scared to go home.", "scared to go home"),
        ("Patient: The voices tell me to do it.", "voices tell"),
        ("Patient: I don't want to be resuscitated.", "does not want to be resuscitated"),
        ("Patient: I signed a DNR last year.", "DNR"),
        ("Patient: I'm a Jehovah's Witness, so no blood.", "Jehovah's Witness"),
        ("Patient: I think I'm pregnant.", "pregnant"),
        ("Patient: I don't want a colonoscopy.", "does not want a colonoscopy"),
        ("Patient: I won't take any more pills.", "won't take any more pills"),
        ("Patient: I take back my consent to the surgery.", "consent"),
        ("Patient: Please don't tell my mother.", "don't tell"),
        ("Patient: I fell asleep at the wheel.", "asleep at the wheel"),
        ("Doctor: You must not drive until we have the results.", "must not drive"),
        ("Patient: They had trouble with the tube in my anaesthesia.", "anaesthesia"),
    ],
)
def test_danger_and_wishes_stand_in_the_note_whatever_else_it_is_about(said: str, written: str) -> None:
    note = note_of(f"Doctor: How have you been?\nPatient: All right.\n{said}\nDoctor: Okay.\nPatient: Yes.")

    assert written.casefold() in " ".join(line.text for line in note.lines).casefold()


@pytest.mark.parametrize(
    ("asked", "replied", "written"),
    [
        ("Any thoughts of hurting yourself?", "No.", "The patient denies thoughts of hurting themselves."),
        ("Do you feel safe at home?", "No.", "The patient does not feel safe at home."),
        ("And a feeding tube?", "Never.", 'The patient says no, asked "a feeding tube".'),
        (
            "Are you thinking of ending your life?",
            "I'd rather not talk about that.",
            'Asked "Are you thinking of ending your life",'
            " the patient answers: the patient would rather not talk about that.",
        ),
        (
            "Any thoughts of suicide?",
            "I don't want to talk about it.",
            'Asked "Any thoughts of suicide", the patient answers: the patient does not want to talk about it.',
        ),
        (
            "Were you trying to hurt yourself?",
            "I don't know.",
            'Asked "Were you trying to hurt yourself", the patient answers: the patient does not know.',
        ),
    ],
)
def test_what_is_answered_to_a_question_after_danger_is_told_with_it(asked: str, replied: str, written: str) -> None:
    note = note_of(f"Doctor: {asked}\nPatient: {replied}")

    assert written in [line.text for line in note.lines]
    assert not note.open


@pytest.mark.parametrize("said", ["I've got pills saved up.", "I don't want to be resuscitated.", "He hits me."])
def test_danger_that_no_line_tells_keeps_the_note_from_being_signed(said: str) -> None:
    visit = dialogue_of(turns(f"Doctor: Well?\nPatient: {said}\nDoctor: I see."), {})

    found = omissions([], visit)

    assert found
    assert replace(note_of("Doctor: Rest."), omissions=tuple(found)).open


def test_a_line_on_another_danger_tells_none_of_this_one() -> None:
    made = note_of("Doctor: Well?\nPatient: He hits me. I've got pills saved up.")
    visit = dialogue_of(turns("Doctor: Well?\nPatient: He hits me. I've got pills saved up."), {})
    kept = [line for line in made.lines if "pills" not in line.text]

    assert ["means or plan to die" in o.why for o in omissions(kept, visit)] == [True]


def test_danger_is_kept_in_a_note_that_is_full() -> None:
    told = "Patient: I take my lisinopril 10 mg and my metformin 500 mg every day as number {} on my list says.\n"
    long = "".join(told.format(n) for n in range(80))

    note = note_of(f"{long}Doctor: Anything else?\nPatient: I don't see any reason to go on living.")

    assert "reason to go on living" in " ".join(line.text for line in note.lines)


@pytest.mark.parametrize(
    "said",
    [
        "let me go ahead and listen to your heart",
        "make sure you take it all",
        "she hurt her ankle",
        "the patient is not taking any medications",
        "I hurt myself playing football",
        "you don't have any fever",
    ],
)
def test_what_is_said_at_any_visit_is_no_danger(said: str) -> None:
    assert not dangers(said)


def test_a_clinician_who_will_not_treat_refuses_no_treatment() -> None:
    assert not dangers("I don't want to start you on an antibiotic", by_clinician=True)
    assert dangers("I don't want to start an antibiotic")
