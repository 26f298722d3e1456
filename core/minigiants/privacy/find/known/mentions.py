"""Find the mentions of people and numbers that are known beforehand."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from minigiants.language import TITLES, any_of
from minigiants.privacy.find.folded import Folded, fold_text
from minigiants.privacy.find.known.inflected import inflected
from minigiants.privacy.find.vocabulary import ELSEWHERE, WORDS
from minigiants.privacy.types import Known
from minigiants.types import Entity

_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
"""Scripts that put no space between words, and Korean, which joins particles to names."""
_PARTICLES = frozenset(WORDS["particles"])
COMMON = frozenset(WORDS["names_that_are_words"])
"""Names that are words as well: found only with a capital letter, or beside a title or the person's other name."""
NO_NAMES = COMMON | ELSEWHERE | frozenset((*WORDS["near_names"], *WORDS["medical"]))
"""What small letters don't make a name of, however near to one."""
_ABBREVIATIONS = frozenset((*WORDS["abbreviations"], *WORDS["medical"]))
_TITLES = any_of(TITLES)
_FUZZY = 5
"""Letters from which a name may be misspelt by one; in small letters one more."""
_LONG = 7
"""Letters from which an inflected name is found in small letters too."""
_SCORE = 1.0


def known_entities(text: str, known: Known) -> Iterator[Entity]:
    """Yield each mention in `text` of what is known: inflected, abbreviated, misspelt by a letter, split over lines.

    Accents and characters that don't show make no difference.
    """
    folded = fold_text(text)
    for name in known.names:
        yield from _Name.of(name).mentions(folded)
    for shape, type_ in _shapes(tuple(known.dates), tuple(known.numbers), tuple(known.others)):
        yield from _matches(folded, type_, shape)


class _Name:
    """What a person may be called; compiled once."""

    def __init__(self, name: str) -> None:
        """Take the whole name."""
        parts = [p for p in _WORD.findall(fold_text(name).text) if p.lower() not in _PARTICLES]
        low = [part.lower() for part in parts if len(part) > 1]
        self._exact = {form: part for part in low for form in _simple(part)}
        self._inflected = {form: part for part in low for form in inflected(part)}
        self._near: dict[str, set[str]] = defaultdict(set)
        for part in low:
            for less in _less(part) if len(part) >= _FUZZY else ():
                self._near[less].add(part)
        self._beside = {part: _beside(low[:place], low[place + 1 :]) for place, part in enumerate(low)}
        forms = [form for part in parts if len(part) > 1 for form in _written(part)]
        self._split = re.compile("|".join([*forms, *_short(parts)]) or r"(?!)")

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(name: str) -> "_Name":
        """Return the one for `name`."""
        return _Name(name)

    def mentions(self, text: Folded) -> Iterator[Entity]:
        """Yield where the person is named."""
        for word in _WORD.finditer(text.text):
            if self._means(word.group()) or self._stands_beside(text.text, word):
                yield _entity(text, word, "PERSON")
        yield from _matches(text, "PERSON", self._split)

    def _means(self, word: str) -> bool:
        low, capital = word.lower(), word[0].isupper()
        if name := self._exact.get(low):
            return capital or (name not in COMMON and len(name) > 2)
        if name := self._inflected.get(low):
            return capital or (len(low) >= _LONG and len(low) > len(name) + 1 and not {low, name} & NO_NAMES)
        if not (capital or len(low) > _FUZZY) or low in (COMMON if capital else NO_NAMES):
            return False
        return any(self._misspelt(low, name, capital=capital) for name in self._neighbours(low))

    def _neighbours(self, low: str) -> set[str]:
        if not _FUZZY - 1 <= len(low) <= 30:
            return set()
        return set().union(*(self._near[less] for less in _less(low) if less in self._near))

    def _misspelt(self, low: str, name: str, *, capital: bool) -> bool:
        if not capital and (len(name) <= _FUZZY or low[0] != name[0] or name in NO_NAMES):
            return False
        return _one_apart(low, name)

    def _stands_beside(self, text: str, word: re.Match[str]) -> bool:
        """Tell whether a small word is one of the names and stands beside a title, or another in the name's order."""
        low = word.group().lower()
        if low not in COMMON or low not in self._beside:
            return False
        before, after = self._beside[low]
        return bool(before.search(text, max(0, word.start() - 30), word.start()) or after.match(text, word.end()))


def _beside(before: list[str], after: list[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    first, last = ("|".join(map(re.escape, names)) or "(?!)" for names in (before, after))
    ahead = re.compile(rf"\b(?:{_TITLES}|{first})\b\.?\s+$", re.IGNORECASE)
    return ahead, re.compile(rf"\s+(?:{last})\b", re.IGNORECASE)


def _simple(name: str) -> Iterator[str]:
    yield from (name, name + "s")
    if len(name) >= _FUZZY:
        yield from (name + "es", name[:-1] + "ies")


def _less(word: str) -> set[str]:
    """Return the word, and what is left of it without one letter: words that are one apart share one of these."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


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


def _written(part: str) -> Iterator[str]:
    """Yield shapes of a name that is cut at the end of a line, or stands in a script without spaces."""
    if _UNSPACED.fullmatch(part):
        yield re.escape(part)
        if len(part) > 2:  # the family name is the first character
            yield re.escape(part[1:])
    elif len(part) > 2:
        yield r"\b" + r"(?:-\s*\n\s*)?".join(re.escape(c) for c in part) + r"\b"


def _short(parts: list[str]) -> Iterator[str]:
    """Yield shapes with initials for names."""
    if len(parts) < 2:
        return
    first, last = re.escape(parts[0]), re.escape(parts[-1])
    f, l = re.escape(parts[0][0]), re.escape(parts[-1][0])  # noqa: E741
    yield rf"\b{f}\.\s*(?:[A-Z]\.\s*)*{last}"
    yield rf"\b{first}\s+{l}\."
    yield rf"(?<![\w.]){f}\.\s?(?:[A-Z]\.\s?)?{l}\.(?!\w)"
    initials = "".join(part[0] for part in parts)
    for short in {initials, initials[0] + initials[-1]}:
        if short.isupper() and short.lower() not in _ABBREVIATIONS:
            yield rf"(?<![\w/.-]){re.escape(short)}(?![\w/-])"


@lru_cache(maxsize=256)
def _shapes(
    dates: tuple[date, ...], numbers: tuple[str, ...], others: tuple[str, ...]
) -> tuple[tuple[re.Pattern[str], str], ...]:
    forms = [(form, "DATE") for day in dates for form in _date_forms(day)]
    forms += [(_loose(fold_text(number).text), "ID") for number in numbers]
    forms += [(_spaced(fold_text(other).text), "ID") for other in others]
    return tuple((re.compile(form, re.IGNORECASE), type_) for form, type_ in forms)


def _spaced(value: str) -> str:
    words = r"\s+".join(map(re.escape, value.split()))
    return rf"(?<!\w){words}(?!\w)" if words else r"(?!)"


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


def _matches(text: Folded, type_: str, shape: re.Pattern[str]) -> Iterator[Entity]:
    for match in shape.finditer(text.text):
        if match.end() > match.start():
            yield _entity(text, match, type_)


def _entity(text: Folded, match: re.Match[str], type_: str) -> Entity:
    start, end = text.span(match.start(), match.end())
    return Entity(start=start, end=end, type=type_, score=_SCORE, recognizer="known")
