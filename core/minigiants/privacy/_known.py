"""Find the mentions of people and numbers that are known beforehand."""

import re
from collections.abc import Iterator
from datetime import date

from minigiants.privacy._types import Known
from minigiants.privacy._vocabulary import WORDS
from minigiants.types import Entity

_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(WORDS["particles"])
COMMON = frozenset(WORDS["names_that_are_words"])
"""Names that are words as well: found only with a capital letter, or beside a title or the person's other name."""
_TITLES = r"mr|mrs|ms|miss|mister|missus|doctor|dr|nurse|professor|prof"
_FUZZY = 5
"""Letters from which a name may be misspelt by one."""
_SCORE = 1.0


def known_entities(text: str, known: Known) -> Iterator[Entity]:
    """Yield each mention in `text` of what is known: inflected, abbreviated, misspelt by a letter, split over lines."""
    for name in known.names:
        yield from _names(text, name)
    for day in known.dates:
        yield from _matches(text, "DATE", _date_forms(day))
    for number in known.numbers:
        yield from _matches(text, "ID", [_loose(number)])
    for other in known.others:
        yield from _matches(text, "ID", [r"\s+".join(re.escape(word) for word in other.split())])


def _names(text: str, name: str) -> Iterator[Entity]:
    parts = [p for p in _WORD.findall(name) if p.lower() not in _PARTICLES]
    for word in _WORD.finditer(text):
        found = word.group()
        if any(_mentions(found, part) for part in parts if len(part) > 1) or _beside(text, word, parts):
            yield _entity(word.start(), word.end(), "PERSON")
    if len(parts) > 1:
        yield from _matches(text, "PERSON", _split_forms(parts), flags=0)


def _mentions(word: str, part: str) -> bool:
    low, name = word.lower(), part.lower()
    if low in (name, name + "s") or (len(name) >= _FUZZY and low in (name + "es", name[:-1] + "ies")):
        return word[0].isupper() or (name not in COMMON and len(name) > 2)
    if len(name) < _FUZZY or not word[0].isupper():
        return False
    return _one_apart(low, name) and low not in COMMON


def _beside(text: str, word: re.Match[str], parts: list[str]) -> bool:
    """Tell whether a small word is one of the names and stands next to a title or another of them."""
    low = word.group().lower()
    if low not in COMMON or low not in [part.lower() for part in parts]:
        return False
    others = "|".join(re.escape(part) for part in parts if part.lower() != low) or "(?!)"
    before = re.search(rf"\b(?:{_TITLES}|{others})\b\.?\s+$", text[max(0, word.start() - 30) : word.start()], re.I)
    return bool(before or re.compile(rf"\s+(?:{others})\b", re.I).match(text, word.end()))


def _one_apart(a: str, b: str) -> bool:
    """Tell whether one letter was changed, lost, added, or swapped with its neighbour.

    >>> [_one_apart("jonson", w) for w in ("johnson", "jonsen", "josnon", "jensen")]
    [True, True, True, False]
    """
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    if rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:]:
        return True
    return rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]


def _split_forms(parts: list[str]) -> list[str]:
    first, last = re.escape(parts[0]), re.escape(parts[-1])
    initials = rf"{re.escape(parts[0][0])}\.\s*(?:[A-Z]\.\s*)*{last}"
    return [initials, rf"{first}\s+{re.escape(parts[-1][0])}\.", rf"{_broken(parts[0])}", rf"{_broken(parts[-1])}"]


def _broken(name: str) -> str:
    """Allow a hyphen and the end of a line within a name."""
    return r"\b" + r"(?:-\s*\n\s*)?".join(re.escape(c) for c in name) + r"\b"


def _loose(number: str) -> str:
    marks = [re.escape(c) for c in number if c.isalnum()]
    return r"(?<![A-Za-z0-9])" + r"[\s./-]*".join(marks) + r"(?![A-Za-z0-9])" if marks else r"(?!)"


def _date_forms(day: date) -> list[str]:
    d, m, y, yy = day.day, day.month, day.year, day.year % 100
    month = rf"(?:{day:%B}|{day:%b}\.?|{day:%b}t\.?)"
    year = rf"(?:{y}|['’]?{yy:02d})"
    mark = r"\s*[-/.]\s*"
    ordinal = rf"0?{d}(?:st|nd|rd|th)?"
    forms = [
        rf"{y}{mark}0?{m}{mark}0?{d}",
        rf"0?{m}{mark}0?{d}{mark}{year}",
        rf"0?{d}{mark}0?{m}{mark}{year}",
        rf"{month}\s*{ordinal}(?:\s*,?\s*{year})?",
        rf"{ordinal}\s*(?:of\s+)?[-/ ]?{month}(?:[-/ ,]*{year})?",
        f"{day:%Y%m%d}",
    ]
    return [rf"(?<!\d){form}(?!\d)" for form in forms]


def _matches(text: str, type_: str, forms: list[str], *, flags: int = re.IGNORECASE) -> Iterator[Entity]:
    for form in forms:
        for match in re.finditer(form, text, flags):
            if match.end() > match.start():
                yield _entity(match.start(), match.end(), type_)


def _entity(start: int, end: int, type_: str) -> Entity:
    return Entity(start=start, end=end, type=type_, score=_SCORE, recognizer="known")
