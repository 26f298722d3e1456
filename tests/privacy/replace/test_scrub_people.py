import pytest

from minigiants.privacy.replace.people import split_name, words
from minigiants.privacy.replace.session import Names
from tests.privacy.replace.marking import scrubber


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("Dr. John Smith", ("Dr. ", "John Smith", "")),
        ("Mrs Smith's", ("Mrs ", "Smith", "'s")),
        ("Prof. Dr. Ann Lee, MD", ("Prof. Dr. ", "Ann Lee", ", MD")),
        ("James’", ("", "James", "’")),
        ("Drake", ("", "Drake", "")),
        ("Kim Do", ("", "Kim Do", "")),
        ("Dr.", ("", "Dr.", "")),
        ("Mr. 5", ("", "Mr. 5", "")),
    ],
)
def test_titles_and_endings_are_no_part_of_a_name(value: str, parts: tuple[str, str, str]) -> None:
    assert split_name(value) == parts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SMITH, John T.", ["john", "t", "smith"]),
        ("Anne-Marie O'Brien", ["anne", "marie", "o'brien"]),
        ("John Smith Jr.", ["john", "smith", "jr"]),
        ("José Núñez", ["josé", "núñez"]),
    ],
)
def test_words_come_with_the_family_name_last(name: str, expected: list[str]) -> None:
    assert words(name) == expected


def labelled(*people: str) -> list[str]:
    """Label the names of one text, in its order."""
    text = "; ".join(people)
    scrubbed = scrubber("label", *(("PERSON", value) for value in people)).scrub(text)
    assert scrubbed.restore().text == text
    return scrubbed.text.split("; ")


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (["John Smith", "john  smith", "JOHN SMITH"], ["<PERSON_1>", "<PERSON_1>", "<PERSON_1>"]),
        (["Smith", "Dr. John Smith"], ["<PERSON_1>", "Dr. <PERSON_1>"]),
        (["John Smith", "Smith, John", "J. Smith"], ["<PERSON_1>", "<PERSON_1>", "<PERSON_1>"]),
        (["John Smith", "Mary Smith", "Smith"], ["<PERSON_1>", "<PERSON_2>", "<PERSON_3>"]),
        (["Mr. John Smith", "Mrs. Smith"], ["Mr. <PERSON_1>", "Mrs. <PERSON_2>"]),
        (["John Smith Jr.", "John Smith Sr."], ["<PERSON_1>", "<PERSON_2>"]),
        (["John S.", "J. Smith"], ["<PERSON_1>", "<PERSON_2>"]),
        (["Ann Lee's", "Ann Lee"], ["<PERSON_1>'s", "<PERSON_1>"]),
    ],
)
def test_names_share_a_number_when_they_can_mean_one_person_only(people: list[str], expected: list[str]) -> None:
    assert labelled(*people) == expected


def test_a_short_name_of_an_earlier_text_finds_its_person() -> None:
    scrub = scrubber("label", ("PERSON", "Maria Lopez"), ("PERSON", "Lopez"))
    names = Names()

    texts = [s.text for s in scrub.scrub_all(["Lopez came.", "Maria Lopez left.", "Lopez slept."], names=names)]

    assert texts == ["<PERSON_1> came.", "<PERSON_1> left.", "<PERSON_1> slept."]


def test_a_name_that_may_mean_two_people_never_joins_a_third() -> None:
    values = [("PERSON", name) for name in ("John Smith", "Jane Smith", "Mary Smith", "Smith")]
    scrub = scrubber("label", *values)
    names = Names()

    scrub.scrub("John Smith, Jane Smith, Smith", names=names)

    assert scrub.scrub("Mary Smith, Smith", names=names).text == "<PERSON_4>, <PERSON_3>"


def test_a_label_stands_for_the_fullest_name_without_its_title() -> None:
    scrubbed = scrubber("label", ("PERSON", "Smith"), ("PERSON", "Dr. John Smith")).scrub("Smith is Dr. John Smith.")

    assert scrubbed.restore("Ask Dr. <PERSON_1>.").text == "Ask Dr. John Smith."


def test_a_title_before_a_name_tells_which_of_a_family_is_meant() -> None:
    values = [("PERSON", name) for name in ("Margaret Roe", "Brian Roe", "Roe")]

    scrubbed = scrubber("label", *values).scrub("Margaret Roe and Brian Roe. Ms. Roe slept, Mr. Roe left. Roe?")

    assert scrubbed.text == ("<PERSON_1> and <PERSON_2>. Ms. <PERSON_1> slept, Mr. <PERSON_2> left. <PERSON_3>?")
