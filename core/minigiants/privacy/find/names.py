"""Find first names that many people bear, and the last name behind one: dictation writes them small."""

import re
from collections.abc import Iterator
from functools import cache

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
_SCORE = 0.7


def named(text: str) -> Iterator[Entity]:
    """Yield people of common first names: capitalised, or small in a text that is small all over."""
    words = list(_WORD.finditer(text))
    small = sum(w.group()[0].isupper() for w in words) <= _SMALL * len(words)
    first, last = lexicon()
    for word, after in zip(words, [*words[1:], None], strict=False):
        low = word.group().lower()
        if low not in first or not (small or word.group()[0].isupper()):
            continue
        if low in AMBIGUOUS and not _CALLED.search(text, max(0, word.start() - 15), word.start()):
            continue
        end = word.end()
        if after and after.group().lower() in last and text[end : after.start()] == " ":
            end = after.end() if after.group()[0].isupper() == word.group()[0].isupper() else end
        yield Entity(start=word.start(), end=end, type="PERSON", score=_SCORE, recognizer="name")


@cache
def lexicon() -> tuple[frozenset[str], frozenset[str]]:
    """Return common first and last names of the United States and Britain, in small letters (Faker's lists)."""
    from faker.providers.person import en_GB, en_US

    first = {name.lower() for place in (en_US, en_GB) for name in place.Provider.first_names}
    last = {name.lower() for name in en_US.Provider.last_names}
    return frozenset(name for name in first if len(name) > 2), frozenset(last)
