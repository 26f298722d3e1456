"""Rules for what can be counted: numbers, their units and limits, dates."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from minigiants.grounding._dates import found_in
from minigiants.grounding._hours import hours
from minigiants.grounding._numbers import Number
from minigiants.grounding._sides import Finding, Side, Sides
from minigiants.grounding._text import fold
from minigiants.grounding._words import is_content, stem, tokens
from minigiants.language.units import agree, canonical

MOST = 200
"""Numbers in a claim; a text with more is no single claim and is refused."""
_SINGLE = frozenset({"a", "an", "one", "single", "each", "only", "sole", "every", "1", "first", "the", "this", "that"})
"""Words before a noun that there is one of."""
_SCALES = ({"s": 1, "min": 60, "h": 3600, "day": 86400, "wk": 604800}, {"month": 1, "yr": 12})
"""Units of time that are whole multiples of one another."""
_AGED = re.compile(r"\b(?:age|aged|birthday|old|older|younger)\b", re.IGNORECASE)
_LARGEST_COUNT = 10
_SPLIT = re.compile(r",(?: and| or)? | and | or |; ")
_LIMITS = re.compile(r"(?:after|before|beyond|between|between \S{1,20} and|from|until|within) $", re.IGNORECASE)
"""Stands before a number that begins or ends a range: "from twenty guests on four"."""


def check_dates(sides: Sides) -> Finding | None:
    """Refuse a date that neither the evidence nor the question has."""
    years = frozenset(int(v) for v in _all_values(sides.evidence) if 1000 <= v <= 2200 and v.denominator == 1)
    bare = _hours(sides)
    for date in sides.claim.dates:
        if (
            not found_in(date, sides.evidence.dates, years)
            and not found_in(date, sides.question.dates, frozenset())
            and (date.minute is None or date.minute not in bare)
        ):
            return Finding("date", f'The date "{date.text.strip()}" is not in the evidence.')
    return None


def _hours(sides: Sides) -> frozenset[int]:
    """Return the minutes of the evidence's hours without am or pm; none where nobody asked, as in a note."""
    question = any(text.strip() for text in sides.question.texts)
    return frozenset[int]().union(*map(hours, sides.evidence.texts)) if question else frozenset()


def check_numbers(sides: Sides) -> Finding | None:
    """Refuse a number whose value, unit or limit differs from the evidence."""
    by_value: dict[Fraction, list[Number]] = {}
    for number in sides.evidence.numbers:
        by_value.setdefault(number.value, []).append(number)
    if len(sides.claim.numbers) > MOST:
        return Finding("number", f"It has more than {MOST} numbers, too many to check as one statement.")
    for number in sides.claim.numbers:
        if finding := _check(number, by_value.get(number.value, []), sides):
            return finding
    return None


def _measures_same(one: Number, other: Number) -> bool:
    """Say whether two numbers are one amount in two units: three weeks and 21 days, half and 50 %."""
    if one.bound and one.bound != other.bound:
        return False
    for scale in _SCALES:
        if one.unit in scale and other.unit in scale:
            return one.value * scale[one.unit] == other.value * scale[other.unit]
    shares = {one.unit: one.value, other.unit: other.value}
    return set(shares) == {"", "%"} and shares[""] < 1 and shares["%"] == 100 * shares[""]


def _all_values(side: Side) -> set[Fraction]:
    return {n.value for n in side.numbers} | side.values


def _check(number: Number, same: Sequence[Number], sides: Sides) -> Finding | None:
    if number.words and number.value == 1:
        return _check_one(number, sides)
    if same:
        theirs = sides.evidence.numbers
        return _check_unit(number, same, sides) or _check_noun(number, same, theirs) or _check_bound(number, same)
    loose = number.value in sides.evidence.values and not number.unit
    if loose or _in_period(number, sides.evidence) or _echoed(number, sides) or _counted(number, sides):
        return None
    if any(_measures_same(number, other) for other in sides.evidence.numbers):
        return None
    if _yearlike(number):
        return Finding("date", f'The year "{number.text}" is not in the evidence.')
    return Finding("number", f'The number "{number.text}" is not in the evidence.')


def _check_one(number: Number, sides: Sides) -> Finding | None:
    """Refuse "one tablet" where the evidence counts tablets otherwise."""
    others = [n for n in sides.evidence.numbers if _same_kind(number, n)]
    if not others or any(n.value == 1 for n in others) or _alone(number, sides.evidence):
        return None
    ours, theirs = (f"{n.text} {n.noun}".strip() for n in (number, others[0]))
    return Finding("number", f'It says "{ours}", the evidence "{theirs}".')


def _same_kind(one: Number, other: Number) -> bool:
    """Say whether both count the same."""
    if one.unit or other.unit:
        return one.unit.split("/")[0] == other.unit.split("/")[0]
    return is_content(one.noun) and stem(one.noun) == stem(other.noun)


