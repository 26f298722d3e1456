"""Notice when two parties changed places: "the tenant pays the landlord" and the reverse."""

import re
from collections.abc import Sequence

from minigiants.grounding._text import fold
from minigiants.grounding._words import is_content, stem, tokens

_ROLE = re.compile(
    r"[a-z]{2,}(?:er|or|ee|ant|ent|lord|ist|ian|man|woman|wife|husband|child|parent|company|bank|court|state|party|agency|team|side)s?"
)
_COVERED = 0.75
_WIDEST = 4


def exchanged(claim: str, evidence: Sequence[str]) -> tuple[str, str] | None:
    """Return two parties that stand around the same verb the other way round in the nearest sentence.

    >>> exchanged("The landlord pays the tenant.", ["The tenant pays the landlord."])
    ('landlord', 'tenant')
    >>> exchanged("The landlord is paid by the tenant.", ["The tenant pays the landlord."])
    """
    ours = _sequence(claim)
    for sentence in evidence:
        theirs = _sequence(sentence)
        if sum(s in theirs for s in ours) >= _COVERED * len(ours) and _passive(claim) == _passive(sentence):
            once = {s: at for at, s in enumerate(theirs) if theirs.count(s) == 1 and ours.count(s) == 1}
            if pair := _reversed(ours, once, _parties(claim)):
                return pair
    return None


def _sequence(text: str) -> list[str]:
    return [stem(w) for w in tokens(text) if is_content(w)]


def _parties(text: str) -> dict[str, str]:
    """Return the words that may name a party, by stem."""
    return {stem(w): fold(w) for w in tokens(text) if is_content(w) and (w[0].isupper() or _ROLE.fullmatch(fold(w)))}


def _reversed(ours: list[str], order: dict[str, int], parties: dict[str, str]) -> tuple[str, str] | None:
    """Find first, verb, second among `ours` that the other side has as second, verb, first."""
    for at, first in enumerate(ours):
        if first not in parties or first not in order:
            continue
        for end in range(at + 2, min(len(ours), at + _WIDEST + 1)):
            second = ours[end]
            if second not in parties or not 0 < order[first] - order.get(second, 10**9) <= _WIDEST:
                continue
            if any(order[second] < order.get(verb, -1) < order[first] for verb in ours[at + 1 : end]):
                return parties[first], parties[second]
    return None


def _passive(text: str) -> bool:
    return " by " in text
