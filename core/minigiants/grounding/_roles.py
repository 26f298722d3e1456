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
        order = {s: at for at, (s, _) in enumerate(theirs)}
        if len(order) != len(theirs) and len(theirs) > 40:
            continue
        if sum(s in order for s, _ in ours) < _COVERED * len(ours) or _passive(claim) != _passive(sentence):
            continue
        if pair := _reversed(ours, order):
            return pair
    return None


def _sequence(text: str) -> list[tuple[str, str]]:
    return [(stem(w), w) for w in tokens(text) if is_content(w)]


def _reversed(ours: list[tuple[str, str]], order: dict[str, int]) -> tuple[str, str] | None:
    for at, (first, word) in enumerate(ours):
        for between, other in (
            (b, o) for b in range(at + 1, at + _WIDEST) for o in range(b + 1, min(len(ours), at + _WIDEST + 1))
        ):
            (verb, _), (second, last) = ours[between], ours[other]
            if not (_party(word) and _party(last)) or first == second or not {first, verb, second} <= order.keys():
                continue
            if order[second] < order[verb] < order[first] and order[first] - order[second] <= _WIDEST:
                return fold(word), fold(last)
    return None


def _party(word: str) -> bool:
    return word[0].isupper() or bool(_ROLE.fullmatch(fold(word)))


def _passive(text: str) -> bool:
    return " by " in text
