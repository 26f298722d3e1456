"""Mend a word that nobody knows but that is a slip of the finger or two away from a word of the articles."""

import re
from collections.abc import Iterable

SHORTEST = 4
"""Letters of a word that is mended; shorter ones are too near to too many."""
TWICE = 7
"""Letters from which a word may have two slips."""
_WORD = re.compile(r"[A-Za-z]+")


def mended(text: str, texts: Iterable[str]) -> str:
    """Return `text` with each misspelt word as the texts `texts` write it; a word with two such readings stays.

    >>> mended("how much is delivry of a parcle?", ["Delivery of a parcel costs 4.90 euros."])
    'how much is delivery of a parcel?'
    >>> mended("a gren helmt, pleas delvier it", ["Helmets, a helmet, green", "we deliver"])
    'a green helmet, pleas deliver it'
    """
    words = {word.lower() for one in texts for word in _WORD.findall(one)}

    def read(match: re.Match[str]) -> str:
        word = match[0].lower()
        if len(word) < SHORTEST or word in words:
            return match[0]
        near: dict[int, set[str]] = {}
        for other in words:
            if slips := _slips(word, other):
                near.setdefault(slips, set()).add(other)
        best = near[min(near)] if near else set()
        return best.pop() if len(best) == 1 else match[0]

    return _WORD.sub(read, text)


def _slips(word: str, other: str) -> int:
    """Return how many slips lead from `other` to `word`, 0 when it is not a slip: the first letter is right.

    What differs in the last letter alone is grammar.

    >>> _slips("parcle", "parcel"), _slips("parcels", "parcel"), _slips("servise", "service"), _slips("bread", "beard")
    (1, 0, 1, 0)
    """
    most = 2 if len(word) >= TWICE else 1
    if word[0] != other[0] or abs(len(word) - len(other)) > most or len(other) < SHORTEST:
        return 0
    if word[:-1] == other or word == other[:-1] or word[:-1] == other[:-1]:
        return 0
    found = _distance(word, other)
    return found if found <= most else 0


def _distance(word: str, other: str) -> int:
    """Return the least number of letters missing, too many, wrong or swapped (Damerau and Levenshtein)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        earlier, before, row = before, row, [i]
        for j, mate in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != mate))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == mate:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
