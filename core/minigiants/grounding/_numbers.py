"""Find the numbers of a text with their units: digits, words, shares, percentages, money, ranges."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from minigiants.grounding import _measures
from minigiants.grounding._measures import Token, tokenize
from minigiants.grounding._text import clean
from minigiants.language import SCALES, read_number_words, units, word_table

Bound = Literal["", "least", "most"]

_TIMES = word_table("numbers", "times")
_FORTNIGHT = frozenset({"fortnight", "fortnightly"})
_MONEY = frozenset("$€£¥₹")
_DOLLARS = frozenset({"US", "A", "C", "CA", "AU", "NZ", "HK"})
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_JOINTS = frozenset({"-", "to", "or", "and", ",", "through", "–"})
_LEAST = re.compile(
    r"(?:at least|no (?:less|fewer) than|not less than|minimum(?: \w+)? of|(?<!no )(?<!not )more than"
    r"|over|above"
    r"|exceed(?:s|ing)?|>=?|≥) ?$",
    re.I,
)
_MOST = re.compile(
    r"(?:at most|up to|no(?:t)? more than|not? (?:to )?exceed(?:ing)?|maximum(?: \w+)? of"
    r"|(?<!no )(?<!not )(?:less|fewer) than|under"
    r"|below|no later than|<=?|≤) ?$",
    re.I,
)
_MINUS = "-"
_PRECISION = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number as it was written, and what it counts."""

    value: Fraction
    unit: str = ""
    """Canonical symbol such as mg, %, USD, mg/kg; empty when none is known."""
    noun: str = ""
    """The word that follows when there is no unit, in lower case."""
    text: str
    start: int
    """Offset in the cleaned text."""
    end: int
    ordinal: bool = False
    words: bool = False
    """Written in words."""
    bound: Bound = ""
    """Whether it is a lower or an upper limit."""


def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of `text` in order.

    >>> [(str(n.value), n.unit) for n in numbers("Take 5-10 mg (half a tablet) for 1,200 USD.")]
    [('5', 'mg'), ('10', 'mg'), ('1/2', 'tablet'), ('1200', 'USD')]
    """
    return read_numbers(clean(text))


def read_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of clean text in order; offsets are into it."""
    tokens = tokenize(text)
    values: list[Number] = []
    at = 0
    while at < len(tokens):
        number, used = _number(text, tokens, at)
        if number:
            values.append(number)
        at += used
    return _inherit(text, values)


def _number(text: str, tokens: Sequence[Token], at: int) -> tuple[Number | None, int]:
    """Read a number that begins at token `at`, with the count of tokens to skip."""
    token = tokens[at]
    if token.kind == "num":
        return _digits(text, tokens, at)
    if token.kind != "word":
        return None, 1
    lower = token.text.lower()
    if named := _named(text, tokens, at):
        return named, 1
    read = read_number_words(_run(tokens, at))
    if read is None:
        return None, 1
    value, used, ordinal = read
    used = _tokens_used(tokens, at, used)
    if ordinal and lower == "second" and at and tokens[at - 1].text.lower() in ("per", "a", "/"):
        return None, 1
    unit, end = _measures.unit(tokens, at + used)
    return _build(text, tokens, at, end, value, unit=unit, ordinal=ordinal, words=True, last=at + used - 1), used


def _named(text: str, tokens: Sequence[Token], at: int) -> Number | None:
    """Read a word that is a number and its unit: "fortnight", "twice"."""
    lower = tokens[at].text.lower()
    if lower in _FORTNIGHT:
        return _build(text, tokens, at, at + 1, Fraction(14), unit="day", words=True)
    if lower not in _TIMES:
        return None
    unit, end = _measures.rate("time", tokens, at + 1)
    return _build(text, tokens, at, end, Fraction(_TIMES[lower]), unit=unit, words=True)


def _run(tokens: Sequence[Token], at: int) -> list[str]:
    """Return up to twelve words from `at`, reading through single hyphens."""
    words: list[str] = []
    for token in tokens[at : at + 24]:
        if token.kind == "word":
            words.append(token.text.lower())
        elif token.text != "-":
            break
    return words[:12]


def _tokens_used(tokens: Sequence[Token], at: int, words: int) -> int:
    used = 0
    while words:
        words -= tokens[at + used].kind == "word"
        used += 1
    return used


