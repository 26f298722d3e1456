"""Find the numbers of a text with their units: digits, words, shares, percentages, money, ranges."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from minigiants.grounding import _numerals, _units
from minigiants.grounding._lexicon import UNIT_ADJECTIVES
from minigiants.grounding._text import clean

Bound = Literal["", "least", "most"]

_TOKEN = re.compile(
    r"(?P<code>(?!(?:mid|pre|post|early|late|circa|USD|EUR|GBP|US)-?\d)[^\W\d_]{1,40}-?\d[^\W_]{0,40}(?:-\d{1,20}){0,4}"
    r"|\d{1,20}(?:\.\d{1,20}){2,20})"
    r"|(?P<num>(?:\d{1,3}(?:,\d{2,3}){0,8},\d{3}(?!\d)|\d{1,20},\d{1,2}(?![\d,])|\d+)(?:\.\d+)?|(?<![\w.])\.\d+)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s]|_)"
)
_MONEY = frozenset("$€£¥₹")
_DOLLARS = frozenset({"US", "A", "C", "CA", "AU", "NZ", "HK"})
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_JOINTS = frozenset({"-", "to", "or", "and", ",", "through", "–"})
_LEAST = re.compile(
    r"(?:at least|no (?:less|fewer) than|not less than|minimum(?: \w+)? of|more than|over|above"
    r"|exceed(?:s|ing)?|>=?|≥) ?$",
    re.I,
)
_MOST = re.compile(
    r"(?:at most|up to|no(?:t)? more than|not? (?:to )?exceed(?:ing)?|maximum(?: \w+)? of|less than|fewer than|under"
    r"|below|no later than|<=?|≤) ?$",
    re.I,
)
_MINUS = "-"
_PRECISION = 40


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


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
    tokens = [_Token(m.lastgroup or "", m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        number, used = _number(text, tokens, at)
        if number:
            found.append(number)
        at += used
    return _inherit(text, found)


def _number(text: str, tokens: Sequence[_Token], at: int) -> tuple[Number | None, int]:
    """Read a number that begins at token `at`, with the count of tokens to skip."""
    token = tokens[at]
    if token.kind == "num":
        return _digits(text, tokens, at)
    if token.kind != "word":
        return None, 1
    lower = token.text.lower()
    if lower in _numerals.TIMES:
        unit, end = _rate("time", tokens, at + 1)
        return _build(text, tokens, at, end, Fraction(_numerals.TIMES[lower]), unit=unit, words=True), 1
    read = _numerals.read(_run(tokens, at))
    if read is None:
        return None, 1
    value, used, ordinal = read
    used = _tokens_used(tokens, at, used)
    if ordinal and lower == "second" and at and tokens[at - 1].text.lower() in ("per", "a", "/"):
        return None, 1
    unit, end = _unit(tokens, at + used)
    return _build(text, tokens, at, end, value, unit=unit, ordinal=ordinal, words=True, last=at + used - 1), used


def _run(tokens: Sequence[_Token], at: int) -> list[str]:
    """Return up to twelve words from `at`, reading through single hyphens."""
    words: list[str] = []
    for token in tokens[at : at + 24]:
        if token.kind == "word":
            words.append(token.text.lower())
        elif token.text != "-":
            break
    return words[:12]


def _tokens_used(tokens: Sequence[_Token], at: int, words: int) -> int:
    used = 0
    while words:
        words -= tokens[at + used].kind == "word"
        used += 1
    return used


def _digits(text: str, tokens: Sequence[_Token], at: int) -> tuple[Number | None, int]:
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
        elif glued not in _numerals.SCALES and not _units.canonical(following.text, glued=True) and glued != "x":
            return None, used + 1
    while at + used < len(tokens) and tokens[at + used].text.lower().rstrip("s") in _numerals.SCALES:
        value, used = value * _numerals.SCALES[tokens[at + used].text.lower().rstrip("s")], used + 1
    unit, end = _unit(tokens, at + used, money=money)
    return _build(text, tokens, at, end, value, unit=unit, ordinal=ordinal, last=at + used - 1), used


def _value(text: str) -> Fraction:
    """Turn digits into a value; digits beyond the fortieth no longer tell values apart."""
    whole, _, part = text.partition(".")
    if not part and re.fullmatch(r"\d+,\d{1,2}", whole):
        whole, _, part = whole.partition(",")
    whole, part = whole.replace(",", "")[:_PRECISION] or "0", part[:_PRECISION]
    return Fraction(int(whole)) + (Fraction(int(part), 10 ** len(part)) if part else 0)


def _ratio(tokens: Sequence[_Token], at: int) -> tuple[Fraction, int] | None:
    """Read "3/4"; 120/80 is two numbers."""
    parts = tokens[at : at + 3]
    if len(parts) < 3 or parts[1].text != "/" or {parts[0].kind, parts[2].kind} != {"num"}:
        return None
    above, below = _value(parts[0].text), _value(parts[2].text)
    if not above < below <= 100 or above.denominator != 1 or below.denominator != 1:
        return None
    return above / below, 3


def _negative(tokens: Sequence[_Token], at: int) -> bool:
    if not at:
        return False
    sign, before = tokens[at - 1], tokens[at - 2] if at > 1 else None
    if sign.text.lower() == "minus":
        return not (before and before.kind == "num")
    glued = sign.text == _MINUS and sign.end == tokens[at].start
    return glued and not (before and (before.end == sign.start or before.kind == "num") and before.text not in "([$€£")


def _money(tokens: Sequence[_Token], at: int) -> str:
    if not at:
        return ""
    before = tokens[at - 1]
    if before.text in _MONEY:
        land = tokens[at - 2].text if at > 1 and tokens[at - 2].end == before.start else ""
        return _units.canonical((land if before.text == "$" and land in _DOLLARS else "") + before.text, glued=True)
    unit = _units.canonical(before.text, glued=True) if before.text.isupper() and len(before.text) == 3 else ""
    return unit if unit in _units.CURRENCIES else ""


def _unit(tokens: Sequence[_Token], at: int, *, money: str = "") -> tuple[str, int]:
    """Read a unit with what it is per: the canonical symbol and the token after it."""
    base, at = (money, at) if money else _base(tokens, at)
    return _rate(base, tokens, at) if base else ("", at)


def _rate(base: str, tokens: Sequence[_Token], at: int) -> tuple[str, int]:
    parts = [base]
    while (step := _per(tokens, at)) is not None:
        parts.append(step[0])
        at = step[1]
    return "/".join(parts), at


def _base(tokens: Sequence[_Token], at: int) -> tuple[str, int]:
    if at >= len(tokens):
        return "", at
    glued = at > 0 and tokens[at].start == tokens[at - 1].end
    skip = at
    if tokens[skip].text == "-" or tokens[skip].text.lower() in ("a", "an"):
        skip += 1
    area = ""
    if skip + 1 < len(tokens) and tokens[skip].text.lower() in UNIT_ADJECTIVES | {"square", "cubic", "sq", "cu", "-"}:
        area = {"s": "2", "c": "3"}.get(tokens[skip].text[:2].lower().replace("sq", "s").replace("cu", "c"), "")
        skip += 1 + (tokens[skip + 1].text == "-")
    if skip >= len(tokens):
        return "", at
    unit = _units.canonical(tokens[skip].text, glued=glued or tokens[skip].kind == "mark")
    if unit == "%" and skip + 1 < len(tokens) and tokens[skip + 1].text.lower() in ("point", "points"):
        return "pp", skip + 2
    if (
        unit == "°"
        and skip + 1 < len(tokens)
        and (scale := f"°{tokens[skip + 1].text[:1].lower()}") in ("°c", "°f")
        and (len(tokens[skip + 1].text) == 1 or tokens[skip + 1].text.lower() in ("celsius", "fahrenheit"))
    ):
        return scale, skip + 2
    return (unit + area, skip + 1) if unit else ("", at)


def _per(tokens: Sequence[_Token], at: int) -> tuple[str, int] | None:
    """Read "/kg", "per day", "a day", "each day", "daily"."""
    if at >= len(tokens):
        return None
    word = tokens[at].text.lower()
    if word in _units.ADVERBS:
        return _units.ADVERBS[word], at + 1
    if word not in ("/", "per", "a", "an", "each", "every") or at + 1 >= len(tokens):
        return None
    below = tokens[at + 1].text
    unit = _units.canonical(below, glued=word == "/") or ({"d": "day", "w": "wk"}.get(below, "") if word == "/" else "")
    if not unit and word == "per" and tokens[at + 1].kind == "word":
        unit = below.lower()
    return (unit, at + 2) if unit and (word in ("/", "per") or unit in _units.TIMES) else None


def _build(
    text: str,
    tokens: Sequence[_Token],
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
    bound: Bound = ""
    before = text[max(0, start - 30) : start].rstrip("$€£ ") + " "
    if _MOST.search(before):
        bound = "most"
    elif _LEAST.search(before):
        bound = "least"
    return Number(
        value=value, unit=unit, noun=noun, text=text[start : max(stop, final)], start=start, end=max(final, start + 1),
        ordinal=ordinal, words=words, bound=bound,
    )  # fmt: skip


def _inherit(text: str, found: list[Number]) -> tuple[Number, ...]:
    """Give "5" of "5-10 mg" its unit, and "10" of "$5-10"."""
    for k in range(len(found) - 2, -1, -1):
        here, after = found[k], found[k + 1]
        between = text[here.end : after.start].strip(" $€£").lower()
        if not here.unit and after.unit and between in _JOINTS and not here.ordinal and not 1500 < here.value < 2100:
            found[k] = replace(here, unit=after.unit, noun="")
    for k in range(1, len(found)):
        before, here = found[k - 1], found[k]
        if not here.unit and not here.noun and before.unit and text[before.end : here.start].strip() in ("-", "to"):
            found[k] = replace(here, unit=before.unit)
    return tuple(found)
