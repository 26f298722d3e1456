"""Choose what of a visit belongs into which part of its note."""

from collections.abc import Sequence

from ..checks import Dialogue, aside, grave_of, said_as
from ..facts import drugs, facts
from ..note import (
    MEASURED,
    PARTS,
    PLANNED,
    Fit,
    Line,
    by_rank,
    complaint_of,
    examined,
    filled,
    part_of,
    tells_taking,
)
from .learned import NONE, Embed, sections

KEPT = 0.5
"""Probability of belonging into the note from which a statement is chosen."""
SURE = 0.2
"""The same for what names a drug or plans; a dose or an allergy is always chosen: these must not be lost."""
SHORTEST = 3
"""Words from which a line without a fact says enough; "No locking." says enough by its fact."""
MOST = 520
"""Words of a note's draft; a visit of any length stays readable."""
_CRITICAL = ("drug", "dose", "allergy")


def choose(visit: Dialogue, embed: Embed) -> dict[str, list[int]]:
    """Return for each part the places of the statements that belong there, in the order they were said."""
    chances = sections(visit.statements, len(visit.turns), embed)
    fits: list[Fit] = []
    complaint, looked = complaint_of(visit.statements), examined(visit.statements)
    for place, (statement, chance) in enumerate(zip(visit.statements, chances, strict=True)):
        chance_somewhere = 1 - chance[NONE]
        part, grave = part_of(statement, chance), bool(grave_of(visit, place))
        kinds: set[str] = {f.kind for f in facts(visit.lines[place])}
        found_now = bool(kinds) and statement.turns[-1] in looked
        critical = bool(kinds & {*_CRITICAL}) or (
            statement.speaker == "doctor" and (found_now or bool(PLANNED.search(statement.text)))
        )
        certain = kinds & {"dose", "allergy"} or part == "allergies" or grave or tells_taking(statement)
        certain = certain or place == complaint
        certain = certain or (statement.speaker != "doctor" and bool(MEASURED.search(statement.text)))
        least = 0.0 if certain else SURE if critical else KEPT
        shortest = SHORTEST - (part == "assessment" and statement.speaker == "doctor")
        if (
            (len(visit.lines[place].split()) < shortest and not kinds)
            or chance_somewhere < least
            or aside(statement, kinds)
        ):
            continue
        rank = chance_somewhere + (2 if grave else critical or part == "allergies")
        fits.append(Fit(rank=rank, place=place, part=part, chance=chance))
    chosen: dict[str, list[int]] = {part: [] for part in PARTS}
    room = MOST
    for place, part in by_rank(filled(fits, visit.statements)):
        grave = bool(grave_of(visit, place))
        room -= 0 if grave else len(visit.lines[place].split())
        if room >= 0 or grave:
            chosen[part].append(place)
    return {part: _distinct(sorted(places), visit) for part, places in chosen.items()}


def drafted(part: str, places: Sequence[int], visit: Dialogue) -> list[Line]:
    """Write the lines of a part by rules alone, one for each statement."""
    return [
        Line(id=f"{part}-{place}", part=part, text=said_as(visit, place, part), turns=visit.statements[place].turns)
        for place in places
    ]


def drugs_named(lines: Sequence[Line], visit: Dialogue) -> tuple[Line, list[int]] | None:
    """Return a line of the drugs that the other parts name, and its places: an empty list would deny them."""
    places_of: dict[str, list[int]] = {}
    turns_of = [set(x.turns) for x in lines if x.part != "allergies"]
    for place, (statement, text) in enumerate(zip(visit.statements, visit.lines, strict=True)):
        if place not in visit.doubts and any(turns.issuperset(statement.turns) for turns in turns_of):
            for name in drugs(text):
                places_of.setdefault(name, []).append(place)
    if not places_of:
        return None
    places = sorted({place for some in places_of.values() for place in some})
    turns = tuple(sorted({turn for place in places for turn in visit.statements[place].turns}))
    text = f"Medicines mentioned: {', '.join(places_of)}."
    return Line(id="medications-named", part="medications", text=text, turns=turns), places


def _distinct(places: Sequence[int], visit: Dialogue) -> list[int]:
    """Leave out what an earlier statement of the part says in the same words."""
    distinct: list[int] = []
    for place in places:
        words = visit.words[place]
        if not any(words <= visit.words[other] for other in distinct):
            distinct.append(place)
    return distinct
