import re

import pytest

from minigiants.privacy.replace.pools import family_names, given_names
from minigiants.privacy.replace.session import Names
from tests.privacy.replace.marking import scrubber


def substituted(key: bytes, *values: tuple[str, str], text: str = "") -> list[str]:
    """Substitute the values of one text, in its order."""
    text = text or "; ".join(value for _, value in values)
    scrubbed = scrubber("substitute", *values, key=key).scrub(text)
    assert scrubbed.restore().text == text
    return [r.text for r in scrubbed.replacements]


@pytest.mark.parametrize(
    ("type_", "value", "form"),
    [
        ("PERSON", "James T.", r"[A-Z][a-z]+ [A-Z]\."),
        ("PERSON", "Dr. Anne-Marie O'Brien, MD", r"Dr\. [A-Z][a-z]+-[A-Z][a-z]+ [A-Z][a-z]+, MD"),
        ("PERSON", "SMITH, JOHN", r"[A-Z]{4,}, [A-Z]{4,}"),
        ("PERSON", "john smith jr.", r"[a-z]+ [a-z]+ jr\."),
        ("PERSON", "Lopez's", r"[A-Z][a-z]+'s"),
        ("PHONE_NUMBER", "(617) 253-2368", r"\([2-9]\d\d\) 555-01\d\d"),
        ("PHONE_NUMBER", "1-617-253-2368", r"1-[2-9]\d\d-555-01\d\d"),
        ("FAX_NUMBER", "253.2368", r"555\.01\d\d"),
        ("PHONE_NUMBER", "+49 30 1234567-8", r"\+\d\d \d\d \d{7}-\d"),
        ("SSN", "123-45-6789", r"9\d\d-\d\d-\d{4}"),
        ("MEDICAL_RECORD_NUMBER", "MR-004217", r"[A-Z]{2}-\d{6}"),
        ("VEHICLE_ID", "7abC123", r"\d[a-z]{2}[A-Z]\d{3}"),
        ("EMAIL_ADDRESS", "ann@mgh.org", r"[a-z]+\.[a-z]+@example\.(com|net|org)"),
        ("URL", "https://www.mgh.org/p/12", r"https://www\.[a-z]+\.example\.(com|net|org)/[a-z]/\d\d"),
        ("URL", "mgh.org", r"[a-z]+\.example\.(com|net|org)"),
        ("IP_ADDRESS", "18.7.22.83", r"198\.1[89]\.\d+\.\d+"),
        ("IP_ADDRESS", "00:1B:44:11:3A:B7", r"([0-9a-f]{2}:){5}[0-9a-f]{2}"),
        ("IP_ADDRESS", "fe80::1", r"2001:db8:[0-9a-f:]+"),
        ("USERNAME", "alee77", r"[a-z]+\d\d"),
        ("ZIP_CODE", "02139-4301", r"\d{5}-\d{4}"),
        ("ADDRESS", "12 Oak Street, Apt 4", r"\d\d [A-Z][a-z]+ Street, Apt \d"),
        ("ADDRESS", "7 Elm St, Apt B", r"\d [A-Z][a-z]+ St, Apt [A-Z]"),
        ("ADDRESS", "12 North Street", "<ADDRESS_1>"),
        ("ADDRESS", "221 5th Avenue", "<ADDRESS_1>"),
        ("FACILITY", "Massachusetts General Hospital", r"[A-Z][a-z]+ General Hospital"),
        ("ORGANIZATION", "Acme Rockets Inc.", r"[A-Z][a-z]+ Inc\."),
        ("LOCATION", "Cambridge, MA", r"[A-Z][a-z]+, [A-Z]{2}"),
        ("LOCATION", "Cambridge, MA", r".*, (?!MA)[A-Z]{2}"),
        ("LOCATION", "Germany", r"[A-Z].+"),
        ("AGE", "47 years", r"4[5689] years"),
        ("AGE", "93", "90"),
        ("AGE", "forty", "<AGE_1>"),
        ("NRP", "Lutheran", "<NRP_1>"),
        ("ID", "!!", "<ID_1>"),
        ("FACILITY", "General Hospital", "<FACILITY_1>"),
        ("DATE", "someday", "<DATE_1>"),
    ],
)
def test_a_substitute_keeps_the_form_of_its_value(key: bytes, type_: str, value: str, form: str) -> None:
    (new,) = substituted(key, (type_, value))

    assert re.fullmatch(form, new), new
    assert new != value


