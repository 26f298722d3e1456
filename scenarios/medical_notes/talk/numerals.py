"""Write spoken numbers in digits where they can mean one thing only; any other number keeps its words."""

import re
from collections.abc import Sequence

from minigiants.language import word_set

from ..facts import BRANDS, DRUGS

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate((*_ONES, *_TEENS))}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
NUMBERS = tuple(_VALUES)
"""Words for the numbers below a hundred that are one word."""
_SIZES = {"hundred": 100, "thousand": 1000}
_BELOW = "|".join(sorted(_VALUES, key=len, reverse=True))
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_RUN = re.compile(
    rf"(?<![\w-])(?<!point )(?:an? (?=hundred\b|thousand\b)|(?=(?:{_BELOW})\b)|(?=hundred and (?:{_BELOW})\b))"
    rf"(?:{_BELOW}|hundred|thousand)"
    rf"(?:(?:[ -]| and )(?:{_BELOW}|hundred|thousand)\b|(?: and)? a (?:hundred|thousand)\b)*+"
    rf"(?![\w'’-]| point\b|[ -](?:{_ORDINAL})\b|[ -](?:{_BELOW}|hundred)e?s\b)",
    re.IGNORECASE,
)
"""Words of numbers in a row; not before "seventy fives", which are tablets."""
_MANY = re.compile(
    rf"\b(?:(?:few|couple|couple of|several|some|many|half an?|half) (?:of )?"
    rf"|(?:{_BELOW}|hundred|thousand)s? (?:and )?)$",
    re.IGNORECASE,
)
"""Before "hundred and fifty", which is then no number by itself, and before what goes on with another number."""
_UNITS = {"g": "grams?", "kg": "kilos?|kilograms?", "mg": "milligrams?", "microgram": "micrograms?|mcg", "ml": "mils?"}
_UNIT = re.compile(
    r"(?P<space>[ -])(?:" + "|".join(rf"(?P<{name}>{form})" for name, form in _UNITS.items()) + r")\b", re.IGNORECASE
)
_FORM = re.compile(r" (?:tablet|capsule|pill|puff|sachet|patch|drop)s?\b", re.IGNORECASE)
_HALF = re.compile(rf"\b(?:{_BELOW}) (?:to|or) $", re.IGNORECASE)
"""Before "six hundred", as in "four to six hundred": the first number shares the hundred."""
_HELP = frozenset({(9, 9, 9), (1, 1, 1), (9, 1, 1), (1, 1, 2)})
"""Telephone numbers that a patient is told to ring."""
_BODY_HEAT = range(34, 43)
_COUNTS = re.compile(
    r" (?:\w+ )?(?:days?|weeks?|months?|years?|hours?|minutes?|times|tablets?|of|or|to)\b", re.IGNORECASE
)
"""Behind "thirty nine two" it says that the two counts something and is no decimal."""

_LAST = re.compile(
    rf"(?P<head>.*(?P<before>hundred|thousand|{'|'.join(_TENS)})) (?P<last>{_BELOW}(?: (?:{'|'.join(_ONES[1:])}))?)",
    re.IGNORECASE,
)
"""A run whose last number may count what follows: "four hundred" and "three" of "four hundred three times a day"."""
_OF_EACH_DAY = re.compile(r" times (?:(?:a|per|each|every|in a) |daily\b)", re.IGNORECASE)
_BREATHED = re.compile(r" (?:puffs?|sprays?)\b", re.IGNORECASE)
_MOST_BREATHED = 12
"""Puffs at once at the most: "fifty two puffs" are two of fifty."""
_THINGS = re.compile(
    r" (?:times|tablets?|capsules?|pills?|sachets?|patch(?:es)?|drops?|puffs?|sprays?"
    r"|hours?|minutes?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r" \w+ ago\b", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:to|on) $", re.IGNORECASE)
"""Before a dose that somebody was put on: "put up to fifty two weeks ago"."""
_WORD_BEFORE = re.compile(r"([a-z][a-z-]+),? $", re.IGNORECASE)
_COMMON = word_set("common_words", "common_words") - DRUGS - frozenset(BRANDS)
"""Words behind which a number is one; behind any other it may be a drug's dose."""
_OF_WEEKS = re.compile(r"\b(?:weeks?|pregnan\w+|gestation|scan)\b", re.IGNORECASE)
"""Where "thirty four two" are weeks and days."""

