"""Read hours that are written without am or pm: "from 10", "between 4 and 5", "at eight in the evening"."""

import re

from minigiants.language import ONES

_WORDS = {word: value for word, value in ONES.items() if 1 <= value <= 12}
_HOUR = rf"(?:1[0-2]|[1-9]|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_ENDS = r"(?=\s?(?:$|[.,;:)?!–-](?!\d)|(?:and|as|because|every|for|if|in the|on|or|the|till?|to|until|when)\b))"
"""An amount has a unit or a thing behind it: "from 10 boxes" is no hour."""
_BARE = re.compile(
    rf"\b(?P<before>after|and|at|before|between|by|from|since|till?|to|until)\s(?P<hour>{_HOUR})"
    rf"(?:\so['’]clock)?(?!\w)(?:\s(?:(?:in|on) the|at) (?P<half>afternoon|evening|morning|night)|{_ENDS})",
    re.IGNORECASE,
)
"""An hour behind a word of time: "only from 10, as we have a job", "by 6 in the evening"."""
_HALVES = {"morning": 0, "afternoon": 12, "evening": 12}
_DUSK = 6
"""The hour from which one "at night" is before midnight."""
_EARLIEST = 7
"""The hour from which one without a half is of the morning, as people use them: "from 10", "from 4 to 5"."""


def hours(text: str) -> frozenset[int]:
    """Return the bare hours of clean `text` as minutes since midnight, in the half of the day that is usual.

    >>> [sorted(m / 60 for m in hours(t)) for t in ("only from 10, as we work", "by 6 in the evening", "to 10 boxes")]
    [[10.0], [18.0], []]
    """
    return frozenset(_minutes(match) for match in _BARE.finditer(text))


def _minutes(match: re.Match[str]) -> int:
    word = match["hour"].casefold()
    hour = int(word) if word.isdigit() else _WORDS[word]
    half = (match["half"] or "").casefold()
    if half == "night":
        later = 12 if _DUSK <= hour < 12 else 0
    else:
        later = _HALVES.get(half, 0 if _EARLIEST <= hour < 12 else 12)
    return 60 * (hour % 12 + later)
