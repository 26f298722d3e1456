"""Speech as a recorder writes it, without punctuation, keeps what matters in its place."""

from scenarios.medical_notes.note import Note
from scenarios.medical_notes.pipeline import sketch
from tests.scenarios.medical_notes.fakes import Writer, services

EAR = """[doctor] hey there what's going on today
[patient] my ear's been killing me since saturday and i can't hear well
[doctor] which ear
[patient] the right one
[doctor] alright let me take a look so the right canal is swollen and red the left ear is normal
[doctor] there is no mastoid tenderness
[doctor] you have otitis externa take tylenol 650 mg every six hours
[patient] can i use ibuprofen instead
[doctor] yeah that's fine
"""


def note() -> Note:
    return sketch({"dialogue": EAR}, services(Writer())).note


def test_what_a_patient_comes_for_is_never_left_out() -> None:
    assert "ear's been killing" in " ".join(line.text for line in note().of("subjective"))


def test_what_a_patient_asks_is_no_report() -> None:
    text = " ".join(line.text for line in note().lines)

    assert "The patient can use ibuprofen instead" in text
    assert "reports can" not in text


def test_measured_signs_and_what_is_heard_stand_under_the_exam() -> None:
    said = (
        "Doctor: What's going on?\nMother: He was wheezing all night.\nDoctor: Is he using the albuterol?\n"
        "Mother: Four times yesterday.\nDoctor: Any fever?\nMother: It was 100.8 with the ear thermometer.\n"
        "Doctor: Let me listen. Oxygen is 95 percent, temperature 99.9. "
        "There are wheezes on both sides, more on the left. It looks like asthma.\n"
    )
    made = sketch({"dialogue": said}, services(Writer())).note

    exam = " ".join(line.text for line in made.of("exam"))
    assert "Oxygen is 95%" in exam
    assert "wheezes on both sides" in exam
    assert "Albuterol: four times yesterday." in [line.text for line in made.lines]
    assert "100.8 with the ear thermometer" in " ".join(line.text for line in made.of("subjective"))
