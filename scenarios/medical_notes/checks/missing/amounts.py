"""Read the amounts of a text, spoken or written: every value that its words can mean, with the unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_VALUES |= {"nought": 0, "oh": 0}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_SPOKEN = re.compile(
    rf"(?<![\w'])(?:an? (?=hundred|thousand))?(?:{_WORD}|hundred|thousand)"
    rf"(?:(?:,? ?and |[ -]|, (?=(?:nine|one),? ))(?:an? (?=hundred|thousand|half\b))?"
    rf"(?:{_WORD}|hundred|thousand|point|half|quarter)\b)*(?![\w'])",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?![\d])|(?<![\w.])\d+(?:[.,]\d+)?(?!\d)")
_UNITS = {
    "mg": r"mg|milligrams?|milligrammes?",
    "mcg": r"mcg|µg|micrograms?|microgrammes?",
    "ml": r"mls?|millilit(?:re|er)s?|mils",
    "g": r"g|grams?",
    "unit": r"units?|iu",
    "%": r"%|per ?cent",
    "degree": r"degrees?|°c?",
    "kg": r"kg|kilos?|kilograms?",
    "cm": r"cm|centimet(?:re|er)s?",
    "minute": r"min(?:ute)?s?",
    "hour": r"h(?:ou)?rs?|h",
    "day": r"days?",
    "week": r"weeks?|wks?",
    "month": r"months?|mths?",
    "year": r"years?|yrs?|y",
    "puff": r"puffs?",
    "tablet": r"tablets?|tabs?|pills?|capsules?",
    "sachet": r"sachets?",
    "drop": r"drops?",
    "spray": r"sprays?",
    "patch": r"patch(?:es)?",
    "time": r"times",
}
_UNIT = re.compile(
    r"[\s-]{0,2}(?:" + "|".join(rf"(?P<u{n}>{form})" for n, form in enumerate(_UNITS.values())) + r")(?!\w)", re.I
)
_OVER = re.compile(r"\s*(?:over|/|out of)\s*$", re.IGNORECASE)
_FIXED = {
    "a few days": (-1, "day"),
    "a few months": (-1, "month"),
    "a few weeks": (-1, "week"),
    "a fortnight": (2, "week"),
    "a good day": (1, "day"),
    "a month ago": (1, "month"),
    "a week ago": (1, "week"),
    "a year ago": (1, "year"),
    "about a month": (1, "month"),
    "about a week": (1, "week"),
    "about a year": (1, "year"),
    "an hour ago": (1, "hour"),
    "for a month": (1, "month"),
    "for a week": (1, "week"),
    "for a year": (1, "year"),
    "couple of weeks": (2, "week"),
    "fortnight": (2, "week"),
    "half an hour": (30, "minute"),
    "half hour": (30, "minute"),
    "half-hour": (30, "minute"),
    "in a month": (1, "month"),
    "in a week": (1, "week"),
    "in a year": (1, "year"),
    "once": (1, "time"),
    "twice": (2, "time"),
}
"""What is counted without a number word; -1 is a number that nobody said."""
_FIX = re.compile(rf"\b(?:{'|'.join(_FIXED)})\b", re.IGNORECASE)
HELP = frozenset({999, 911, 112, 111})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that was said or written."""

    values: frozenset[float]
    """What its words can mean: "one fifty-eight" is 158 or 1.58."""
    unit: str
    start: int
    end: int
    paired: bool = False
    """Whether it stands before or behind "over" or "out of"."""

    @property
    def telling(self) -> bool:
        """Tell whether the number says something by itself: "two" of anything does not."""
        return bool(self.unit) or self.paired or min(self.values) >= 10 or any(v % 1 for v in self.values)

    def same(self, other: "Amount") -> bool:
        """Tell whether both can mean the same."""
        near = any(abs(a - b) < 1e-6 for a in self.values for b in other.values)
        return near and (not self.unit or not other.unit or self.unit == other.unit or _converted(self, other))


def _converted(a: Amount, b: Amount) -> bool:
    return {a.unit, b.unit} in ({"g", "mg"}, {"degree", "%"}, {"tablet", "mg"}, {"time", "day"})


