"""Read the signs on which a patient is to come back or call for help, each of which a note must name."""

import re
from collections.abc import Iterator

from minigiants.grounding import content_words

from .reading import cue, read

_NET = 0.5
"""Share of a sign's words by which a safety net names it."""
_FEW_WORDS = 2
_OR = re.compile(r",? \b(?:or|and)\b |, ?|;")
_GOES = content_words(
    "get gets goes go come comes start starts have has feel feels turn worse if you any sign signs back really much"
)
"""Words around a sign that say nothing of it."""


def signs_of(text: str) -> Iterator[str]:
    """Yield each sign of a condition: of "if he goes blue or floppy, ring us" these are two."""
    low = text.lower()
    begun = cue("condition").search(low)
    acts = [m.start() for m in cue("act_then").finditer(low)]
    start = begun.end() if begun else 0
    act_follows = begun is not None and not any(at < start for at in acts)
    end = next((at for at in acts if at > start and act_follows), len(low))
    for part in _OR.split(low[start:end]):
        if read(part).stems - _GOES:
            yield part


def names_sign(sign: str, spoken: frozenset[str]) -> bool:
    """Tell whether a safety net names a sign: half of its words, or what they mean where they are few."""
    words, meant = read(sign).stems - _GOES, read(sign).concepts
    shared = sum(word in spoken or any(len(word) > 4 and t.startswith(word[:5]) for t in spoken) for word in words)
    return shared >= _NET * len(words) or (len(words) <= _FEW_WORDS and bool(meant) and meant <= spoken)
