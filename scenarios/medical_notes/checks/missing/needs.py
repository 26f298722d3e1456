"""Say what of an exchange a clinician must not lose, and whether the lines of a note have it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...facts import RELATIVES
from .amounts import HELP, Amount
from .context import heard, polarities
from .exchanges import Exchange
from .later import Stale
from .nets import names_sign, signs_of
from .reading import SECTION, Mentions, as_spoken, body_part, cue, read, stem_of

_KIN = re.compile(
    rf"\b(?:my|his|her|the|your|their|our) (?:\w+[- ])?({'|'.join(RELATIVES)}|mum|mother-in-law)s?\b"
    r"|\b(mum|dad)(?= (?:had|has|died|was|is)\b)",
    re.I,
)
_OF_RELATIVE = re.compile(r"\b(?:had|has|have|died|is|was|were|can't|smokes?|takes?|tested|does)\b", re.I)
_CAN_BE_ALLERGY = re.compile(r"\ballerg|\bcan't have it\b|\bintoleran", re.I)
_UNITS_OF_TIME = frozenset({"minute", "hour", "day", "week", "month", "year"})
_DOSED = frozenset({"mg", "mcg", "ml", "g", "unit", "puff", "tablet", "sachet", "drop", "spray", "patch", ""})
_MINOR = frozenset({"sleep", "appetite", "noctural", "left-sided", "home", "eating"})
_NOT_A_NEED = frozenset({"help", "words"})
ORDER = (
    "danger",
    "allergy",
    "drug",
    "safety net",
    "side",
    "measurement",
    "test",
    "follow-up",
    "plan",
    "finding",
    "assessment",
)
"""Kinds by how much harm their loss does; any other comes behind."""
_HALF = 0.5
_STOP = re.compile(r"\b(?:stop|stopping|hold|leave (?:off|out)|come off)\b(?! (?:if|when))", re.IGNORECASE)
_SCALE = re.compile(r"\bscale\b|\bhow bad\b|\bout of (?:ten|10)\b", re.IGNORECASE)
_RATE = re.compile(r",? (?:a|per|every) (?:day|week|month|year)", re.IGNORECASE)
_FEW = 3
"""Words up to which an announcement says nothing that a note needs."""
_LEAST_OF_NET = 0.4
"""Share of a safety net's words that the plan must have where no sign is read in it."""
_ASIDE = re.compile(
    r"\b(?:let me|let's (?:have|see|look|listen|check|do)|i'll ask|ask a bit|sort that|what i was going to"
    r"|i told|come back to that|thank you|had to|nice to|good to see|thanks|no problem|that's fine|don't worry"
    r"|pop yourself|come (?:in|through)\b(?! to)|have a seat|hop on|sit (?:down|there)"
    r"|shut the door|i'll do your|i'll explain|i need to ask|ask everybody|i can see)\b",
    re.IGNORECASE,
)
"""Said around what matters: "let's have a listen"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """Something that the note must say."""

    kind: str
    label: str
    """What is missing, for the reader."""
    concepts: frozenset[str] = frozenset()
    """All of them must be named."""
    drug: str = ""
    amounts: tuple[Amount, ...] = ()
    near: frozenset[str] = frozenset()
    """Stems and concepts of which one must stand with an amount."""
    also: str = ""
    """A list of cues of which one must stand in the same line."""
    any_of: frozenset[str] = frozenset()
    """Concepts of which one must be named."""
    words: frozenset[str] = frozenset()
    """Stems of which half must be there."""
    side: str = ""
    day: str = ""
    signs: tuple[str, ...] = ()
    """Each sign of a safety net."""


def needs(exchange: Exchange, corrected: Sequence[Stale] = ()) -> list[Need]:
    """Return what the note must say of an exchange, but for what was corrected later."""
    mentions = read(exchange.text)
    own = read(exchange.said)
    live = list(own.amounts if own.amounts or own.denied or exchange.by_clinician else mentions.amounts)
    if live and live[0] in own.amounts:
        behind = len(mentions.text) - len(own.text)
        live = [replace(a, start=a.start + behind, end=a.end + behind) for a in live]
    live = [a for a in live if not any(s.amount and a.same(s.amount) for s in corrected) and min(a.values) >= 0]
    wants = [*_net(exchange, mentions, live)] if exchange.by_clinician else []
    if not wants:
        wants = [*_drugs(exchange, mentions, live), *_concepts(exchange, mentions), *_rest(exchange, mentions, live)]
        if not exchange.by_clinician:
            wants += _family(exchange, mentions)
        else:
            wants += _clinicians(exchange, mentions, wants)
    words = {s.word for s in corrected}
    return [n for n in dict.fromkeys(wants) if not words & {n.day, n.side} - {""}]


def _net(exchange: Exchange, mentions: Mentions, live: Sequence[Amount]) -> Iterator[Need]:
    """Yield what to do on which sign: the signs that the plan must name, and whom to ring."""
    if not (cue("condition").search(exchange.said) and cue("act_then").search(exchange.said)):
        return
    signs = frozenset(c for c in mentions.concepts if SECTION[c] not in _NOT_A_NEED)
    numbers = tuple(a for a in live if a.telling)
    yield Need(
        kind="safety net",
        label="when to come back or call for help",
        concepts=signs,
        words=mentions.stems,
        amounts=numbers,
        signs=tuple(signs_of(exchange.said)),
    )


def _drugs(exchange: Exchange, mentions: Mentions, live: Sequence[Amount]) -> Iterator[Need]:
    allergic = bool(cue("allergy").search(exchange.text))
    stopped, refused = cue("stopped").search(exchange.said), cue("refused").search(exchange.said)
    for number, drug in enumerate(mentions.drugs):
        name = as_spoken(drug, mentions.text)
        also, label = "", f"allergy to {name}" if allergic else name
        if (
            refused
            and exchange.said.lower().find(stem_of(drug, mentions.text)) > refused.start()
            and not exchange.by_clinician
        ):
            also, label = "refused", f"{name} was refused"
        elif not allergic and ((stopped and len(mentions.drugs) == 1) or _is_stopped(drug, exchange, mentions)):
            also, label = "stopped", f"{name} stopped"
        kind = "allergy" if (allergic and _CAN_BE_ALLERGY.search(exchange.text)) or allergic else "drug"
        dose = _dose_of(drug, number, mentions, live)
        dose = None if allergic else dose
        if dose and not also:
            label = f"{name} {mentions.text[dose.start : dose.end].strip()}"
        yield Need(kind=kind, label=label, drug=drug, amounts=(dose,) if dose and not also else (), also=also)
    if allergic and not exchange.by_clinician and (seen := cue("reaction").search(exchange.said)):
        meant = frozenset(c for c in read(exchange.said).concepts if SECTION[c] == "symptoms")
        words = frozenset[str]() if meant else read(seen[0]).stems
        yield Need(kind="allergy", label=f"the reaction: {seen[0].lower()}", words=words, any_of=meant)
    if not mentions.drugs and allergic and not mentions.denied:
        yield Need(kind="allergy", label="an allergy", words=read(exchange.said).stems)


def _is_stopped(drug: str, exchange: Exchange, mentions: Mentions) -> bool:
    """Tell whether a clinician stops a drug, alone or with others: "So, stop the codeine and the oxybutynin"."""
    stop = _STOP.search(exchange.said) if exchange.by_clinician else None
    return stop is not None and exchange.said.lower().find(stem_of(drug, mentions.text)) > stop.start()


def _dose_of(drug: str, number: int, mentions: Mentions, live: Sequence[Amount]) -> Amount | None:
    """Return the dose that stands with a drug: behind it and before the next drug."""
    at = mentions.text.find(stem_of(drug, mentions.text))
    at = at if at >= 0 else 0
    nexts = [p for d in mentions.drugs[number + 1 :] if (p := mentions.text.find(stem_of(d, mentions.text))) > at]
    end = min(nexts, default=len(mentions.text))
    doses = [a for a in live if a.unit in _DOSED and not a.paired and max(a.values) not in HELP]
    behind = [a for a in doses if at <= a.start < end and (a.unit or max(a.values) >= 5)]
    before = [a for a in doses if a.unit and a.end <= at] if len(mentions.drugs) == 1 else []
    with_unit = [a for a in behind if a.unit and a.unit != "tablet"]
    return next(iter(with_unit or behind or before[-1:]), None)


def _concepts(exchange: Exchange, mentions: Mentions) -> Iterator[Need]:
    kinds = {"symptoms": "symptom", "dangers": "danger", "social": "social history", "history": "history"}
    kinds |= {"tests": "test", "referrals": "plan"}
    for concept in sorted(mentions.concepts - _MINOR):
        kind = kinds.get(SECTION[concept])
        if kind is None or (exchange.by_clinician and kind in ("symptom", "social history", "history")):
            continue
        denied = heard(exchange).concepts.get(concept) == "denied"
        if concept == "scan" and mentions.concepts & {"mri", "ct", "x-ray", "scan of the arteries"}:
            continue
        yield Need(kind=kind, label=f"denied: {concept}" if denied else concept, concepts=frozenset({concept}))


def _rest(exchange: Exchange, mentions: Mentions, live: Sequence[Amount]) -> Iterator[Need]:
    """Yield amounts, days and sides."""
    near = mentions.stems | mentions.concepts | frozenset(mentions.drugs)
    scale = bool(_SCALE.search(exchange.question))
    for amount in live:
        dosed = mentions.drugs and (amount.unit in _DOSED - {""} or not (amount.unit or amount.paired))
        counted = amount.unit in ("tablet", "time") and not _RATE.match(mentions.text, amount.end)
        if dosed or counted or not (amount.telling or scale):
            continue
        again = amount.unit in _UNITS_OF_TIME and exchange.by_clinician
        kind = "follow-up" if again else "time" if amount.unit in _UNITS_OF_TIME else "measurement"
        yield Need(kind=kind, label=mentions.text[amount.start : amount.end].strip(" ,"), amounts=(amount,), near=near)
    for day in sorted(mentions.days):
        if not exchange.by_clinician or cue("again").search(exchange.said) or cue("advice").search(exchange.said):
            yield Need(kind="follow-up" if exchange.by_clinician else "time", label=day, day=day)
    own = read(exchange.said)
    part = body_part(re.sub(r"(?<=left|ight) hand(?= side)", "", exchange.said.lower()))
    for side in sorted(own.sides):
        if part or side != "both":
            beside = (own.stems - {"left", "right"}) | own.concepts | frozenset({part} if part else ())
            yield Need(kind="side", label=f"{side} {part}".strip(), side=side, near=beside)


def _family(exchange: Exchange, mentions: Mentions) -> Iterator[Need]:
    for kin in _KIN.finditer(exchange.said):
        behind = exchange.said[kin.end() : kin.end() + 60]
        own = read(behind)
        illnesses = frozenset(c for c in own.concepts if SECTION[c] in ("history", "social")) or frozenset()
        if _OF_RELATIVE.match(behind.strip()) and (illnesses or own.drugs or own.stems):
            who = (kin[1] or kin[2]).lower()
            yield Need(kind="family", label=f"of the {who}", words=own.stems | read(who).stems, concepts=illnesses)


def _clinicians(exchange: Exchange, mentions: Mentions, have: Sequence[Need]) -> Iterator[Need]:
    """Yield findings, what it is taken for, and what to do, where nothing more telling was read."""
    own = read(exchange.said)
    words = own.stems | own.concepts
    if (
        len(words) < (1 if cue("assessment").search(exchange.said) else 2)
        or _ASIDE.search(exchange.said)
        or any(n.kind == "measurement" for n in have)
    ):
        return
    finding = cue("finding").search(exchange.said) and not cue("advice").search(exchange.said)
    for concept, state in polarities(exchange.said).items() if finding else ():
        if SECTION[concept] == "symptoms" and state != "open":
            yield Need(kind="finding", label=concept, concepts=frozenset({concept}))
    if cue("assessment").search(exchange.said):
        yield Need(kind="assessment", label="what it was taken for", words=words)
    elif finding:
        yield Need(kind="finding", label="a finding", words=words)
    elif not have and len(words) > _FEW and (cue("advice").search(exchange.said) or cue("again").search(exchange.said)):
        yield Need(kind="plan", label="what was agreed", words=words)


def covered(need: Need, lines: Sequence[Mentions]) -> bool:
    """Tell whether lines say what is needed."""
    if need.kind == "safety net":
        return _net_covered(need, lines)
    return any(_in_line(need, line) for line in lines) or (bool(need.words) and _in_words(need, lines))


def _in_line(need: Need, line: Mentions) -> bool:
    """Tell whether one line says all that is needed."""
    words = line.stems | line.concepts
    wanted: tuple[tuple[object, Callable[[], bool]], ...] = (
        (need.drug, lambda: _names(need.drug, line)),
        (need.also, lambda: line.has(need.also) or (need.also == "refused" and line.denied)),
        (need.amounts, lambda: any(a.same(b) for a in need.amounts for b in line.amounts)),
        (need.amounts and need.near, lambda: _beside(need, line)),
        (need.side, lambda: need.side in line.sides and (not need.near or bool(need.near & words))),
        (need.day, lambda: need.day[:3] in line.text),
        (need.concepts, lambda: need.concepts <= line.concepts),
        (need.any_of, lambda: bool(need.any_of & line.concepts)),
    )
    tests = [holds for part, holds in wanted if part]
    return bool(tests) and all(holds() for holds in tests)


def _beside(need: Need, line: Mentions) -> bool:
    """Tell whether an amount of a line can be the one that is needed: it stands with a word of the same exchange."""
    first = need.amounts[0]
    shared = need.near & (line.stems | line.concepts | {*line.drugs})
    return bool(shared) or first.paired or min(first.values) >= 30 or bool(first.unit in _DOSED and line.drugs)


def _names(drug: str, line: Mentions) -> bool:
    return drug in line.drugs or drug in line.text or (len(drug) > 6 and drug[:6] in line.text)


def _in_words(need: Need, lines: Sequence[Mentions]) -> bool:
    shared = need.words & frozenset[str]().union(*(line.stems | line.concepts for line in lines))
    meant = {c for c in need.concepts if any(c in line.concepts for line in lines)}
    if need.concepts and not meant:
        return False
    return len(shared) >= _HALF * len(need.words) or (bool(need.concepts) and need.kind in ("allergy",))


def _net_covered(need: Need, lines: Sequence[Mentions]) -> bool:
    nets = [line for line in lines if line.concepts & {"emergency", "call back", "come back"} or line.has("act_then")]
    if not nets:
        return False
    if not all(any(a.same(b) for line in nets for b in line.amounts) for a in need.amounts):
        return False
    words = frozenset[str]().union(*(line.stems | line.concepts for line in nets))
    return all(names_sign(sign, words) for sign in need.signs) and (
        bool(need.signs) or len(need.words & words) >= _LEAST_OF_NET * len(need.words)
    )
