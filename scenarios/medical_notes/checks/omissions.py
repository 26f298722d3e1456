"""Look for what was said and no line says, in order of danger."""

from collections.abc import Sequence

from minigiants.grounding import content_words

from ..facts import dangers
from ..note import Line, Omission, part_of, spoken_of
from ..talk import nameless
from .dialogue import Dialogue, grave_of, said_as
from .missing import ORDER, Exchange, Need, covered, exchanges, needs, read, setting, stale

_SAID = 0.5
"""Share of a statement's words from which a line says it."""
_PART = {
    "allergy": "allergies",
    "assessment": "assessment",
    "drug": "medications",
    "finding": "exam",
    "follow-up": "plan",
    "measurement": "exam",
    "plan": "plan",
    "safety net": "plan",
    "test": "plan",
}
_OF_CLINICIAN = frozenset({"assessment", "exam", "plan"})


def omissions(lines: Sequence[Line], visit: Dialogue) -> list[Omission]:
    """Return what a clinician must not lose and no line says that stands, the most dangerous first."""
    shown = [read(line.text) for line in lines if line.verdict == "supported" or line.confirmed]
    said, corrected = exchanges(visit.turns), stale(exchanges(visit.turns))
    found = []
    for place, exchange in enumerate(said):
        if _statement(exchange, visit) in visit.doubts:
            continue
        own = [s for s in corrected if s.exchange == place]
        lost = [need for need in needs(exchange, own) if not covered(need, shown)]
        lost += _dangers(exchange, lines, visit)
        if lost:
            found.append(_omission(f"omitted-{place}", exchange, lost, visit))
    for number, (need, turn) in enumerate(setting(visit.turns, shown)):
        text = visit.turns[turn - 1].text
        exchange = Exchange(turns=(turn,), by_clinician=False, companion="", question="", said=text)
        found.append(_omission(f"omitted-setting-{number}", exchange, [need], visit))
    return sorted(found, key=lambda omission: _rank(omission.kind))


def _omission(name: str, exchange: Exchange, lost: Sequence[Need], visit: Dialogue) -> Omission:
    worst = min((need.kind for need in lost), key=_rank)
    missing = tuple(dict.fromkeys(need.label for need in lost))
    place = _statement(exchange, visit)
    part = _PART.get(worst, "subjective")
    if part in _OF_CLINICIAN and not exchange.by_clinician:
        part = "subjective"
    if place is not None and (exchange.by_clinician or part == "subjective") and worst not in _PART:
        part = part_of(visit.statements[place], {spoken_of(visit.statements[place])[0]: 1.0})
    spoken = f"{exchange.companion}: {exchange.text}" if exchange.companion else exchange.text
    return Omission(
        id=name,
        part=part,
        text=nameless(spoken, visit.names),
        turns=exchange.turns,
        why=f"Not in the note: {', '.join(missing)}.",
        missing=missing,
        kind=worst,
        line=said_as(visit, place, part) if place is not None else nameless(exchange.said, visit.names),
    )


def _statement(exchange: Exchange, visit: Dialogue) -> int | None:
    """Return the place of the statement that says most of an exchange."""
    words = content_words(exchange.text)
    near = [n for n, s in enumerate(visit.statements) if s.turns[-1] == exchange.turns[-1]]
    return max(near, key=lambda n: len(words & visit.words[n]), default=None)


def _dangers(exchange: Exchange, lines: Sequence[Line], visit: Dialogue) -> list[Need]:
    """Return the dangers and wishes in an exchange that no line of the same turns speaks of, nor says most of."""
    found: dict[str, Need] = {}
    for place, statement in enumerate(visit.statements):
        if statement.turns[-1] != exchange.turns[-1] or place in visit.doubts:
            continue
        if not content_words(statement.text) & content_words(exchange.text):
            continue
        words = visit.words[place]
        near = [x.text for x in lines if {*x.turns} & {*statement.turns}]
        if any(len(words & content_words(text)) > _SAID * len(words) for text in near):
            continue
        for danger in grave_of(visit, place) - frozenset[str]().union(*(dangers(x.text) for x in lines)):
            found[danger] = Need(kind="danger", label=danger)
    return list(found.values())


def _rank(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else len(ORDER)