def _alone(number: Number, side: Side) -> bool:
    """Say whether a single one of what is counted is spoken of."""
    unit = number.unit.split("/")[0]
    for text in side.texts:
        for before, word in pairwise(map(fold, tokens(text))):
            same = canonical(word, glued=False) == unit if unit else stem(word) == stem(number.noun)
            if same and before in _SINGLE:
                return True
    return False


def _check_unit(number: Number, same: Sequence[Number], sides: Sides) -> Finding | None:
    if number.unit:
        if any(agree(number.unit, n.unit) or _rated(number, n, sides.evidence) for n in same if n.unit):
            return None
        known = {n.unit.split("/")[0] for n in sides.evidence.numbers} | _unit_words(sides.evidence)
        if any(not n.unit for n in same) and number.unit.split("/")[0] in known:
            return None
        if any(not n.unit and not is_content(n.noun) for n in same) and number.unit in ("time", "point", "unit"):
            return None
        if number.unit == "yr" and any(not n.unit for n in same) and any(map(_AGED.search, sides.evidence.texts)):
            return None
    elif not is_content(number.noun) or stem(number.noun) in sides.evidence.words or any(not n.unit for n in same):
        return None
    written = next((n.text for n in same if n.unit), same[0].text)
    ours = number.text if number.unit else f"{number.text} {number.noun}"
    return Finding("unit", f'It says "{ours}", the evidence "{written}": the unit differs.')


def _rated(number: Number, other: Number, side: Side) -> bool:
    """Say whether "£26 per night" is the "£26" of a text on nights, which are read as a unit after "per"."""
    base, _, per = number.unit.partition("/")
    return base == other.unit and bool(per) and not canonical(per, glued=False) and stem(per) in side.words


def _unit_words(side: Side) -> set[str]:
    return {canonical(w, glued=False) for t in side.texts for w in re.findall(r"[^\W\d_]+|[%°$€£]", t)} - {""}


def _check_noun(number: Number, same: Sequence[Number], theirs: Sequence[Number]) -> Finding | None:
    """Refuse "6 apples" where the evidence has 5 apples and 6 pears."""
    if number.unit or not is_content(number.noun) or number.ordinal:
        return None
    rival = next((n for n in theirs if n.noun and stem(n.noun) == stem(number.noun)), None)
    if rival is None or any(not n.noun or stem(n.noun) == stem(number.noun) for n in same if not n.unit):
        return None
    return Finding("number", f'It says "{number.text} {number.noun}", the evidence "{rival.text} {rival.noun}".')


def _check_bound(number: Number, same: Sequence[Number]) -> Finding | None:
    bounds = {n.bound for n in same}
    if not number.bound or number.bound in bounds or "" in bounds:
        return None
    ours, theirs = ("a lower", "an upper") if number.bound == "least" else ("an upper", "a lower")
    return Finding("number", f'It gives "{number.text}" as {ours} limit, the evidence as {theirs} one.')


def _in_period(number: Number, evidence: Side) -> bool:
    """Say whether a decade or century is one that a year of the evidence falls in."""
    years = [int(v) for v in _all_values(evidence) if 1000 <= v <= 2200]
    if number.unit == "decade":
        return number.value % 10 == 0 and any(number.value <= y < number.value + 10 for y in years)
    return number.ordinal and number.unit == "century" and any(y // 100 + 1 == number.value for y in years)


def _echoed(number: Number, sides: Sides) -> bool:
    """Say whether the number is the question's and nothing in the evidence speaks against it."""
    same = [n for n in sides.question.numbers if n.value == number.value]
    if not same:
        return number.value in sides.question.values
    if not number.unit:
        return True
    rivals = [n for n in sides.evidence.numbers if n.unit and agree(number.unit, n.unit)]
    return any(n.unit == number.unit for n in same) and all(_limiting(n, sides.evidence) for n in rivals)


def _limiting(number: Number, side: Side) -> bool:
    """Say whether a number only tells up to or from where something holds, so that another one falls within."""
    if number.bound:
        return True
    places = [(text, m.start()) for text in side.texts for m in re.finditer(re.escape(number.text), text)]
    return bool(places) and all(_LIMITS.search(text[max(0, at - 40) : at]) for text, at in places)


def _counted(number: Number, sides: Sides) -> bool:
    """Say whether a small count in words announces as many things as are then listed."""
    if not number.words or number.unit or number.ordinal or not 2 <= number.value <= _LARGEST_COUNT:
        return False
    nouns = {stem(n.noun) for n in sides.evidence.numbers if n.noun}
    if is_content(number.noun) and stem(number.noun) in nouns:
        return False
    listed = (len(_SPLIT.split(s)) for t in (*sides.claim.texts, *sides.evidence.texts) for s in re.split(r"[:;.]", t))
    return number.value in set(listed)


def _yearlike(number: Number) -> bool:
    return (
        number.value.denominator == 1
        and 1500 <= number.value <= 2100
        and number.unit in ("", "decade")
        and "," not in number.text
    )
