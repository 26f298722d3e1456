"""What was said becomes a sentence that a clinician would write: no questions, no "I know that", right labels."""

import pytest

from scenarios.medical_notes.checks import dialogue_of, omissions
from scenarios.medical_notes.facts import facts
from scenarios.medical_notes.note import Fit, filled, line
from scenarios.medical_notes.talk import Statement, admit, righted, statements, swapped, turns
from scenarios.medical_notes.writing import choose
from tests.scenarios.medical_notes.fakes import vectors


def lines(dialogue: str, section: str = "subjective") -> list[str]:
    return [line(s, section) for s in statements(turns(dialogue))]


@pytest.mark.parametrize(
    ("section", "said", "written"),
    [
        (
            "subjective",
            "lastly I know that you have arthritis in your knee",
            "The patient has arthritis in their knee.",
        ),
        ("subjective", "I see that you hurt your ankle", "The patient hurt their ankle."),
        ("subjective", "I don't know that you have it", "I don't know that the patient has it."),
        ("assessment", "I think you have a sprain", "I think the patient has a sprain."),
        (
            "exam",
            "on the right knee you do have some swelling",
            "On the right knee the patient does have some swelling.",
        ),
        ("plan", "I really want you to rest", "The patient should rest."),
        ("plan", "take ibuprofen and I'd like to refer you", "Take ibuprofen and we will refer the patient."),
        ("plan", "what we're going to do is start lasix 20 mg", "Start lasix 20 mg."),
        ("plan", "let's see how you do on it", "We will see how the patient does on it."),
    ],
)
def test_what_is_said_to_somebodys_face_is_written_as_in_a_note(section: str, said: str, written: str) -> None:
    assert line(Statement(turns=(1,), speaker="doctor", text=said), section) == written


@pytest.mark.parametrize(
    ("asked", "replied", "written"),
    [
        ("How long has this been going on?", "About four days now.", "Duration: About four days now."),
        ("How have you been since then?", "I have been better.", "The patient has been better."),
        ("Any chest pain, cough or fever?", "Just a cough.", "The patient reports Just a cough."),
        ("Do you have any fever or chills?", "I have not.", "The patient denies fever or chills."),
        ("Tell me about your knee.", "It hurts at night.", "It hurts at night."),
    ],
)
def test_a_reply_is_no_list_of_what_was_asked(asked: str, replied: str, written: str) -> None:
    found = lines(f"Doctor: {asked}\nPatient: {replied}")

    assert [x.casefold() for x in found] == [written.casefold()]


@pytest.mark.parametrize(("reply", "written"), [("Yes.", "does hurt"), ("No.", "does not hurt")])
def test_what_is_asked_while_examining_is_no_report_of_a_question(reply: str, written: str) -> None:
    found = lines(f"Doctor: When I press on the inside of your knee, does that hurt?\nPatient: {reply}")

    assert found == [f"It {written} when I press on the inside of the patient's knee."]


def test_a_question_without_punctuation_is_no_finding() -> None:
    said = "Doctor: with the left foot it is worse have you experienced any numbness\nPatient: no"

    assert lines(said) == ["With the left foot it is worse.", "The patient denies numbness."]


def test_a_patients_own_question_with_an_answer_is_a_statement() -> None:
    assert lines("Patient: Should I keep the splint on?\nDoctor: Yes.") == ["The patient should keep the splint on."]


def test_a_spoken_decimal_keeps_its_size() -> None:
    said = "Doctor: we start flomax zero point four milligrams a day"

    assert "0.4 mg" in lines(said)[0]
    assert [f.key for f in facts(lines(said)[0]) if f.kind == "dose"] == ["flomax 0.4 mg"]


def test_a_finding_behind_a_denial_of_another_is_no_denial() -> None:
    found = facts("There is no jugular venous distention on the heart exam I appreciate a murmur.")

    assert {(f.kind, f.key) for f in found} == {("finding", "murmur")}


MIXED = """Doctor: My knee hurts and I've been limping, my leg is stiff.
Patient: How long has your knee hurt? Do you have any swelling? Did you fall? Have you had your x-ray?
Doctor: I was running. I feel my knee lock. I had my x-ray, my brother drove.
Patient: Your x-ray shows a fracture. Your leg needs rest. Are you taking your ibuprofen? Do you smoke?"""


def test_swapped_labels_are_read_the_other_way_and_the_reader_is_told() -> None:
    found = turns(MIXED)

    assert swapped(found)
    assert [t.speaker for t in righted(found)] == ["patient", "doctor", "patient", "doctor"]
    assert any("swapped" in limit for limit in admit(MIXED).limits)
    assert {s.speaker for s in dialogue_of(found, {}).statements if "fracture" in s.text} == {"doctor"}


def test_right_labels_stay() -> None:
    found = turns(MIXED.replace("Doctor", "X").replace("Patient", "Doctor").replace("X", "Patient"))

    assert not swapped(found)
    assert righted(found) == found


def test_a_part_that_was_spoken_of_is_not_left_empty() -> None:
    said = [
        Statement(turns=(n,), speaker="doctor", text=t) for n, t in enumerate(("rest it", "the x-ray is normal"), 1)
    ]
    chance = {"plan": 0.6, "results": 0.3}
    fits = [Fit(rank=1.0, place=n, part="plan", chance=chance) for n in range(2)]

    assert [f.part for f in filled(fits, said)] == ["plan", "results"]
    assert [f.part for f in filled(fits[1:], said)] == ["plan"]


def test_an_allergy_denied_in_a_long_visit_is_kept() -> None:
    told = "Patient: I take my lisinopril 10 mg and my metformin 500 mg every day as number {} on my list says.\n"
    long = "".join(told.format(n) for n in range(80))
    visit = dialogue_of(turns(f"{long}Doctor: Are you allergic to any medications?\nPatient: No."), {})

    assert choose(visit, vectors)["allergies"]


def test_what_holds_for_people_in_general_is_no_finding_of_this_patient() -> None:
    visit = dialogue_of(turns("Doctor: Patients with high blood pressure or diabetes often have a stroke."), {})

    assert not [place for places in choose(visit, vectors).values() for place in places]


def test_a_denial_of_two_words_is_in_the_note_or_missed_aloud() -> None:
    visit = dialogue_of(
        turns("Doctor: Any swelling, locking or giving way?\nPatient: A little swelling. No locking."), {}
    )

    assert "denied: locking" in " ".join(o.why for o in omissions([], visit))
