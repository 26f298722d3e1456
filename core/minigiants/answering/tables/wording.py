"""Cut a question into words that are known by their stems, and look words up in the lists."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from minigiants.grounding import content_words

_WORD = re.compile(r"\d+(?:[.,:/-]\d+)*|(?:\b[^\W\d_]-(?=[^\W\d_]{3}))?[^\W\d_]+(?:['’][^\W\d_]+)*|[%€$£¥]")
"""A number, a word ("E-bike" is one), or a sign."""
_PLAIN = re.compile(r"(?:\d{1,3}(?:[ ,']\d{3})+|\d+)(?:\.\d+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word of a text: where it stands, how it is written, what it is known by."""

    place: int
    text: str
    """In small letters."""
    stem: str
    """Empty for a word of grammar."""
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """Return the words of `text` in order.

    >>> [(word.text, word.stem) for word in words("Prices of 12 lamps")]
    [('prices', 'pric'), ('of', ''), ('12', '12'), ('lamps', 'lamp')]
    """
    return tuple(
        Word(place=n, text=m[0].casefold(), stem=stem(m[0]), start=m.start(), end=m.end())
        for n, m in enumerate(_WORD.finditer(text))
    )


@cache
def stem(word: str) -> str:
    """Return what a word is known by, empty for a word of grammar; a number is known as it is written."""
    if word[:1].isdigit() or word in "%€$£¥":
        return word
    return next(iter(content_words(word)), "")


def akin(one: str, other: str) -> bool:
    """Tell whether two stems are of one word: "suppl" (supplies) and "suppli" (supplier).

    >>> akin("suppl", "suppli"), akin("port", "portrait")
    (True, False)
    """
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short) and len(long) - len(short) <= 2


def stems(text: str) -> frozenset[str]:
    """Return what the words of `text` are known by, numbers and codes too.

    >>> sorted(stems("Valve DN 40, of brass"))
    ['40', 'bras', 'dn', 'valv']
    """
    return frozenset(word.stem for word in words(text) if word.stem)


def number(text: str) -> float | None:
    """Read a number as people type it, None when it is none.

    >>> number("1,250.50"), number("2024-04-01")
    (1250.5, None)
    """
    return float(re.sub(r"[ ,']", "", text)) if _PLAIN.fullmatch(text) else None


@cache
def lists(group: str) -> dict[str, tuple[str, ...]]:
    """Return a group of lists of `words.toml`."""
    read = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    return {name: tuple(entries) for name, entries in read[group].items()}


@cache
def sorts(word: str) -> frozenset[str]:
    """Return the sorts of columns that a stem or a word belongs to.

    >>> sorted(sorts("fee")), sorted(sorts("lamp"))
    (['cost'], [])
    """
    own = {word, stem(word)} - {""}
    return frozenset(name for name, entries in lists("alike").items() if own & {*entries, *map(stem, entries)})


def places_of(phrases: tuple[str, ...], question: tuple[Word, ...]) -> list[tuple[str, tuple[int, ...]]]:
    """Return each of `phrases` that stands in a question, with the places of its words; the longest first.

    >>> places_of(("over", "more than"), words("What costs more than 5?"))
    [('more than', (2, 3))]
    """
    texts = [word.text for word in question]
    pairs: list[tuple[str, tuple[int, ...]]] = []
    used: set[int] = set()
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase.split()), phrase)):
        parts = phrase.split()
        for i in range(len(texts) - len(parts) + 1):
            span = tuple(range(i, i + len(parts)))
            if texts[i : i + len(parts)] == parts and not used & set(span):
                pairs.append((phrase, span))
                used |= set(span)
    return pairs
