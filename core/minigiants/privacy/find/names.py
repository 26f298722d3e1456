"""Find first names that many people bear, and the last name behind one: dictation writes them small."""

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from minigiants.language import TITLES, any_of
from minigiants.privacy.find.known import COMMON
from minigiants.privacy.find.vocabulary import ELSEWHERE, listed
from minigiants.types import Entity

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]{2,})?")
_CALLED = re.compile(rf"\b(?:hi|hey|hello|morning|afternoon|evening|thanks|you|named|{any_of(TITLES)})\b[\s.,]*$", re.I)
AMBIGUOUS = (COMMON | ELSEWHERE | listed("amber angel carol christian dakota ebony eve holly mercedes raven")) - {
    "alexander", "frances", "francis", "stanley", "thomas", "walter", "zachary", "sydney", "shannon", "frederick",
}  # fmt: skip
"""Words too: people only where somebody is spoken to."""
_SMALL = 0.05
"""Share of capitalised words up to which a text counts as dictated."""
_SHORT = 4
_DRUG_END = re.compile(r"(?:in|mycin|statin|azole|pril|sartan|olol|mab|ide|ine)$")
"""How drugs end, of which few are in a list of words."""
_SCORE = 0.7


def named(text: str) -> Iterator[Entity]:
    """Yield people of common first names: capitalised, or small in a text that is small all over."""
    words = list(_WORD.finditer(text))
    small = small_all_over(text)
    first, last = lexicon()
    for word, after in zip(words, [*words[1:], None], strict=False):
        low = word.group().lower()
        if low not in first or not (small or word.group()[0].isupper()):
            continue
        if low in AMBIGUOUS and not _CALLED.search(text, max(0, word.start() - 15), word.start()):
            continue
        end = word.end()
        if after and text[end : after.start()] == " " and (after.group().lower() in last or _is_strange(after.group())):
            end = after.end() if after.group()[0].isupper() == word.group()[0].isupper() else end
        yield Entity(start=word.start(), end=end, type="PERSON", score=_SCORE, recognizer="name")


def small_all_over(text: str) -> bool:
    """Tell whether hardly a word of a text has a capital, as in dictation.

    >>> small_all_over("told ann patel to come in"), small_all_over("Told Ann Patel to come in.")
    (True, False)
    """
    words = list(_WORD.finditer(text))
    return sum(word.group()[0].isupper() for word in words) <= _SMALL * len(words)


def _is_strange(word: str) -> bool:
    """Tell whether a word in small letters is none of English, and so a family name behind a first name."""
    return word.islower() and len(word) > _SHORT and word not in uses() and not _DRUG_END.search(word)


@cache
def uses() -> dict[str, int]:
    """Return English words, with their inflections, and how often texts use each, as pyspellchecker counts."""
    packed = files("spellchecker").joinpath("resources/en.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    return counts


@cache
def lexicon() -> tuple[frozenset[str], frozenset[str]]:
    """Return common first and last names of the United States and Britain, in small letters (Faker's lists)."""
    from faker.providers.person import en_GB, en_US

    first = {name.lower() for place in (en_US, en_GB) for name in place.Provider.first_names}
    last = {name.lower() for name in en_US.Provider.last_names}
    return frozenset(name for name in first if len(name) > 2), frozenset(last)
