"""A dose or a measurement never comes out as another number: what can mean two things keeps its words."""

import pytest

from scenarios.medical_notes.writing.hearing import cleaned


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("metronidazole four hundred three times a day", "metronidazole 400 three times a day"),
        ("Gabapentin, three hundred two times a day.", "Gabapentin, 300 two times a day."),
        ("clenil fifty two puffs twice a day", "clenil 50 two puffs twice a day"),
        ("Seretide two hundred fifty two puffs", "Seretide 250 two puffs"),
        ("it was minus one point six two years ago", "it was minus 1.6 two years ago"),
        ("it was two point one four months ago", "it was 2.1 four months ago"),
    ],
)
def test_a_dose_and_how_often_it_is_taken_are_two_numbers(said: str, read: str) -> None:
    assert cleaned(said) == read


@pytest.mark.parametrize(
    "said",
    [
        "put it up to a hundred three weeks ago",
        "sertraline fifty two weeks",
        "furosemide forty two tablets",
        "zero point two five tablets",
        "thirty four and two",
        "thirty six and four, by the scan",
        "six sixty in the left, six thirty six in the right",
        "twenty forty with my glasses",
        "two of the seventy fives",
        "ninety two ninety three is usual for him",
        "take two twenty at night",
        "a few hundred and sixty",
    ],
)
def test_what_can_mean_two_numbers_keeps_its_words(said: str) -> None:
    assert cleaned(said) == said


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("for the last twenty two weeks", "for the last 22 weeks"),
        ("hundred and sixty two over ninety four", "162/94"),
        ("the hundred and fifty microgram", "the 150 micrograms"),
        ("forty for five twenty for five ten for five", "40 for five twenty for five ten for five"),
        ("platelets six sixty", "platelets 660"),
        ("in twenty eighteen", "in 2018"),
    ],
)
def test_what_can_mean_one_number_only_is_written_in_digits(said: str, read: str) -> None:
    assert cleaned(said) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("twelve French if she's got one. No, make it a fourteen", "14 French if she's got one"),
        ("two scars, no, one scar", "one scar"),
        ("thirty one two weeks ago, no sorry, three weeks ago", "thirty one two weeks ago, no sorry, three weeks ago"),
        ("take fifty, sorry, twenty five milligrams", "take 25 mg"),
    ],
)
def test_a_correction_takes_the_place_of_what_it_corrects_alone(said: str, read: str) -> None:
    assert cleaned(said) == read


@pytest.mark.parametrize(
    "said",
    [
        "Do you know your usual weight?",
        "Do you know what of?",
        "So you know your choices.",
        "I had to go to the ER.",
        "then i went to the er the next day",
        "no no and no",
    ],
)
def test_words_that_say_something_are_no_fillers(said: str) -> None:
    assert cleaned(said) == said


@pytest.mark.parametrize(
    ("said", "read"), [("It's, you know, sore.", "It's, sore."), ("So, er, it was, um, fine.", "So, it was, fine.")]
)
def test_fillers_are_left_out(said: str, read: str) -> None:
    assert cleaned(said) == read
