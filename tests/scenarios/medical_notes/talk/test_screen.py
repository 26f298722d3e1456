"""What looks like personal data and is a measurement stays for the model to read; names never do."""

import pytest

from scenarios.medical_notes.talk import Screen, known


@pytest.mark.parametrize(
    "said",
    [
        "Clinician: Sats 91 on air, 96 on two litres.",
        "Clinician: Creatinine 130, up from 95.",
        "Father: 4.6 kilos on Friday. He was 4.9 kg the week before.",
        "Wife: They put the ramipril down to five in March.",
    ],
)
def test_measurements_doses_and_weekdays_stay(said: str) -> None:
    assert Screen(known([], {})).hide([said]) == [said]


def test_an_age_over_ninety_does_not() -> None:
    [hidden] = Screen(known([], {})).hide(["Patient: I am 96 years old, sats 97."])

    assert "96" not in hidden


@pytest.mark.parametrize("name", ["Margaret Good", "Will Little", "Allegra Monday", "Yasmin Right"])
def test_a_name_of_common_words_or_drugs_that_the_visit_knows_never_comes_back(name: str) -> None:
    screen = Screen(known([], {"name": name}))
    [hidden] = screen.hide([f"Clinician: {name} was seen. Patient: I'm {name}, my mother was {name} too."])

    assert not any(word in hidden for word in name.split())


def test_a_neighbours_name_of_common_words_stays_hidden_in_a_sentence() -> None:
    [hidden] = Screen(known([], {})).hide(["Patient: My neighbour Mr Good rang, and Mrs Little has the key."])

    assert "Good" not in hidden
    assert "Little" not in hidden
