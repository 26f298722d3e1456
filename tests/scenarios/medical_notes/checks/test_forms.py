"""Words that mean the same count as the same: spoken pressures, lay terms, British spelling, ways of giving a drug."""

import pytest

from minigiants import grounding
from scenarios.medical_notes.checks import check, dialogue_of, omissions
from scenarios.medical_notes.facts import DRUGS, Fact, facts
from scenarios.medical_notes.note import Line, line
from scenarios.medical_notes.talk import clean, statements, turns


def checked(said: str, text: str, part: str) -> Line:
    visit = dialogue_of(turns(f"Doctor: Hello.\nPatient: Hello.\n{said}"), {})
    return check(Line(id="x", part=part, text=text, turns=()), visit, grounding.check)


@pytest.mark.parametrize(
    ("said", "right", "wrong", "part"),
    [
        (
            "Doctor: Your blood pressure is one fifty eight over ninety four.",
            "Blood pressure is 158/94.",
            "Blood pressure is 148/94.",
            "exam",
        ),
        (
            "Doctor: We'll give you ceftriaxone one gram by vein.",
            "Give ceftriaxone 1 g IV.",
            "Give ceftriaxone 2 g IV.",
            "plan",
        ),
        ("Doctor: Take prednisone by mouth.", "Take prednisone PO.", "Take prednisone IV.", "plan"),
        (
            "Patient: I had a heart attack and high blood pressure.",
            "The patient had a myocardial infarction and hypertension.",
            "The patient had no myocardial infarction.",
            "subjective",
        ),
        ("Patient: I have no diarrhoea.", "The patient has no diarrhea.", "The patient has diarrhea.", "subjective"),
        ("Patient: I had a stroke.", "The patient had a CVA.", "The patient never had a CVA.", "subjective"),
    ],
)
def test_other_words_for_the_same_are_no_false_alarm(said: str, right: str, wrong: str, part: str) -> None:
    assert checked(said, right, part).why == ""
    assert checked(said, wrong, part).verdict == "unsupported"


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("diarrhoea", "diarrhea"),
        ("oedema", "edema"),
        ("haematuria", "blood in urine"),
        ("anaemia", "anemia"),
        ("dyspnoea", "shortness of breath"),
        ("a tumour", "tumor"),
        ("high blood pressure", "hypertension"),
        ("a stroke", "stroke"),
        ("a blood clot", "blood clot"),
        ("a DVT", "deep vein thrombosis"),
        ("pins and needles", "tingling"),
    ],
)
def test_findings_have_one_name_in_every_spelling(british: str, american: str) -> None:
    assert Fact("finding", american) in facts(f"The patient has {british}.")


def test_drugs_by_their_british_names_are_known() -> None:
    assert {"paracetamol", "salbutamol", "co-codamol", "flucloxacillin", "gliclazide"} <= DRUGS


def test_hay_fever_is_no_fever_and_a_risk_not_limited_to_something_denies_nothing() -> None:
    assert facts("I have hay fever.") == {Fact("finding", "hay fever")}
    assert Fact("finding", "stroke") in facts("The risks include but are not limited to stroke.")


def test_one_gram_is_a_dose_and_one_tablet_is_none() -> None:
    assert Fact("dose", "ceftriaxone 1 g") in facts("Give ceftriaxone one gram.")
    assert not [f for f in facts("Take one tablet of aspirin.") if f.kind == "dose"]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("one thirty over eighty", "130/80"),
        ("one hundred and ten over sixty five", "110/65"),
        ("one oh five over 70", "105/70"),
        ("all over two days", "all over two days"),
    ],
)
def test_spoken_pressures_are_written_in_digits(said: str, written: str) -> None:
    assert clean(said) == written


def test_verbs_that_deny_keep_their_form() -> None:
    [couldn, weren] = statements(turns("Patient: I couldn't sleep and I wasn't well.\nDoctor: So you weren't working."))

    assert line(couldn, "subjective") == "The patient couldn't sleep and wasn't well."
    assert "wasn't working" in line(weren, "subjective")


def test_what_an_examination_found_is_missed_aloud_though_its_turn_is_in_the_note() -> None:
    said = "Doctor: Let me look. Your heart is regular. I see some bruising of the foot.\nPatient: Okay."
    visit = dialogue_of(turns(said), {})
    told = Line(id="x", part="exam", text="The heart is regular.", turns=(1,))

    assert [o.why for o in omissions([told], visit)] == ["Not in the note: bruise, a finding."]
    assert omissions([told], visit)[0].part == "exam"
