"""Tell whether a hyphen at a line's end belongs to the word or only broke it."""

import gzip
import json
import re
from collections.abc import Container
from functools import cache
from importlib.resources import files

_KEEPING = frozenset(
    ("self", "non", "well", "half", "cross", "long", "short", "high", "low", "ex", "anti", "semi", "quasi")
)
"""First parts of words that keep their hyphen: non-refundable, self-contained."""
_OFTEN, _VERY_OFTEN = 20, 5_000
"""Uses in the list's texts from which a part is taken for a word of its own, and a part of up to three letters."""
_LAST = re.compile(r"(?<![\w'’-])[\w'’-]+$")
_FIRST = re.compile(r"[\w'’-]+")
_WORDS = re.compile(r"\w+(?:-\w+)*")


def words(texts: list[str]) -> frozenset[str]:
    """Return the words of `texts` in small letters, those with hyphens whole.

    >>> sorted(words(["The dual-encoder set", "is a SET."]))
    ['a', 'dual-encoder', 'is', 'set', 'the']
    """
    return frozenset(word for text in texts for word in _WORDS.findall(text.lower()))


def hyphen(above: str, below: str, here: Container[str]) -> str:
    """Return "-" when the hyphen between the ends of two lines stays, "" when the word is one; `here` has the page's.

    >>> [hyphen(*pair, ()) for pair in (("part DX", "4410-B."), ("the collec", "tor is"), ("dual", "encoder"))]
    ['-', '', '-']
    """
    before, after = _LAST.search(above), _FIRST.match(below)
    if not before or not after:
        return "-"
    first, second = before.group().rpartition("-")[2], after.group().partition("-")[0]
    whole, joined = f"{before.group()}-{after.group()}".lower(), f"{first}{second}".lower()
    if joined in here:
        return ""
    if _is_code(first, second) or f"{first}-{second}".lower() in here or whole in here or "-" in before.group():
        return "-"
    return "-" if _are_words(first.lower(), second.lower()) else ""


def _is_code(first: str, second: str) -> bool:
    """Tell parts such as those of DX-4410, X-ray and Anglo-Saxon."""
    if not (first.isalpha() and second.isalpha()) or len(first) == 1:
        return True
    return second[0].isupper() != first.isupper()


def _are_words(first: str, second: str) -> bool:
    """Tell whether both parts are words and the whole is none, or has a first part that keeps its hyphen."""
    if first in _KEEPING and len(second) > 3 and second in _uses():
        return True
    if first + second in _uses():
        return False
    return all(_uses().get(part, 0) >= (_OFTEN if len(part) > 3 else _VERY_OFTEN) for part in (first, second))


@cache
def _uses() -> dict[str, int]:
    """Return English words, with their inflections, and how often texts use each."""
    packed = files("spellchecker").joinpath("resources/en.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    return counts