_FROM_TEN = "|".join((*_TEENS, *_TENS))
_TRIPLE = re.compile(
    rf"(?<![\w'’-])(?P<head>{'|'.join(_ONES[1:])}|nineteen|twenty)[ -]"
    rf"(?:(?P<tail>(?:{_FROM_TEN})(?:[ -](?:{'|'.join(_ONES[1:])}))?)"
    rf"|(?:oh|o|zero|nought)[ -](?P<one>{'|'.join(_ONES[1:])}))"
    rf"(?![\w'’-]|[ -](?:{_BELOW}|hundred|thousand|point|o'clock|[ap]\.?m)\b)",
    re.IGNORECASE,
)
"""A number of three digits as people say it, or a year: "two eighty", "one oh four", "nineteen ninety-eight"."""
_NO_TRIPLE_AFTER = re.compile(
    r"\b(?:at|by|until|till|before|after|about|around|past|half|to|or|for|tak(?:e|es|ing|en)|took|tomorrow|today"
    rf"|morning|afternoon|\w+day|{_BELOW}|hundred|point),? $",
    re.IGNORECASE,
)
"""Before an hour, before how many of what, or between numbers."""
_COUNTED = re.compile(
    rf"[ -](?:\w+ )?(?:hours?|minutes?|days?|weeks?|months?|years?|times|or|to)\b|{_UNIT.pattern}", re.I
)
_MEASURE = re.compile(
    r"\b(?:pressure|sugars?|glucose|level|peak flow|flow|creatinine|sodium|platelets?|ha?emoglobin|rate|pulse|weigh\w*"
    r"|pounds|height|count|crp|alt|ferritin|urate|cholesterol|best|over|up from|down from|from)\b[^.?!]{0,40}$",
    re.IGNORECASE,
)
_SEEN = {3: {60}, 6: {12, 18, 24, 36, 60}, 20: {20, 25, 30, *range(40, 100)}}
"""How well somebody sees, as it is said in two parts: "six sixty", "twenty forty"."""
_EYES = re.compile(r"\b(?:eyes?|vision|chart|acuity|glasses|pinhole|letters|snellen)\b", re.IGNORECASE)
_LATEST = 40
"""Years of this century from which "twenty forty" is none."""
_QUARTERS = frozenset({15, 30, 45})
"""Minutes with which an hour is said: "two thirty" is a measurement only where one is spoken of."""


def with_triples(text: str) -> str:
    """Return a text with numbers of three digits, and years, that were said in two parts in digits.

    >>> with_triples("Peak flow two eighty, creatinine one thirty, it was one oh four in nineteen ninety-eight.")
    'Peak flow 280, creatinine 130, it was 104 in 1998.'
    >>> with_triples("See you Monday two thirty, or at four fifteen; two twenty minutes later, one or two forty")
    'See you Monday two thirty, or at four fifteen; two twenty minutes later, one or two forty'
    """

    def digits(match: re.Match[str]) -> str:
        before, behind = text[: match.start()], text[match.end() :]
        if _NO_TRIPLE_AFTER.search(before) or _COUNTED.match(behind):
            return match[0]
        low = _VALUES[match["one"].lower()] if match["one"] else numbers_of(match["tail"].lower())[0]
        head = _VALUES[match["head"].lower()]
        if low in _SEEN.get(head, ()) and (_EYES.search(text) or (head != 20 and not _MEASURE.search(before))):
            return match[0]
        if (head == 20 and low >= _LATEST) or (head == 20 and behind.startswith(" vision")):
            return match[0]
        if (low in _QUARTERS and head <= 12 and not _MEASURE.search(before)) or (head > 12 and match["one"]):
            return match[0]
        return f"{head}{low:02d}"

    return _TRIPLE.sub(digits, text)


def with_digits(text: str, *, least: int = 10) -> str:
    """Return a text with its spoken numbers from `least` on in digits, and any number before a unit.

    A number that can mean several things, such as "one fifty eight" or the 52 of "sertraline fifty two weeks", keeps
    its words; what can only be a dose and how often it is taken is written as the two numbers that it is.

    >>> with_digits("Two two hundred milligram tablets, ring nine nine nine, a hundred and four, thirty nine two.")
    '2 x 200 mg tablets, ring 999, 104, 39.2.'
    >>> with_digits("one fifty eight, no one, two or three, two and a half, twenty-five micrograms, five mils")
    'one fifty eight, no one, two or three, two and a half, 25 micrograms, 5 ml'
    >>> with_digits("back in four weeks", least=2)
    'back in 4 weeks'
    >>> with_digits("four hundred three times a day, fifty two puffs, up to a hundred three weeks ago")
    '400 three times a day, 50 two puffs, up to a hundred three weeks ago'
    """
    parts, at = [], 0
    for run in _RUN.finditer(text):
        unit = _UNIT.match(text, run.end())
        end = unit.end() if unit else run.end()
        digits = _written(run, text, end, dose=unit is not None, least=least)
        if digits:
            parts += [text[at : run.start()], digits, f" {_name(unit)}" if unit else ""]
            at = end
    return "".join((*parts, text[at:]))


