"""Mend a word that nobody knows but that is one slip of the finger away from a word of the articles."""

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

SHORTEST = 5
"""Letters of a word that is mended; shorter ones are too near to too many."""
_WORD = re.compile(r"[A-Za-z]+")


def mended(text: str, known: Iterable[str]) -> str:
    """Return `text` with each misspelt word as the texts `known` write it; a word with two such readings stays.

    >>> mended("how much is delivry of a parcle?", ["Delivery of a parcel costs 4.90 euros."])
    'how much is delivery of a parcel?'
    """
    words = {word.lower() for one in known for word in _WORD.findall(one)}

    def read(found: re.Match[str]) -> str:
        word = found[0].lower()
        if len(word) < SHORTEST or word in words:
            return found[0]
        near = {slip for slip in _slips(word) if slip in words and len(slip) >= SHORTEST}
        return near.pop() if len(near) == 1 else found[0]

    return _WORD.sub(read, text)


def _slips(word: str) -> Iterator[str]:
    """Yield what was meant if one letter is missing, too many, wrong or swapped with the next.

    The first letter is right, and what differs in the last one alone is grammar.
    """
    for at in range(1, len(word)):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if len(tail) > 1:
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
            yield head + tail[1:]
            yield head + tail[1] + tail[0] + tail[2:]
