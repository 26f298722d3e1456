"""Say less: the year of a day, three digits of a postal code, "90+" for the oldest."""

import re

from minigiants.privacy._vocabulary import RESTRICTED

_ZIP = re.compile(r"\s*([0-9]{3})[0-9]{2}(?:[-\s]?[0-9]{4})?\s*")
_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NOT_YEARS = re.compile(r"\b(?:months?|mos?|weeks?|wks?|days?|hours?|hrs?|minutes?)\b", re.IGNORECASE)
_OLDEST = re.compile(r"ninet(?:y|ies)|hundred|nonagenarian|centenarian", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teens?|twent\w+|thirt\w+|fort\w+|fift\w+"
    r"|sixt\w+|sevent\w+|eight\w+)\b",
    re.IGNORECASE,
)


def generalize(type_: str, value: str) -> str | None:
    """Return the general form of `value`, None when there is none.

    >>> generalize("ZIP_CODE", "02139"), generalize("DATE", "July 4, 2019"), generalize("AGE", "93")
    ('021', '2019', '90+')
    """
    if type_ == "AGE":
        return _age(value)
    if type_ == "ZIP_CODE":
        area = _ZIP.fullmatch(value)
        return None if area is None else "000" if area[1] in RESTRICTED else area[1]
    years = set(_YEAR.findall(value)) if type_ in {"DATE", "YEAR"} else set()
    return years.pop() if len(years) == 1 else None


def _age(value: str) -> str | None:
    """Return an age under 90 as it is, and "90+" for all others."""
    numbers = [float(number) for number in _NUMBER.findall(value)]
    if _NOT_YEARS.search(value) and max(numbers, default=0) < 1080 and not re.search("year|yr|y/?o", value):
        return value
    if _OLDEST.search(value) or max(numbers, default=0) >= 90:
        return "90+"
    return value if numbers or _WORDS.search(value) else None