def test_parts_of_a_name_become_the_parts_of_its_substitute(key: bytes) -> None:
    people = ["Dr. John Smith", "SMITH, John", "J. Smith", "Smith", "John", "Mary Smith"]

    full, turned, short, last, first, wife = substituted(key, *(("PERSON", p) for p in people))

    given, family = full.removeprefix("Dr. ").split()
    assert turned == f"{family.upper()}, {given}"
    assert short == f"{given[0]}. {family}"
    assert (last, first) == (family, given)
    assert wife.endswith(f" {family}")
    assert wife != f"{given} {family}"


def test_first_names_keep_their_gender(key: bytes) -> None:
    people = ["John", "Mary", "Mrs. Ng Xu"]

    man, woman, told = substituted(key, *(("PERSON", p) for p in people))

    assert man in given_names("m")
    assert woman in given_names("f")
    assert told.split()[1] in given_names("f")


def test_one_number_in_two_forms_is_one_number(key: bytes) -> None:
    one, other = substituted(key, ("PHONE_NUMBER", "(617) 253-2368"), ("PHONE_NUMBER", "617.253.2368"))

    assert re.sub(r"\D", "", one) == re.sub(r"\D", "", other)


def test_the_key_decides_in_every_text_of_every_day(key: bytes) -> None:
    value = ("PERSON", "Jane Roe")

    assert substituted(key, value) == substituted(key, value, text="Later, Jane Roe called.")
    assert substituted(key, value) != substituted(b"another key of thirty-two bytes!", value)


def test_without_a_key_two_texts_have_nothing_in_common() -> None:
    scrub = scrubber("substitute", ("SSN", "123-45-6789"))

    assert len({scrub.scrub("123-45-6789").text for _ in range(5)}) > 1


def test_a_substitute_is_no_word_of_the_text(key: bytes) -> None:
    chosen = [substituted(key, ("PERSON", "Roe"))[0]]
    for _ in range(5):
        text = f"Roe. {' '.join(chosen)}"
        chosen += substituted(key, ("PERSON", "Roe"), text=text)

    assert len(set(chosen)) == 6


def test_a_substitute_gives_way_when_a_later_text_has_somebody_of_that_name(key: bytes) -> None:
    names = Names(key=key)
    new = scrubber("substitute", ("PERSON", "Roe")).scrub("Roe", names=names).text

    scrub = scrubber("substitute", ("PERSON", "Roe"), ("PERSON", new))
    later = scrub.scrub(f"Roe, {new}", names=names).text

    assert new not in later.split(", ")
    assert len(set(later.split(", "))) == 2


def test_different_people_get_different_names(key: bytes) -> None:
    people = [f"{given} {family}" for given, family in zip(given_names()[:150], family_names()[:150], strict=True)]

    new = substituted(key, *(("PERSON", p) for p in people))

    assert len(set(new)) == len(people)
    assert not {w for p in new for w in p.split()} & {w for p in people for w in p.split()}


def test_a_name_for_which_no_other_is_left_becomes_a_label(key: bytes) -> None:
    text = f"Ann Roe. {' '.join(family_names())}"

    assert substituted(key, ("PERSON", "Ann Roe"), text=text) == ["<PERSON_1>"]


@pytest.mark.parametrize("name", ["李明", "Иван Петров", "José Núñez", "Jose\u0301 Nun\u0303ez", "محمد", "Ann 3", "🙂"])
def test_names_of_any_script_leave_nothing_behind(key: bytes, name: str) -> None:
    (new,) = substituted(key, ("PERSON", name))

    assert not set(re.findall(r"[^\W_]{2,}", name)) & set(re.findall(r"[^\W_]{2,}", new))
    assert "\u0301" not in new
