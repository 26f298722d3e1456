"""Find dates, months, weekdays and times of day in one form, whichever way they are written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minigiants.grounding._text import clean
from minigiants.language import MONTH_OR_SHORT, MONTHS, ONES, ORDINALS, TENS, WEEKDAYS, any_of, month_of

ORDINAL_DAYS = {
    **{word: value for word, value in ORDINALS.items() if value in (*range(1, 21), 30)},
    **{
        f"{tens}{joint}{one}": TENS[tens] + ORDINALS[one]
        for tens in ("twenty", "thirty")
        for joint in "- "
        for one in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
        if TENS[tens] + ORDINALS[one] < 32
    },
}
"""Day of a month in words -> its number: "the thirtieth day of June"."""
_MONTH = rf"(?P<month>{MONTH_OR_SHORT})\b\.?"
_DAY = r"(?<![\w.])(?P<day>\d{1,2})(?:(?:st|nd|rd|th)(?: day)?)?"
_DAY_WORD = rf"(?<!\w)(?P<dayword>{'|'.join(sorted(ORDINAL_DAYS, key=len, reverse=True))})(?: day)?"
_HOUR_WORD = r"(?P<hourword>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_FORMS = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        r"(?<![\w.])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
        r"(?<![\w./])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\w/-])",
        rf"{_DAY}(?: of)?[ -]{_MONTH}(?:,?[ -](?:of )?{_YEAR})?",
        rf"{_DAY_WORD}(?: of)? {_MONTH}(?:,? (?:of )?{_YEAR})?",
        rf"(?<!\w){_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w])(?:,? {_YEAR})?",
        rf"(?<!\w){_MONTH},?(?: of)? {_YEAR}",
        rf"(?<!\w)(?P<part>half|quarter) (?P<side>past|to) {_HOUR_WORD}(?!\w)",
        r"(?<![\w/.-])(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/])",
        r"(?<![\w:.])(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?: ?(?P<half>[ap])(?:m\b|\.m\.))",
        r"(?<![\w:.])(?P<hour>\d{1,2})\.(?P<minute>\d{2})(?: ?(?P<half>[ap])(?:m\b|\.m\.))",
        r"(?<![\w:.])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\w:])",
        rf"(?<!\w)(?P<weekday>{any_of(WEEKDAYS)})s?(?!\w)",
        r"(?<!\w)(?P<word>noon|midday|midnight)(?!\w)",
    )
)
_MONTH_ALONE = re.compile(
    rf"(?<!\w)(?:(?P<month>{any_of(month.title() for month in MONTHS if month not in ('march', 'may'))})"
    r"|(?:[Ii]n|[Bb]y|[Oo]f|[Ss]ince|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id|[Ll]ast|[Nn]ext|[Dd]uring)"
    r" (?P<other>March|May))(?!\w)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Date:
    """A point in time as far as it was written: parts that were not written are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    minute: int | None = None
    """Minutes since midnight."""
    ambiguous: bool = False
    """Day and month may be the other way round, or the time may be in the other half of the day."""
    text: str


def dates(text: str) -> tuple[Date, ...]:
    """Return the dates and times of `text`, grouped by form of writing.

    >>> [(d.year, d.month, d.day) for d in dates("12th of March 2021, 2021-03-12 and Mar. 12, 2021")]
    [(2021, 3, 12), (2021, 3, 12), (2021, 3, 12)]
    """
    return read_dates(clean(text))[0]


def read_dates(text: str) -> tuple[tuple[Date, ...], str]:
    """Return the dates of clean text, and the text with each of them blanked out."""
    days: list[Date] = []
    for form in (*_FORMS, _MONTH_ALONE):
        pieces, last = [], 0
        for match in form.finditer(text):
            date = _date({k: v for k, v in match.groupdict().items() if v}, match.group())
            if date is None:
                continue
            days.append(date)
            pieces += [text[last : match.start()], "_" * (match.end() - match.start())]
            last = match.end()
        text = "".join((*pieces, text[last:]))
    return tuple(days), text


def _date(parts: dict[str, str], text: str) -> Date | None:
    if "weekday" in parts:
        return Date(weekday=WEEKDAYS.index(parts["weekday"].lower()), text=text)
    if "word" in parts:
        return Date(minute=0 if parts["word"].lower() == "midnight" else 720, text=text)
    if "hourword" in parts:
        minute = 60 * ONES[parts["hourword"].lower()] + (30 if parts["part"].lower() == "half" else 15)
        return Date(minute=minute - (30 if parts["side"].lower() == "to" else 0), ambiguous=True, text=text)
    if "hour" in parts:
        return _time(parts, text)
    year = int(parts["year"]) if "year" in parts else None
    return _numeric(int(parts["a"]), int(parts["b"]), year, text) if "a" in parts else _written(parts, year, text)


def _written(parts: dict[str, str], year: int | None, text: str) -> Date | None:
    word = parts.get("month") or parts["other"]
    month = int(word) if word.isdigit() else month_of(word) or 0
    day = int(parts["day"]) if "day" in parts else ORDINAL_DAYS.get(parts.get("dayword", "").lower())
    if (word == "may" and year is None) or month > 12 or (day is not None and not 1 <= day <= 31):
        return None
    return Date(year=year, month=month, day=day, text=text)


def _time(parts: dict[str, str], text: str) -> Date | None:
    hour, minute, half = int(parts["hour"]), int(parts.get("minute", "0")), parts.get("half", "").lower()
    if hour > (12 if half else 23) or minute > 59:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Date(minute=60 * hour + minute, ambiguous=not half and 1 <= hour <= 12, text=text)


def _numeric(a: int, b: int, year: int | None, text: str) -> Date | None:
    year = year + (2000 if year < 50 else 1900) if year is not None and year < 100 else year
    if not (1 <= a <= 31 and 1 <= b <= 31) or min(a, b) > 12:
        return None
    day, month = (a, b) if b <= 12 else (b, a)
    return Date(year=year, month=month, day=day, ambiguous=max(a, b) <= 12 and a != b, text=text)


def found_in(date: Date, evidence: Sequence[Date], years: frozenset[int]) -> bool:
    """Say whether `evidence` has `date` in all its parts; a year apart from its day may be among `years`."""
    return any(_covers(other, date, years) for other in evidence)


def _covers(evidence: Date, claim: Date, years: frozenset[int]) -> bool:
    if claim.weekday is not None:
        return evidence.weekday == claim.weekday
    if claim.minute is not None:
        gap = 720 if claim.ambiguous or evidence.ambiguous else 1440
        return evidence.minute is not None and (evidence.minute - claim.minute) % gap == 0
    if (
        claim.year is not None
        and evidence.year != claim.year
        and (evidence.year is not None or claim.year not in years)
    ):
        return False
    straight = evidence.month == claim.month and claim.day in (None, evidence.day)
    swapped = evidence.day == claim.month and claim.day in (None, evidence.month)
    return straight or (swapped and (claim.ambiguous or evidence.ambiguous))
