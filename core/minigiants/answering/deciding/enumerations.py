"""Notice that an answer gives a part of what its place lists: "aluminium" of "aluminium, steel or brass"."""

import re

from minigiants.answering.deciding.sought import sought
from minigiants.grounding import content_words

_ITEM = r"[^,;:.()\n]{2,80}"
_LIST = re.compile(rf"{_ITEM}(?:, {_ITEM}){{1,12}}")
_PARTS = re.compile(r",\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+")
_LAST = re.compile(r"\b(?:and|or)\s[^,]*$")
"""Ends a list; "the lease, dated 3 May, ends" is none."""
_ONE = re.compile(r"\b(?:first|last|only|main|usual|one of|example|or|\w{3,}est)\b", re.IGNORECASE)
"""Asks for one of several: "the largest", "tea or coffee"."""
WORDS = 4
"""Of the first item its last words, of the last one its first: what stands beyond them is the rest of the sentence."""
SEVERAL = 3


def partial(question: str, answer: str, place: str) -> bool:
    """Tell whether an answer gives some items of a list in its place, though the question singles out none.

    >>> place = "Wing nuts are made of aluminium, plated steel, or brass."
    >>> partial("What are wing nuts made of?", "Wing nuts are made of aluminium.", place)
    True
    >>> partial("Who is the treasurer?", "Hill is.", "Gray is the chairman, Hill the treasurer, and Poe the secretary.")
    False
    """
    if sought(question) in ("yes or no", "number") or _ONE.search(question):
        return False
    sought_words, answer_words = content_words(question), content_words(answer)
    return any(_parted(items, sought_words, answer_words) for items in lists(" ".join(place.split())))


def lists(text: str) -> list[list[str]]:
    """Return the items of each list of at least three in a text.

    >>> lists("Bring a passport, a visa and two photographs with you.")
    [['Bring a passport', 'a visa', 'two photographs with you']]
    """
    runs = [match[0] for match in _LIST.finditer(text) if _LAST.search(match[0])]
    return [items for run in runs if len(items := _PARTS.split(run)) >= SEVERAL]


def _parted(items: list[str], question: frozenset[str], answer: frozenset[str]) -> bool:
    if any(content_words(item) & question for item in items[1:]):
        return False
    cut = [" ".join(items[0].split()[-WORDS:]), *items[1:-1], " ".join(items[-1].split()[:WORDS])]
    own = [content_words(item) - question for item in cut]
    if not all(own):
        return False
    items_in_it = [2 * len(words & answer) >= len(words) for words in own]
    return any(items_in_it) and not all(items_in_it)
