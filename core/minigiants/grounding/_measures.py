"""Read the tokens of a text: numbers, codes and words, and the units of measure after a number."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from minigiants.language import units, word_set

_TOKEN = re.compile(
    r"(?P<code>(?!(?:mid|pre|post|early|late|circa|USD|EUR|GBP|US)-?\d)[^\W\d_]{1,40}-?\d[^\W_]{0,40}(?:-\d{1,20}){0,4}"
    r"|\d{1,20}(?:\.\d{1,20}){2,20})"
    r"|(?P<num>(?:\d{1,3}(?:,\d{2,3}){0,8},\d{3}(?!\d)|\d{1,20},\d{1,2}(?![\d,])|\d+)(?:\.\d+)?|(?<![\w.])\.\d+)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s]|_)"
)
_ADJECTIVES = word_set("units", "adjectives")
"""Words between a number and its unit: "30 business days"."""
_EACH = ("each", "every")
_AREA = re.compile(r"(mm|cm|dm|m|km|ft)([23])")
_POWERS = {"square": "2", "sq": "2", "cubic": "3", "cu": "3"}
_DEGREES = {"c": "°c", "celsius": "°c", "f": "°f", "fahrenheit": "°f"}


class Token(NamedTuple):
    """A piece of clean text: a code (B12), a number in digits, a word, or a mark."""

    kind: str
    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Cut clean text into tokens.

    >>> [(t.kind, t.text) for t in tokenize("B12: 5mg")]
    [('code', 'B12'), ('mark', ':'), ('num', '5'), ('word', 'mg')]
    """
    return [Token(m.lastgroup or "", m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def unit(tokens: Sequence[Token], at: int, *, money: str = "") -> tuple[str, int]:
    """Read the unit at `at` with what it is per: its canonical symbol and the place of the token after it."""
    base, at = (money, at) if money else _base(tokens, at)
    return rate(base, tokens, at) if base else ("", at)


def rate(base: str, tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Read what `base` is per, such as "/kg/day": the whole symbol and the place of the token after it."""
    parts = [base]
    while (step := _per(tokens, at)) is not None:
        parts.append(step[0])
        at = step[1]
    return "/".join(parts), at


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text.lower() if at < len(tokens) else ""


def _base(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Read a unit, an adjective or an article before it passed over: "30 business days", "5-year", "half a day"."""
    place = at + (_word(tokens, at) in ("-", "a", "an"))
    power = _POWERS.get(_word(tokens, place), "")
    if place + 1 < len(tokens) and (power or _word(tokens, place) in _ADJECTIVES):
        place += 1
    place += _word(tokens, place) == "-" and place > at
    if place >= len(tokens):
        return "", at
    glued = tokens[place].kind == "mark" or (place == at > 0 and tokens[at].start == tokens[at - 1].end)
    symbol, after = units.canonical(tokens[place].text, glued=glued), _word(tokens, place + 1)
    if area := _AREA.fullmatch(tokens[place].text):  # as "m²" is written in clean text
        return f"{area[1]}{area[2]}", place + 1
    if after == "cent" and _word(tokens, place) == "per":
        return "%", place + 2
    if symbol == "%" and after in ("point", "points"):
        return "pp", place + 2
    if symbol == "°" and after in _DEGREES:
        return _DEGREES[after], place + 2
    return (symbol + power, place + 1) if symbol else ("", at)


def _per(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Read "/kg", "per day", "a day", "for each kilometre", "daily"."""
    at += _word(tokens, at) == "for" and _word(tokens, at + 1) in _EACH
    word, below = _word(tokens, at), _word(tokens, at + 1)
    if word in units.ADVERBS:
        return units.ADVERBS[word], at + 1
    if word not in ("/", "per", "a", "an", *_EACH) or not below:
        return None
    symbol = units.canonical(tokens[at + 1].text, glued=word == "/")
    if word == "/":
        symbol = symbol or {"d": "day", "w": "wk"}.get(below, "")
    elif word == "per" and tokens[at + 1].kind == "word":
        symbol = symbol or below
    return (symbol, at + 2) if symbol and (word in ("/", "per", *_EACH) or symbol in units.TIMES) else None