def amounts(text: str) -> list[Amount]:
    """Return the amounts of a text in order.

    >>> [(sorted(a.values), a.unit) for a in amounts("two two hundred milligram tablets, thirty-nine point two")]
    [([2.0], ''), ([200.0], 'mg'), ([39.2], '')]
    >>> [sorted(a.values) for a in amounts("one fifty-two over eighty-four, ring nine nine nine, 1,500 mg")]
    [[1.52, 152.0], [84.0], [999.0], [1500.0]]
    >>> [sorted(a.values) for a in amounts("one oh four before theatre")]
    [[104.0]]
    >>> [(sorted(a.values), a.unit) for a in amounts("a hundred and thirty-two, two and a half milligrams")]
    [([132.0], ''), ([2.5], 'mg')]
    """
    numbers = [*_written(text), *_spoken(text)]
    for match in _FIX.finditer(text):
        value, unit = _FIXED[match[0].lower()]
        numbers = [a for a in numbers if a.end <= match.start() or a.start >= match.end()]
        numbers.append(Amount(frozenset({float(value)}), unit, match.start(), match.end()))
    numbers.sort(key=lambda a: a.start)
    return [_beside(a, text, numbers) for a in numbers]


def _beside(amount: Amount, text: str, numbers: list[Amount]) -> Amount:
    before = any(_OVER.match(text[b.end : amount.start]) for b in numbers if b.end <= amount.start)
    behind = any(_OVER.match(text[amount.end : b.start]) for b in numbers if b.start >= amount.end)
    return Amount(amount.values, amount.unit, amount.start, amount.end, paired=before or behind)


def _unit(text: str, at: int) -> tuple[str, int]:
    match = _UNIT.match(text, at)
    if not match:
        return "", at
    return next(name for n, name in enumerate(_UNITS) if match[f"u{n}"]), match.end()


def _written(text: str) -> Iterator[Amount]:
    for match in _WRITTEN.finditer(text):
        bare = (
            match[0].replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", match[0]) else match[0].replace(",", ".")
        )
        unit, end = _unit(text, match.end())
        yield Amount(frozenset({float(bare)}), unit, match.start(), end)


def _spoken(text: str) -> Iterator[Amount]:
    for match in _SPOKEN.finditer(text):
        words = re.findall(r"[a-z]+", match[0].lower())
        groups = _groups(words)
        unit, end = _unit(text, match.end())
        for n, values in enumerate(groups):
            last = n == len(groups) - 1
            yield Amount(frozenset(values), unit if last else "", match.start(), end if last else match.end())


def _groups(words: list[str]) -> list[set[float]]:
    """Cut a run of number words into numbers, each with every value that it can have."""
    whole, tail = words, 0.0
    if words[-2:] in (["a", "half"], ["and", "half"]) or words[-1] == "half":
        whole, tail = [w for w in words if w not in ("half", "a", "and")], 0.5
    if "point" in whole:
        at = whole.index("point")
        head = _plain(whole[:at])
        decimals = "".join(str(_VALUES[w]) for w in whole[at + 1 :] if w in _VALUES)
        if head and decimals:
            return [*({h} for h in head[:-1]), {float(f"{head[-1]:g}.{decimals}")}]
    numbers = _plain([w for w in whole if w != "point"])
    if not numbers:
        return [{tail}] if tail else []
    if len(numbers) == 3 and (one := _digit_by_digit(numbers)):
        return [{one}]
    if len(numbers) == 2 and 0 < numbers[0] < 20 and 10 <= numbers[1] < 100:
        first, second = numbers
        return [{first * 100 + second, float(f"{first:g}.{second:g}")}]
    if len(numbers) == 2 and 34 <= numbers[0] <= 42 and numbers[1] < 10:
        return [{numbers[0] + numbers[1] / 10}]
    return [*({n} for n in numbers[:-1]), {numbers[-1] + tail}]


def _digit_by_digit(numbers: list[float]) -> float:
    """Return a number that was said digit by digit: 999, 104; 0 for any other three."""
    whole = numbers[0] * 100 + numbers[1] * 10 + numbers[2]
    return whole if max(numbers) < 10 and (whole in HELP or (numbers[0] and not numbers[1])) else 0


def _plain(words: list[str]) -> list[float]:
    """Return the numbers of words without a point: "two two hundred" is 2 and 200."""
    numbers: list[float] = []
    room = 0.0
    for word in words:
        if word in ("hundred", "thousand"):
            size = 100.0 if word == "hundred" else 1000.0
            if numbers and 0 < numbers[-1] < size:
                numbers[-1] *= size
            else:
                numbers.append(size)
            room = size
        elif word in _VALUES:
            value = float(_VALUES[word])
            if 0 < value < room:
                numbers[-1] += value
                room = 10.0 if value in range(20, 100, 10) else 0.0
            else:
                numbers.append(value)
                room = 10.0 if value in range(20, 100, 10) else 0.0
    return numbers
