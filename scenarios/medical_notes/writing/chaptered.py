"""Put each line into its part of the note, leave out what belongs nowhere, and say nothing twice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ..checks import ORDER, Account, Dialogue, counted, read, tie_to
from ..facts import dangers, drugs, facts
from ..note import BACKGROUND, Line, Omission
from .learned import NONE, Embed, chapters

OF_CLINICIAN = frozenset({"assessment", "exam", "plan", "results"})
"""Parts that hold what a clinician says, not what only a patient tells."""
_OF_DRUGS = frozenset({"allergies", "medications"})
"""Parts of which each line names a drug or an allergy."""
_TO_DO = re.compile(
    r"\b(?:call|ring|dial|come (?:right |straight )?back) (?:9\d\d|11\d|us|the|if|in)\b|; (?:call|ring|come)\b", re.I
)
"""Says what to do when: "Calf swelling; call 911.", "Come back if it spreads"; not "Called the ambulance"."""
_PLANNED = 0.6
"""Probability from which what a clinician says is planned, whatever else it names."""
_NOWHERE = 0.5
"""Probability of belonging nowhere from which a line that names nothing is left out."""
_BACKGROUND = 0.5
"""Probability from which a line of the complaint goes to the past, the family or the habits."""
_GRAVEST = 5
"""How many of the kinds that can be missing are asked after whatever they sound like."""
_ALIKE = 0.72
"""Cosine from which two lines may say the same."""


def placed(
    lines: Sequence[Line], visit: Dialogue, embed: Embed, parts: Mapping[int, str] = MappingProxyType({})
) -> list[Line]:
    """Return lines in their parts, without those that belong nowhere and name nothing.

    A line without a part gets that of the exchange it rests on most, by its place in `parts`, else the likeliest. One
    of the complaint may go to the past, the family or habits.
    """
    in_place = []
    for line, chances in zip(lines, chapters([line.text for line in lines], embed), strict=True):
        if "-present-" in line.id or line.author == "clinician":
            in_place.append(line)
        elif chances[NONE] < _NOWHERE or _names_something(line.text):
            part = line.part or _part(line, chances, visit, parts)
            best = max(BACKGROUND, key=lambda part: chances[part])
            background = part == "subjective" and chances[best] >= _BACKGROUND
            in_place.append(replace(line, part=best if background else part))
    return in_place


def _part(line: Line, chances: Mapping[str, float], visit: Dialogue, parts: Mapping[int, str]) -> str:
    """Return the part of the exchange that most of a line rests on, else the likeliest one by its words."""
    hearings = visit.account.said
    near = [place for place, one in enumerate(hearings) if one.exchange.turns[-1] in line.turns]
    best = tie_to(read(line.text), Account(said=tuple(hearings[place] for place in near), corrected=()))
    place = next((place for place in near if best and hearings[place] is best[0]), None)
    by_clinician = place is None or hearings[place].exchange.by_clinician
    if by_clinician and (_TO_DO.search(line.text) or chances["plan"] >= _PLANNED):
        return "plan"
    usual = "" if place is None else parts.get(place, "")
    of_drugs = bool(read(line.text).drugs) or "allerg" in line.text.casefold()
    if usual and not (by_clinician and usual == "subjective") and (of_drugs or usual not in _OF_DRUGS):
        return usual
    possible = [part for part in chances if part != NONE and (by_clinician or part not in OF_CLINICIAN)]
    return max((part for part in possible if of_drugs or part not in _OF_DRUGS), key=lambda part: chances[part])


def belonging(lines: Sequence[Line], embed: Embed) -> list[Line]:
    """Return lines without those that belong nowhere and name nothing, such as who somebody is and when born."""
    chances = chapters([line.text for line in lines], embed)
    return [
        line for line, each in zip(lines, chances, strict=True) if each[NONE] < _NOWHERE or _names_something(line.text)
    ]


def asked_in_vain(omissions: Sequence[Omission], embed: Embed) -> frozenset[str]:
    """Return the ids of omissions that belong into no note, such as a date of birth; what is grave is never one."""
    mild = [omission for omission in omissions if omission.kind not in ORDER[:_GRAVEST]]
    chances = chapters([counted(omission.line) for omission in mild], embed)
    return frozenset(o.id for o, each in zip(mild, chances, strict=True) if each[NONE] >= _NOWHERE)


def without_repeats(lines: Sequence[Line], embed: Embed) -> tuple[Line, ...]:
    """Leave out lines that say in other words what another line says, which names as much: the rules' or the later."""
    if not lines:
        return ()
    vectors = embed([line.text for line in lines])
    near = vectors @ vectors.T
    stand: list[int] = []
    order = sorted(range(len(lines)), key=lambda n: (lines[n].author == "rules", n))
    for n in order:
        rivals = [m for m in stand if near[n, m] >= _ALIKE and lines[m].part == lines[n].part]
        if not any(_names_as_much(lines[m].text, lines[n].text) for m in rivals):
            stand.append(n)
    return tuple(lines[n] for n in sorted(stand))


def _names_as_much(text: str, other: str) -> bool:
    """Tell whether a text names all drugs, illnesses, sides, days and numbers of another and denies as it does."""
    ours, theirs = read(text), read(other)
    names = {*theirs.concepts, *theirs.drugs, *theirs.sides, *theirs.days}
    return (
        names <= {*ours.concepts, *ours.drugs, *ours.sides, *ours.days}
        and all(any(a.same(b) for b in ours.amounts) for a in theirs.amounts)
        and ours.denied == theirs.denied
        and dangers(other) <= dangers(text)
    )


def _names_something(text: str) -> bool:
    """Tell whether a line names a drug, an illness, a finding or a danger: it is never left out as chat.

    >>> _names_something("Can hear the clinician well."), _names_something("Stopped ramipril.")
    (False, True)
    """
    own = read(text)
    return bool(own.drugs or own.concepts or own.sides or drugs(text) or dangers(text) or facts(text))
