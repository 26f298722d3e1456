"""Say how a visit took place, and who was there, when no line of its note does."""

import re
from collections.abc import Sequence

from ...talk import Turn
from .needs import Need
from .reading import Mentions, cue

_EARLY = 6
"""Turns in which people say that they are on the telephone."""
_TELEPHONE = re.compile(r"\b(?:tele)?phone|\bcall(?:ed)?\b|\bremote|\bvideo", re.IGNORECASE)
_INTERPRETER = re.compile(r"\binterpret", re.IGNORECASE)
_SAME = {"mother": ("mother", "mum", "mom", "parent"), "father": ("father", "dad", "parent"), "mum": ("mother", "mum")}


def setting(turns: Sequence[Turn], lines: Sequence[Mentions]) -> list[tuple[Need, int]]:
    """Return what of the circumstances no line says, each with the turn that shows it."""
    wants = []
    by_phone = next((t.number for t in turns[:_EARLY] if cue("by_telephone").search(t.text)), 0)
    if by_phone and not any(_TELEPHONE.search(line.text) for line in lines):
        wants.append((Need(kind="setting", label="that it took place by telephone"), by_phone))
    others: dict[str, int] = {}
    for turn in turns:
        if turn.speaker == "other" and turn.label:
            others.setdefault(turn.label.casefold(), turn.number)
    for who, number in others.items():
        words = ("interpret",) if _INTERPRETER.search(who) else _SAME.get(who, (who.split()[-1],))
        if not any(word in line.text for line in lines for word in words):
            label = "that an interpreter spoke" if words == ("interpret",) else f"that the {who} was there"
            wants.append((Need(kind="setting", label=label), number))
    return wants
