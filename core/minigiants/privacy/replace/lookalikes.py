"""Make up numbers, addresses and names of places in the form of the real ones."""

import re
from collections.abc import Callable, Mapping

from minigiants.privacy.find.vocabulary import MADE_IN_SHAPE, PLACE_WORDS
from minigiants.privacy.replace.choice import Choice
from minigiants.privacy.replace.people import WORD
from minigiants.privacy.replace.pools import city_ends, family_names, given_names, jobs, regions

_ASCII = "abcdefghijklmnopqrstuvwxyz"


def shaped(choice: Choice, value: str) -> str | None:
    """Write digits for digits and letters for letters, None when there are none.

    >>> re.fullmatch("[A-Z]{2}-[0-9]{4}", shaped(Choice(b"k"), "MR-0042") or "") is not None
    True
    """
    new = "".join(_character(choice, character) for character in value)
    return new if new != value else None


def _character(choice: Choice, character: str) -> str:
    if character.isdecimal():
        return str(choice.below(9) + 1 if character != "0" else choice.below(10))
    letter = choice.among(_ASCII) if character.isalpha() else character
    return letter.upper() if character.isupper() else letter


def _digits(value: str, digits: str) -> str:
    """Write `digits` where `value` has some."""
    row = iter(digits)
    return re.sub(r"\d", lambda _: next(row), value)


def _phone(choice: Choice, value: str) -> str | None:
    """Write a number of the 555-01xx range, which is nobody's, where the form is North American."""
    count = len(re.findall(r"\d", value))
    area = f"{2 + choice.below(8)}{choice.below(9)}{choice.below(10)}"
    line = f"55501{choice.below(10)}{choice.below(10)}"
    if count in {7, 10}:
        return _digits(value, line if count == 7 else area + line)
    return _digits(value, f"1{area}{line}") if count == 11 and "1" in value else shaped(choice, value)


def _ssn(choice: Choice, value: str) -> str | None:
    """Write a number of the area 9xx, which is never given out."""
    new = shaped(choice, value)
    return re.sub(r"\d", "9", new, count=1) if new else None


def _email(choice: Choice, _value: str) -> str:
    return f"{choice.among(given_names())}.{choice.among(family_names())}@example.{_end(choice)}".lower()


def _url(choice: Choice, value: str) -> str:
    scheme, path = re.match(r"\w+://|", value), re.search(r"(?<![:/])/[^/].*", value)
    www = "www." if "www." in value.casefold() else ""
    return (
        f"{scheme[0] if scheme else ''}{www}{choice.among(family_names()).lower()}.example.{_end(choice)}"
        f"{shaped(choice, path[0]) or '' if path else ''}"
    )


def _end(choice: Choice) -> str:
    return choice.among(("com", "net", "org"))


def _ip(choice: Choice, value: str) -> str | None:
    """Write an address of the ranges for tests and examples; a MAC address in its form."""
    if re.fullmatch(r"[\d.]+", value):
        return f"198.{18 + choice.below(2)}.{choice.below(256)}.{1 + choice.below(254)}"
    digits = re.sub(r"[0-9a-fA-F]", lambda _: f"{choice.below(16):x}", value)
    return "2001:db8:" + ":".join(f"{choice.below(65536):x}" for _ in range(6)) if value.count(":") != 5 else digits


def _user(choice: Choice, value: str) -> str:
    number = "".join(str(choice.below(10)) for _ in re.findall(r"\d", value))
    return f"{choice.among(given_names())[0]}{choice.among(family_names())}{number}".lower()


def _place(choice: Choice, value: str) -> str:
    return "".join(_region(choice, part) for part in re.split(r"(\s*[,;/]\s*)", value))


def _region(choice: Choice, part: str) -> str:
    if not WORD.search(part):
        return shaped(choice, part) or part
    of_kind = next((places for places in regions() if part in places), None)
    if of_kind:
        return choice.among([place for place in of_kind if place != part])
    return _like(_city(choice), part)


def _city(choice: Choice) -> str:
    return f"{choice.among(family_names())}{choice.among(city_ends())}"


def _named(choice: Choice, value: str) -> str | None:
    """Replace each run of words that are names, and the digits: "12 Oak St" by "47 Miller St"; None without a name."""
    run = rf"(?<!\w){WORD.pattern}(?:[ \t]+{WORD.pattern})*"
    new = re.sub(run, lambda m: _run(choice, m[0]), value)
    return None if new == value else re.sub(r"\d", lambda _: str(choice.below(10)), new)


def _run(choice: Choice, words: str) -> str:
    new: list[str] = []
    for word in words.split():
        if word.casefold().replace("’", "").replace("'", "") in PLACE_WORDS:
            new.append(word)
        elif len(word) == 1:
            new.append(_character(choice, word))
        elif not new or new[-1]:
            new += [_like(choice.among(family_names()), word), ""]
    return " ".join(filter(None, new))


def _like(new: str, old: str) -> str:
    return new.upper() if old.isupper() and len(old) > 1 else new.lower() if old.islower() else new


def _age(choice: Choice, value: str) -> str | None:
    """Write an age up to two years off, never another than 90 for the oldest."""
    number = re.search(r"[0-9]{1,3}", value)
    if not number:
        return None
    near = int(number[0]) + choice.among((-2, -1, 1, 2))
    new = 90 if int(number[0]) >= 89 else near if near > 0 else int(number[0]) + 1
    return f"{value[: number.start()]}{new}{value[number.end() :]}"


MAKERS: Mapping[str, Callable[[Choice, str], str | None]] = {
    **dict.fromkeys(MADE_IN_SHAPE, shaped),
    "PHONE_NUMBER": _phone,
    "FAX_NUMBER": _phone,
    "SSN": _ssn,
    "EMAIL_ADDRESS": _email,
    "URL": _url,
    "IP_ADDRESS": _ip,
    "USERNAME": _user,
    "LOCATION": _place,
    "ADDRESS": _named,
    "FACILITY": _named,
    "ORGANIZATION": _named,
    "AGE": _age,
    "TITLE": lambda choice, value: _like(choice.among(jobs()), value),
}