def _digits(text: str, tokens: Sequence[Token], at: int) -> tuple[Number | None, int]:
    token, used, value = tokens[at], 1, _value(tokens[at].text)
    money = _money(tokens, at)
    share = _ratio(tokens, at)
    if share:
        value, used = share
    elif (mixed := _ratio(tokens, at + 1)) and value.denominator == 1 and tokens[at + 1].start == token.end + 1:
        value, used = value + mixed[0], 1 + mixed[1]
    if _negative(tokens, at):
        value = -value
    last, ordinal, glued = at + used - 1, False, ""
    following = tokens[at + used] if at + used < len(tokens) else None
    if following and following.kind == "word" and following.start == tokens[last].end:
        glued = following.text.lower()
        if glued in _ENDINGS:
            ordinal, used, glued = True, used + 1, ""
        elif glued == "s" and len(token.text) in (2, 4):
            return _build(text, tokens, at, at + used + 1, value, unit="decade"), used + 1
        elif money and glued in ("k", "m", "b"):
            value, used = value * {"k": 1000, "m": 10**6, "b": 10**9}[glued], used + 1
        elif glued == "k":
            value, used = value * 1000, used + 1
        elif glued not in SCALES and not units.canonical(following.text, glued=True) and glued != "x":
            return None, used + 1
    while at + used < len(tokens) and tokens[at + used].text.lower().rstrip("s") in SCALES:
        value, used = value * SCALES[tokens[at + used].text.lower().rstrip("s")], used + 1
    unit, end = _measures.unit(tokens, at + used, money=money)
    return _build(text, tokens, at, end, value, unit=unit, ordinal=ordinal, last=at + used - 1), used


def _value(text: str) -> Fraction:
    """Turn digits into a value; digits beyond the fortieth no longer tell values apart."""
    whole, _, part = text.partition(".")
    if not part and re.fullmatch(r"\d+,\d{1,2}", whole):
        whole, _, part = whole.partition(",")
    whole, part = whole.replace(",", "")[:_PRECISION] or "0", part[:_PRECISION]
    return Fraction(int(whole)) + (Fraction(int(part), 10 ** len(part)) if part else 0)


def _ratio(tokens: Sequence[Token], at: int) -> tuple[Fraction, int] | None:
    """Read "3/4"; 120/80 is two numbers."""
    parts = tokens[at : at + 3]
    if len(parts) < 3 or parts[1].text != "/" or {parts[0].kind, parts[2].kind} != {"num"}:
        return None
    above, below = _value(parts[0].text), _value(parts[2].text)
    if not above < below <= 100 or above.denominator != 1 or below.denominator != 1:
        return None
    return above / below, 3


def _negative(tokens: Sequence[Token], at: int) -> bool:
    if not at:
        return False
    sign, before = tokens[at - 1], tokens[at - 2] if at > 1 else None
    if sign.text.lower() == "minus":
        return not (before and before.kind == "num")
    glued = sign.text == _MINUS and sign.end == tokens[at].start
    return glued and not (before and (before.end == sign.start or before.kind == "num") and before.text not in "([$€£")


def _money(tokens: Sequence[Token], at: int) -> str:
    if not at:
        return ""
    before = tokens[at - 1]
    if before.text in _MONEY:
        land = tokens[at - 2].text if at > 1 and tokens[at - 2].end == before.start else ""
        return units.canonical((land if before.text == "$" and land in _DOLLARS else "") + before.text, glued=True)
    unit = units.canonical(before.text, glued=True) if before.text.isupper() and len(before.text) == 3 else ""
    return unit if unit in units.CURRENCIES else ""


def _build(
    text: str,
    tokens: Sequence[Token],
    at: int,
    end: int,
    value: Fraction,
    *,
    unit: str,
    ordinal: bool = False,
    words: bool = False,
    last: int | None = None,
) -> Number:
    start, stop = tokens[at].start, tokens[min(end, len(tokens)) - 1].end
    final = tokens[last if last is not None else at].end
    noun = tokens[end].text.lower() if not unit and end < len(tokens) and tokens[end].kind == "word" else ""
    bound = _bound(text[max(0, start - 30) : start].rstrip("$€£ "))
    return Number(
        value=value,
        unit=unit,
        noun=noun,
        text=text[start : max(stop, final)],
        start=start,
        end=max(final, start + 1),
        ordinal=ordinal,
        words=words,
        bound=bound,
    )


def _bound(before: str) -> Bound:
    """Read a limit off the words before a number: "at least", "up to".

    >>> [_bound(before) for before in ("not less than", "no more than", "more than", "less than")]
    ['least', 'most', 'least', 'most']
    """
    if not before or not (before[-1].isalpha() or before[-1] in "<>=≤≥"):
        return ""
    if _MOST.search(before):
        return "most"
    return "least" if _LEAST.search(before) else ""


def _inherit(text: str, values: list[Number]) -> tuple[Number, ...]:
    """Give "5" of "5-10 mg" its unit, and "10" of "$5-10"."""
    for k in range(len(values) - 2, -1, -1):
        here, after = values[k], values[k + 1]
        between = text[here.end : after.start].strip(" $€£").lower()
        if not here.unit and after.unit and between in _JOINTS and not here.ordinal and not 1500 < here.value < 2100:
            values[k] = replace(here, unit=after.unit, noun="")
    for k in range(1, len(values)):
        before, here = values[k - 1], values[k]
        if not here.unit and not here.noun and before.unit and text[before.end : here.start].strip() in ("-", "to"):
            values[k] = replace(here, unit=before.unit)
    return tuple(values)
