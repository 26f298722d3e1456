"""Personal data is found where it stands, once, and nothing is passed on when the search fails."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from minigiants.privacy import TYPES, Entity, Finder, Known, PrivacyError, open_finder


def found(text: str, known: Known | None = None) -> list[tuple[str, str]]:
    (entities,) = open_finder()([text], known=known)
    return [(e.type, text[e.start : e.end]) for e in entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to ann.lee+x@mail.example.org today.", ("EMAIL_ADDRESS", "ann.lee+x@mail.example.org")),
        ("See https://clinic.example/p/77?id=4.", ("URL", "https://clinic.example/p/77?id=4")),
        ("Blocked: 192.168.1.17 again", ("IP_ADDRESS", "192.168.1.17")),
        ("SSN 078-05-1120 on file", ("SSN", "078-05-1120")),
        ("MRN: LH-98765, stable", ("MEDICAL_RECORD_NUMBER", "LH-98765")),
        ("her medical record number is 00 123 456", ("MEDICAL_RECORD_NUMBER", "00 123 456")),
        ("Call (415) 555-0134 ext. 22", ("PHONE_NUMBER", "(415) 555-0134 ext. 22")),
        ("fax 410-555-0199", ("FAX_NUMBER", "410-555-0199")),
        ("card 4012 8888 8888 1881 expires", ("CREDIT_CARD", "4012 8888 8888 1881")),
        ("IBAN DE89 3704 0044 0532 0130 00", ("IBAN_CODE", "DE89 3704 0044 0532 0130 00")),
        ("NHS number 401 023 2137", ("MEDICAL_RECORD_NUMBER", "401 023 2137")),
        ("pacemaker serial number ABX-22913", ("DEVICE_ID", "ABX-22913")),
        ("VIN 1HGCM82633A004352 was seen", ("VEHICLE_ID", "1HGCM82633A004352")),
        ("policy number ZX-987654 lapsed", ("HEALTH_PLAN_NUMBER", "ZX-987654")),
        ("card 2221 0000 0000 0009 expires", ("CREDIT_CARD", "2221 0000 0000 0009")),
        ("ring (094) 500 80 46 at noon", ("PHONE_NUMBER", "(094) 500 80 46")),
        ("ring 0115 496 0355 at noon", ("PHONE_NUMBER", "0115 496 0355")),
        ("parked there, BP18 KLZ, all night", ("VEHICLE_ID", "BP18 KLZ")),
        ("UDI (01)00844588003288(17)141120", ("DEVICE_ID", "(01)00844588003288(17)141120")),
        ("iban gb53 ifxx 2406 9677 0295 92 no coughing", ("IBAN_CODE", "gb53 ifxx 2406 9677 0295 92")),
        ("her vehicle AL 3638 YAC, account", ("VEHICLE_ID", "AL 3638 YAC")),
        ("a 93-year-old man", ("AGE", "93")),
        ("The patient is 92. She lives alone", ("AGE", "92")),
        ("seen, 91y, alone", ("AGE", "91y")),
        ("a ninety-three year old man", ("AGE", "ninety-three")),
        ("on file: 219 09 9999, she", ("SSN", "219 09 9999")),
        ("her SSN ending in 6789 was", ("ID", "6789")),
        ("the last four digits of her card are 1881, she", ("ID", "1881")),
        ("from 2001:db8::ff00:42:8329 again", ("IP_ADDRESS", "2001:db8::ff00:42:8329")),
        ("write to j.roe at mail dot com", ("EMAIL_ADDRESS", "j.roe at mail dot com")),
        ("at the age of 91 she", ("AGE", "91")),
    ],
)
def test_what_has_a_shape_is_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "day",
    [
        "5/4/2023",
        "2023-05-04",
        "04.05.23",
        "May 4th, 2023",
        "4 May 2023",
        "the 4th of May",
        "4-May-23",
        "May 2023",
        "05/2023",
        "Sept. 3, 2021",
        "March 3-5, 2024",
        "20230504",
        "May 4",
        "the seventh of March, nineteen fifty",
        "twenty-third of June 2020",
        "Q3 2021",
        "early May",
        "New Year's Eve",
    ],
)
def test_days_are_found_in_every_form(day: str) -> None:
    assert ("DATE", day) in found(f"The wound was seen on {day}, and is dry.")


@pytest.mark.parametrize(
    "text",
    [
        "BP 120/80, pulse 72, pain 5/10, SpO2 98%.",
        "Lisinopril 10 mg daily, may 2 tablets be taken.",
        "Positive Babinski sign; Parkinson's disease; Foley catheter in place; HAS-BLED 3, HbA1c 7.2.",
        "COVID-19 in a patient with GERD and a Framingham risk score of 20%.",
        "HR: 93. Heart rate: 94. SpO2: 95. WBC: 4821, platelets: 9821, glucose 96.",
        "Potassium 4.1, sodium 138, glucose 5.6 mmol/L, 2000 kcal.",
        "He was given Zosyn and Vancomycin, then Levaquin; Haldol and Ativan prn.",
        "Aspirin 81 mg PO daily #30 RF 3. Klebsiella, Salmonella, Legionella.",
        "Kerley B lines; Glasgow Coma Scale 14; Salter-Harris II; Kocher clamp.",
        "CPT 99213, LOINC 4548-4, SNOMED 44054006, NDC 0093-7214-01; viral load 1200000 copies/mL.",
        "Dear Valued Customer, kind regards, Customer Support. Dear Sir or Madam, The Accounts Team.",
        "Click Settings > Account > Security. Excel and Outlook are supported. Microsoft Teams call at noon.",
        "The patient is 98% on room air. He was 95 kg.",
        "The rent is 950 euros a month. The answer is: 950 Euros a Month",
    ],
)
def test_medical_words_and_numbers_are_nobody(text: str) -> None:
    assert found(text) == []


KNOWN = Known(names=["Maria Johnson"], dates=[date(1950, 3, 7)], numbers=["AB-123 456"], others=["Alder Mill"])


@pytest.mark.parametrize(
    "mention",
    [
        "Maria",
        "JOHNSON",
        "maria johnson",
        "Jonson",
        "Johnsons",
        "M. Johnson",
        "Mar-\nia",
        "Johsnon",
        "AB 123-456",
        "ab123456",
        "3/7/1950",
        "7 March 1950",
        "1950-03-07",
        "Alder\nMill",
    ],
)
def test_what_is_known_is_found_however_it_is_written(mention: str) -> None:
    text = f"Then {mention} said so."

    (entities,) = open_finder()([text], known=KNOWN)

    covered = {i for e in entities for i in range(e.start, e.end)}
    start = text.index(mention)
    assert covered >= {i for i in range(start, start + len(mention)) if text[i].isalnum()}


def test_a_word_before_a_name_is_no_part_of_it() -> None:
    text = "Ask the manager. Ask Ann Lee."

    [found] = next(open_finder()([text]))

    assert text[found.start : found.end] == "Ann Lee"


def test_a_name_found_once_is_found_everywhere() -> None:
    text = "Seen by Dr. Odalys Brennecke. Plan discussed. brennecke is not it, but Brennecke is."
    known = Known(names=["Odalys Brennecke"])

    assert [value for _, value in found(text, known)][-1] == "Brennecke"


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Account 4471203 was billed. We credited {} then.", "4471203"),
        ("Pacemaker serial ABX-22913; the lead of {} works.", "ABX22913"),
        ("Phone: 617 555 0142. Ask for {} there.", "6175550142"),
        ("Seen by Dr. Odalys Brennecke. Later {} noted it.", "brennecke"),
        ("Seen by Dr. Odalys Brennecke.\nBY {}\n", "BRENNECKE"),
    ],
)
def test_a_value_found_by_the_words_around_it_is_found_without_them(text: str, again: str) -> None:
    assert again in [value for _, value in found(text.format(again))]


def test_a_search_that_fails_withholds_the_text() -> None:
    def broken(texts: Sequence[str]) -> Iterator[list[Entity]]:
        raise ValueError(texts[0])

    with pytest.raises(PrivacyError) as caught:
        list(Finder(tagger=broken)(["Maria Johnson"]))

    assert "Johnson" not in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(some.text(max_size=400))
def test_entities_are_sorted_apart_and_inside_any_text(text: str) -> None:
    (entities,) = open_finder()([text])

    assert all(e.type in TYPES for e in entities)
    assert all(a.end <= b.start for a, b in itertools.pairwise(entities))
    assert all(0 <= e.start < e.end <= len(text) for e in entities)


def test_a_long_text_is_searched_to_its_end() -> None:
    text = "The wound is dry and clean. " * 3000 + "Write to ann.lee@example.org."

    assert found(text)[-1] == ("EMAIL_ADDRESS", "ann.lee@example.org")