def _name(unit: re.Match[str]) -> str:
    name = next(name for name in _UNITS if unit[name])
    return "micrograms" if name == "microgram" else name


def _written(run: re.Match[str], text: str, end: int, *, dose: bool, least: int) -> str:
    """Return a run of words as digits, nothing where it can mean several things."""
    words, before, behind = run[0].lower(), text[: run.start()], text[end:]
    if _MANY.search(before) or ("hundred" in words and _HALF.search(before)):
        return ""
    two = None if dose else _two(words, before, behind)
    if two is not None:
        return two
    numbers = numbers_of(words)
    if len(numbers) == 2 and (" and " in words or (numbers[0] in _BODY_HEAT and _OF_WEEKS.search(text))):
        return ""
    return _digits(numbers, behind, dose=dose, least=least)


def _two(words: str, before: str, behind: str) -> str | None:
    """Return how a run is written whose last number may count what follows: as two, or "" where it keeps its words.

    None where it is one number: behind a word that everybody uses, "the twenty two weeks" are no dose and its weeks.

    >>> [_two("fifty two", *around) for around in (("clenil ", " puffs"), ("sertraline ", " weeks"), ("in ", " weeks"))]
    ['50 two', '', None]
    """
    found, counted = _LAST.fullmatch(words), _THINGS.match(behind)
    if not counted:
        return None
    if not found:
        return "" if " and " in words and "hundred" in words and _OF_EACH_DAY.match(behind) else None
    whole, head, last = numbers_of(words), numbers_of(found["head"]), numbers_of(found["last"])
    if len(head) != 1 or len(last) != 1 or len(whole) != 1 or found["head"].endswith(" and"):
        return None
    large = found["before"] in _SIZES
    split = (large and _OF_EACH_DAY.match(behind)) or (_BREATHED.match(behind) and whole[0] > _MOST_BREATHED)
    if split and last[0] < len(_ONES):
        return f"{head[0]} {found['last']}"
    word = _WORD_BEFORE.search(before)
    put = _UP_TO.search(before) and _AGO.match(behind)
    return "" if large or put or (word and word[1].lower() not in _COMMON) else None


def _digits(numbers: Sequence[int], behind: str, *, dose: bool, least: int) -> str:
    """Return the numbers of one run of words in digits, nothing where they can mean several things."""
    if tuple(numbers) in _HELP:
        return "".join(map(str, numbers))
    if len(numbers) == 1:
        return str(numbers[0]) if dose or numbers[0] >= least else ""
    if len(numbers) != 2 or numbers[0] == 0:
        return ""
    first, second = numbers
    if dose and _FORM.match(behind) and first < len(_ONES) <= second:
        return f"{first} x {second}"
    heat = not dose and first in _BODY_HEAT and second < len(_ONES) and not _COUNTS.match(behind)
    return f"{first}.{second}" if heat else ""


def numbers_of(words: str) -> list[int]:
    """Return the numbers that a run of words can be cut into from the left: "two two hundred" is 2 and 200.

    >>> [numbers_of(w) for w in ("two two hundred", "one fifty eight", "a hundred and five", "two thousand and six")]
    [[2, 200], [1, 58], [105], [2006]]
    """
    numbers: list[int] = []
    room = 0  # what may still be added to the last number: below 100 after "hundred", below 10 after "forty"
    for word in re.findall(r"[a-z]+", words):
        if word == "and":
            continue
        if word == "hundred" and not numbers:
            numbers, room = [100], 100  # "hundred and fifty"
        elif word in _SIZES and numbers and 0 < numbers[-1] < _SIZES[word]:
            numbers[-1] *= _SIZES[word]
            room = _SIZES[word]
        elif word in _SIZES:
            return []  # "two hundred three hundred"
        elif word == "a":
            numbers.append(1)
            room = 0
        elif (value := _VALUES[word]) and value < room:
            numbers[-1] += value
            room = len(_ONES) if value in range(20, 100, 10) else 0
        else:
            numbers.append(value)
            room = len(_ONES) + 1 if value in range(20, 100, 10) else 0
    return numbers
