"""Move dates by the same number of days, in the form in which they are written."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from minigiants.language import MONTH, MONTH_SHORT, MONTHS
from minigiants.privacy.replace.choice import Choice
from minigiants.privacy.replace.session import Names

_MONTHS = [month.title() for month in MONTHS]
_MONTH = rf"(?P<month>{MONTH}|{MONTH_SHORT})(?![^\W\d_])"
_DAY = r"(?P<day>[0-9]{1,2})(?P<nth>st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_END = r"(?![0-9])"
_FORMS = [
    re.compile(form + _END, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<sep>[-/.])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})",
        r"(?P<a>[0-9]{1,2})(?P<sep>[-/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})",
        rf"{_MONTH}\.?[\s-]*{_DAY}(?:,\s*|[\s-]+)(?:of\s+)?{_YEAR}",
        rf"{_DAY}[\s-]*(?:of\s+)?{_MONTH}\.?(?:,\s*|[\s/-]*)(?P<year>[0-9]{{4}}|(?<=-)[0-9]{{2}})",
        rf"{_MONTH}\.?(?:,\s*|[\s/-]*)(?:of\s+)?(?P<year>[0-9]{{4}}|(?<=-)[0-9]{{2}})",
        rf"{_MONTH}\.?\s*{_DAY}",
        rf"{_DAY}\s*(?:of\s+)?{_MONTH}",
        _MONTH,
        rf"(?P<m>[0-9]{{1,2}})[/-]{_YEAR}",
        r"(?P<a>[0-9]{1,2})(?P<sep>/)(?P<b>[0-9]{1,2})(?!/)",
        _YEAR,
    )
]
_CLOCK = re.compile(
    r"(?:[0-9]{1,2}\s*[ap]\.?m\b|(?:T|,?\s*)(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?|on|of|the|at|from|to|and|through|until|till"
    r"|between|in|by|or|early|late|mid|since|before|after|around|about|a\.?m|p\.?m)(?![^\W_])",
    re.IGNORECASE,
)


def shift(names: Names, value: str) -> str | None:
    """Move the dates in `value`, None when it says more than dates or something is no date.

    Whole weeks, up to a year and never none: weekdays stay right, and intervals are kept. A date without a day moves
    from the middle of its month or year.

    >>> shift(Names(key=b"k"), "Thursday, July 4, 2019")
    'Thursday, March 14, 2019'
    """
    try:
        new = "".join(_moved(value, names.day_first, days(names)))
    except (ValueError, OverflowError):
        return None
    if len(value) > 4 and any(map(str.isdecimal, value)):
        names.remember(new, value)
    return new


def days(names: Names) -> timedelta:
    """Return by how much the dates about this person are moved."""
    weeks = Choice(names.key, "shift").below(104) - 52
    return timedelta(weeks=weeks if weeks < 0 else weeks + 1)


def is_day_first(values: Iterable[str]) -> bool:
    """Say whether one of the dates can only be read with the day first, such as 25/12/2019.

    >>> is_day_first(["4/7/2019", "25/12/2019"])
    True
    """
    written = (re.match(r"\s*([0-9]{1,2})[-/]([0-9]{1,2})(?![0-9])", value) for value in values)
    return any(m is not None and 12 < int(m[1]) <= 31 and int(m[2]) <= 12 for m in written)


def _moved(value: str, day_first: bool, by: timedelta) -> Iterable[str]:
    at = 0
    while at < len(value):
        date_there = next((m for form in _FORMS if (m := form.match(value, at))), None)
        other = _CLOCK.match(value, at) or _WORD.match(value, at)
        if other and not (date_there and date_there.end() >= other.end()):
            yield other[0]
            at = other.end()
        elif date_there:
            yield _spliced(date_there, day_first, by)
            at = date_there.end()
        elif value[at].isalnum():
            raise ValueError("not a date")
        else:
            yield value[at]
            at += 1


def _spliced(match: re.Match[str], day_first: bool, by: timedelta) -> str:
    parts_of = {name: text for name, text in match.groupdict().items() if text}
    first = False
    if "a" in parts_of:
        first = int(parts_of["a"]) > 12 or parts_of["sep"] == "." or (day_first and int(parts_of["b"]) <= 12)
        parts_of["d" if first else "m"], parts_of["m" if first else "d"] = parts_of["a"], parts_of["b"]
    new = _written(parts_of, _read(parts_of) + by)
    if "a" in parts_of:
        new["a"], new["b"] = (new["d"], new["m"]) if first else (new["m"], new["d"])
    parts, at = [], match.start()
    for name in sorted((n for n in new if n in match.re.groupindex and match[n]), key=match.start):
        parts += [match.string[at : match.start(name)], new[name]]
        at = match.end(name)
    return "".join([*parts, match.string[at : match.end()]])


def _read(parts_of: Mapping[str, str]) -> date:
    """Return the day that is meant; what is not said is taken from the middle."""
    year = int(parts_of.get("year", 0))
    if len(parts_of.get("year", "")) == 2:
        year += 1900 if year > 68 else 2000
    named = parts_of.get("month", "")[:3].title()
    month = int(parts_of.get("m", 0)) or next((n for n, m in enumerate(_MONTHS, 1) if named and m.startswith(named)), 7)
    day = int(parts_of.get("d") or parts_of.get("day") or 0) or (15 if "m" in parts_of or named else 2)
    any_year = 2004 if (month, day) == (2, 29) else 2001
    return date(year if "year" in parts_of else any_year, month, day)


def _written(parts_of: Mapping[str, str], new: date) -> dict[str, str]:
    """Write the parts of `new` as the parts that were said."""
    wide = all(len(parts_of[part]) == 2 for part in ("d", "m") if part in parts_of)
    month = _MONTHS[new.month - 1]
    old = parts_of.get("month", "")
    month = month if old.title() in _MONTHS else month[:3]
    return {
        "year": f"{new.year:04}"[-len(parts_of.get("year", "0000")) :],
        "m": f"{new.month:02}" if wide else str(new.month),
        "d": f"{new.day:02}" if wide else str(new.day),
        "day": f"{new.day:02}" if parts_of.get("day", "").startswith("0") else str(new.day),
        "nth": _nth(new.day),
        "month": month.upper() if old.isupper() else month.lower() if old.islower() else month,
    }


def _nth(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
