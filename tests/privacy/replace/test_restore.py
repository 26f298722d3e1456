import pytest

from minigiants.privacy.replace.scrubbed import Scrubbed
from tests.privacy.replace.marking import scrubber

VALUES = [("PERSON", "Ann Lee"), ("PERSON", "Ben Ray"), ("DATE", "July 4, 2019"), ("AGE", "50"), ("SSN", "123-45-6789")]


@pytest.fixture(scope="module")
def visit() -> Scrubbed:
    return scrubber("label", *VALUES).scrub("Ann Lee and Ben Ray came on July 4, 2019. She is 50. SSN 123-45-6789.")


@pytest.mark.parametrize("text", ["<PERSON_1> is well.", "**<PERSON_1>**", "(<PERSON_1>)", "`<PERSON_1>`"])
def test_a_label_is_replaced_and_what_stands_around_it_stays(visit: Scrubbed, text: str) -> None:
    restored = visit.restore(text)

    assert restored.text == text.replace("<PERSON_1>", "Ann Lee")
    assert restored.repaired == restored.unknown == ()


@pytest.mark.parametrize(
    ("text", "expected", "mended"),
    [
        ("<person_1> slept", "Ann Lee slept", "<person_1>"),
        ("<PERSON 1> slept", "Ann Lee slept", "<PERSON 1>"),
        ("<PERSON-1> slept", "Ann Lee slept", "<PERSON-1>"),
        ("< PERSON_1 > slept", "Ann Lee slept", "< PERSON_1 >"),
        ("<<PERSON_1>> slept", "Ann Lee slept", "<<PERSON_1>>"),
        ("[PERSON_1] slept", "Ann Lee slept", "[PERSON_1]"),
        ("{Person_1} slept", "Ann Lee slept", "{Person_1}"),
        ("PERSON_1 slept", "Ann Lee slept", "PERSON_1"),
        ("PERSON 1 slept", "Ann Lee slept", "PERSON 1"),
        ("PERSON1 slept", "Ann Lee slept", "PERSON1"),
        ("person_1 slept", "Ann Lee slept", "person_1"),
        ("Person 1 slept", "Ann Lee slept", "Person 1"),
        ("<PERSON_1 slept", "Ann Lee slept", "<PERSON_1"),
        ("PERSON_1> slept", "Ann Lee slept", "PERSON_1>"),
        ("<PERSON_1/> slept", "Ann Lee slept", "<PERSON_1/>"),
        ("<PERSON_01> slept", "Ann Lee slept", "<PERSON_01>"),
        (r"\<PERSON_1\> slept", "Ann Lee slept", r"\<PERSON_1\>"),
        (r"<PERSON\_1> slept", "Ann Lee slept", r"<PERSON\_1>"),
        ("&lt;PERSON_1&gt; slept", "Ann Lee slept", "&lt;PERSON_1&gt;"),
        ("(PERSON_1) slept", "(Ann Lee) slept", "PERSON_1"),
        ("PERSON_1's bed", "Ann Lee's bed", "PERSON_1"),
        ("<PERSON_1's> bed", "Ann Lee's bed", "<PERSON_1's>"),
        ("<SSN 1>", "123-45-6789", "<SSN 1>"),
    ],
)
def test_a_mangled_label_is_repaired_and_told(visit: Scrubbed, text: str, expected: str, mended: str) -> None:
    restored = visit.restore(text)

    assert restored.text == expected
    assert restored.repaired == (mended,)
    assert restored.unknown == ()


@pytest.mark.parametrize(
    "said",
    [
        "<PERSON_7>",
        "PERSON_7",
        "[Person 7]",
        "<PERSON>",
        "<DOCTOR_1>",
        "<PERSON_1_2>",
        "person 1",
        "AGE 1",
        "<FAX_NUMBER_1>",
    ],
)
def test_what_stands_for_nothing_or_is_doubtful_is_told_and_left(visit: Scrubbed, said: str) -> None:
    restored = visit.restore(f"It is {said}, today.")

    assert restored.text == f"It is {said}, today."
    assert restored.unknown == (said,)
    assert restored.repaired == ()


@pytest.mark.parametrize(
    "text",
    [
        "At age 50 a person 20 years older",
        "AGE 50, YEAR 2019, ID 12",
        "a <b>bold</b> word, 3 < 5 > 2, [1]",
        "in person; persons 12; personal",
        "phone number 5",
    ],
)
def test_ordinary_writing_is_left_without_a_word(visit: Scrubbed, text: str) -> None:
    restored = visit.restore(text)

    assert restored.text == text
    assert restored.unknown == restored.repaired == ()


def test_two_labels_in_one_pair_of_brackets_are_both_repaired(visit: Scrubbed) -> None:
    assert visit.restore("<PERSON_1, PERSON_2> came").text == "Ann Lee, Ben Ray came"


def test_what_is_put_back_is_never_read_as_a_label_again() -> None:
    scrubbed = scrubber("label", ("PERSON", "<PERSON_2>"), ("PERSON", "Ann")).scrub("<PERSON_2> saw Ann")

    assert scrubbed.restore("<PERSON_1>; <PERSON_3>").text == "<PERSON_2>; Ann"


def test_a_number_is_read_whole() -> None:
    values = [("ID", f"no{n:02}") for n in range(1, 13)]
    scrubbed = scrubber("label", *values).scrub(" ".join(value for _, value in values))

    assert scrubbed.restore("<ID_1> <ID_12> ID_11").text == "no01 no12 no11"


def test_labels_of_earlier_texts_about_the_same_person_are_put_back_too(visit: Scrubbed) -> None:
    later = scrubber("label", ("PERSON", "Cleo Fox")).scrub("Cleo Fox called.", names=visit.names)

    assert later.restore("<PERSON_1> and <PERSON_3>").text == "Ann Lee and Cleo Fox"


def test_substitutes_are_put_back_whole_or_in_part(key: bytes) -> None:
    values = [("PERSON", "Ann Lee"), ("PHONE_NUMBER", "(617) 555-2368"), ("DATE", "July 4, 2019")]
    scrubbed = scrubber("substitute", *values, key=key).scrub("Ann Lee, (617) 555-2368, July 4, 2019")
    name, phone, day = (r.text for r in scrubbed.replacements)
    first, last = name.split()

    restored = scrubbed.restore(f"Call Ms. {last.upper()} ({first}) at {phone}; she, {name}, came {day}.")

    assert restored.text == "Call Ms. LEE (Ann) at (617) 555-2368; she, Ann Lee, came July 4, 2019."


def test_a_substitute_that_stands_for_two_things_is_told_and_left(key: bytes) -> None:
    values = [("DATE", "July 4, 2019"), ("DATE", "July  4, 2019")]
    scrubbed = scrubber("shift", *values, key=key).scrub("July 4, 2019")
    day = scrubbed.replacements[0].text
    scrubbed.names.remember(day, "another day")

    restored = scrubbed.restore(f"on {day} and")

    assert (restored.text, restored.unknown) == (f"on {day} and", (day,))


def test_what_is_general_is_not_made_exact_in_a_new_text() -> None:
    scrubbed = scrubber("generalize", ("ZIP_CODE", "02139"), ("AGE", "93")).scrub("02139, 93")

    assert scrubbed.restore("021 and 90+ of them").text == "021 and 90+ of them"
    assert scrubbed.restore(scrubbed.text).text == "02139, 93"
