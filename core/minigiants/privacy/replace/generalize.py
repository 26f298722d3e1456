"""Say less: the year of a day, three digits of a postal code, "90+" for the oldest."""

import re
from datetime import UTC, datetime

from minigiants.language import ONES, any_of
from minigiants.privacy.find.vocabulary import RESTRICTED

_ZIP = re.compile(r"\s*([0-9]{3})[0-9]{2}(?:[-\s][0-9]{4})?\s*")
_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NOT_YEARS = re.compile(r"\b(?:months?|mos?|weeks?|wks?|days?|hours?|hrs?|minutes?)\b", re.IGNORECASE)
_OLDEST = re.compile(r"ninet(?:y|ies)|hundred|nonagenarian|centenarian", re.IGNORECASE)
_WORDS = re.compile(
    rf"(?:{any_of(word for word, value in ONES.items() if 1 <= value <= 12)}|\w+teens?|twent\w+|thirt\w+"
    r"|fort\w+|fift\w+|sixt\w+|sevent\w+|eight\w+)",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"(?:years?|yrs?|y|yo|o|old|olds|aged?|months?|mos?|weeks?|wks?|days?|hours?|hrs?|minutes?|of|and|a|an|half|in|the"
    r"|his|her|their|early|mid|late|about|almost|nearly|over|under|s|m|f|male|female|yom|yof)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\w\s.½¼¾/+'’~<>≥≤–-]*")
OLDEST = 90
"""Years; ages from here on are one class (Safe Harbor, 45 CFR 164.514(b)(2)(i)(C))."""


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
    return years.pop() if len(years) == 1 and not tells_oldest(value) else None


def tells_oldest(value: str) -> bool:
    """Tell whether a year in `value`, were somebody born in it, gives away that they are 90 or older.

    >>> tells_oldest("May 4, 1928"), tells_oldest("May 4, 2019")
    (True, False)
    """
    return any(int(year) <= datetime.now(UTC).year - OLDEST for year in _YEAR.findall(value))


def _age(value: str) -> str | None:
    """Return an age under 90 as it is, "90+" for all others, and None for what is more or less than an age."""
    words = _WORD.findall(value)
    numbers = [float(number) for number in _NUMBER.findall(value)]
    counted = [word for word in words if _WORDS.fullmatch(word)]
    if _NOT_YEARS.search(value) and max(numbers, default=0) < 12 * OLDEST and not re.search("year|yr|y/?o", value):
        oldest = False
    else:
        oldest = bool(_OLDEST.search(value)) or max(numbers, default=0) >= OLDEST
    if oldest:
        return "90+"
    whole = _MARKS.fullmatch(value) and all(_WORDS.fullmatch(word) or _UNITS.fullmatch(word) for word in words)
    return value if whole and (numbers or counted) else None
