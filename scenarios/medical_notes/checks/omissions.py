"""Look for what was said and no line says."""

from collections.abc import Sequence

from minigiants.grounding import content_words

from ..facts import DANGERS, Fact, dangers, facts, left_open
from ..note import PLANNED, Line, Omission, part_of, spoken_of
from ..talk import Statement
from .dialogue import Dialogue, aside, grave_of, said_as

_SAID = 0.5
"""Share of a plan's words from which lines say it."""
_CRITICAL = ("drug", "dose", "allergy")


def omissions(lines: Sequence[Line], visit: Dialogue) -> list[Omission]:
    """Look for what was said and no line says: drugs, doses, allergies, findings, denials and plans."""
    said = set[Fact]().union(*(facts(x.text) for x in lines)) if lines else set[Fact]()
    covered = {number for x in lines for number in x.turns}
    found: list[Omission] = []
    for place, statement in enumerate(visit.statements):
        text = visit.lines[place]
        lost = facts(text) - said
        if statement.speaker == "doctor" and statement.turns[-1] in covered and not _found(statement):
            lost = {f for f in lost if f.kind in _CRITICAL}
        grave = _lost_grave(place, lines, visit)
        lost = {f for f in lost if f.kind not in ("number", "side") and f.key not in DANGERS}
        left_out = {f"{_KINDS[f.kind]} {f.key}" for f in lost} | grave or _lost_plan(place, lines, visit)
        if not left_out or place in visit.doubts:
            continue
        said |= lost
        missing, part = tuple(sorted(left_out)), part_of(statement, {spoken_of(statement)[0]: 1.0})
        found.append(
            Omission(
                id=f"omitted-{place}",
                part=part,
                text=said_as(visit, place, part),
                turns=statement.turns,
                why=f"Not in the note: {', '.join(missing)}.",
                missing=missing,
            )
        )
    return found


def _found(statement: Statement) -> bool:
    """Tell whether a clinician's statement says what an examination or a test found, and supposes nothing."""
    said = statement.text
    return spoken_of(statement)[0] in ("exam", "results") and not (left_open(said) or aside(statement, set()))


def _lost_grave(place: int, lines: Sequence[Line], visit: Dialogue) -> set[str]:
    """Return the dangers of a statement that no line of the same turns speaks of, nor says most of its words."""
    statement, words = visit.statements[place], visit.words[place]
    near = [x.text for x in lines if {*x.turns} & {*statement.turns}]
    if any(len(words & content_words(text)) > _SAID * len(words) for text in near):
        return set()
    return set(grave_of(visit, place) - frozenset[str]().union(*map(dangers, near)))


def _lost_plan(place: int, lines: Sequence[Line], visit: Dialogue) -> set[str]:
    """Return "a plan" where the clinician says what comes next and no line of the same turn says most of it."""
    statement, words = visit.statements[place], visit.words[place]
    if statement.speaker != "doctor" or not words or not PLANNED.search(statement.text):
        return set()
    near = frozenset[str]().union(*(content_words(x.text) for x in lines if {*x.turns} & {*statement.turns}))
    return set() if len(words & near) > _SAID * len(words) else {"a plan"}


_KINDS = {"drug": "drug", "dose": "dose", "allergy": "allergy to", "finding": "finding", "denied": "denied:"}
