"""Look for what was said and no line says, in order of danger."""

from collections.abc import Sequence
from dataclasses import replace

from minigiants.grounding import content_words

from ..facts import dangers
from ..note import Line, Omission, part_of, spoken_of
from ..talk import nameless
from .dialogue import Dialogue, grave_of, said_as
from .missing import ORDER, Exchange, Need, Stale, amounts, covered, needs, read, setting
from .retractions import Doubt

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
_GROUP = {
    "allergy": "drugs",
    "assessment": "findings",
    "danger": "danger",
    "drug": "drugs",
    "finding": "findings",
    "follow-up": "plan",
    "measurement": "findings",
    "plan": "plan",
    "safety net": "plan",
    "side": "findings",
    "test": "plan",
}
"""Kinds that a reader is asked about together; any other is of the history."""
_OF_CLINICIAN = frozenset({"assessment", "exam", "plan"})


def omissions(lines: Sequence[Line], visit: Dialogue) -> list[Omission]:
    """Return what a clinician must not lose and no line says that stands, the most dangerous first."""
    standing = [read(line.text) for line in lines if line.verdict == "supported" or line.confirmed]
    talk, corrected = [h.exchange for h in visit.account.said], visit.account.corrected
    missing = []
    for place, exchange in enumerate(talk):
        doubt = doubt_of(exchange, visit)
        if doubt and not doubt.amount:
            continue
        own = [s for s in corrected if s.exchange == place]
        if doubt:  # what else was said there holds
            own += [Stale(exchange=place, turn=0, why=doubt.why, amount=a) for a in amounts(doubt.amount)]
        lost = [need for need in needs(exchange, own) if not covered(need, standing)]
        lost += _dangers(exchange, lines, visit)
        if lost:
            missing.append(_omission(f"omitted-{place}", exchange, lost, visit))
    for number, (need, turn) in enumerate(setting(visit.turns, standing)):
        text = visit.turns[turn - 1].text
        exchange = Exchange(turns=(turn,), by_clinician=False, companion="", question="", said=text)
        missing.append(_omission(f"omitted-setting-{number}", exchange, [need], visit))
    return sorted(missing, key=lambda omission: _rank(omission.kind))


def present(visit: Dialogue) -> list[tuple[str, int]]:
    """Return how the visit took place and who was there as lines, each with the turn that shows it."""
    presences = []
    told = {"that it took place by telephone": "By telephone.", "that an interpreter spoke": "Through an interpreter."}
    for need, turn in setting(visit.turns, []):
        who = need.label.removeprefix("that the ").removesuffix(" was there")
        presences.append((told.get(need.label, f"{who[:1].upper()}{who[1:]} present."), turn))
    return presences


def merged(parts: Sequence[Omission]) -> list[Omission]:
    """Return omissions, those of one group as one, so that a reader is asked once about drugs, plan, findings, history.

    Dangers are asked after one by one.
    """
    groups: dict[str, list[Omission]] = {}
    for omission in parts:
        group = _GROUP.get(omission.kind, "history")
        groups.setdefault(omission.id if group == "danger" else group, []).append(omission)
    return [_merged(some) for some in groups.values()]


def _merged(some: Sequence[Omission]) -> Omission:
    missing = tuple(dict.fromkeys(label for omission in some for label in omission.missing))
    return replace(
        some[0],
        text=" … ".join(omission.text for omission in sorted(some, key=lambda o: o.turns)),
        turns=tuple(sorted({turn for omission in some for turn in omission.turns})),
        why=f"Not in the note: {', '.join(missing)}.",
        missing=missing,
    )


def _omission(name: str, exchange: Exchange, lost: Sequence[Need], visit: Dialogue) -> Omission:
    worst = min((need.kind for need in lost), key=_rank)
    missing = tuple(dict.fromkeys(need.label for need in lost))
    place = statement_of(exchange, visit)
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


def omission_of(name: str, exchange: Exchange, part: str, visit: Dialogue) -> Omission:
    """Return something said that belongs into a part and holds nothing whose loss does harm."""
    text = nameless(exchange.text, visit.names)
    return Omission(id=name, part=part, text=text, turns=exchange.turns, why="", kind="other", line=exchange.said)


def statement_of(exchange: Exchange, visit: Dialogue) -> int | None:
    """Return the place of the statement that says most of an exchange."""
    words = content_words(exchange.text)
    near = [n for n, s in enumerate(visit.statements) if s.turns[-1] == exchange.turns[-1]]
    return max(near, key=lambda n: len(words & visit.words[n]), default=None)


def doubt_of(exchange: Exchange, visit: Dialogue) -> Doubt | None:
    """Return why what was said does not hold any more, or an amount of it, None when it does."""
    place = statement_of(exchange, visit)
    return None if place is None else visit.doubts.get(place)


def _dangers(exchange: Exchange, lines: Sequence[Line], visit: Dialogue) -> list[Need]:
    """Return the dangers and wishes in an exchange that no line of the same turns speaks of, nor says most of."""
    needs_by_danger: dict[str, Need] = {}
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
            needs_by_danger[danger] = Need(kind="danger", label=danger)
    return list(needs_by_danger.values())


def _rank(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else len(ORDER)
