"""Refuse a line by what was said: who said it, facts, frequencies, acts, relatives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..facts import (
    RELATIVES,
    Fact,
    acts,
    conditional,
    drugs,
    facts,
    frequencies,
    left_open,
    lost_denial,
    of_relative,
    owners,
    pressures,
)
from ..note import Line
from ..talk import Statement

_PATIENT_SAID = re.compile(
    r"\b(?:the patient|he|she|they)\s+(?:also\s+)?"
    r"(?:reports?|states?|notes?|endorses?|den(?:y|ies)|describes?|mentions?|complains?)\b",
    re.IGNORECASE,
)
_DOCTOR_SAID = re.compile(
    r"^(?:i|we)\s+(?:will|recommend|advised?|ordered|prescribed?|discussed|suspect|believe)\b"
    r"|\b(?:doctor|physician|clinician) "
    r"(?:recommends?|advises?|advised|orders?|ordered|prescribes?|notes?)\b",
    re.IGNORECASE,
)
_RETOLD = re.compile(
    r"\b(?:said|mention|told|not(?:e|ed|ing)|report|saying|complain|stat(?:e|ed|ing)|describ|endors|den(?:y|ied))",
    re.IGNORECASE,
)
"""Words with which a clinician tells what the patient said."""
_OF_DOCTOR = ("exam", "assessment", "plan")


@dataclass(frozen=True, kw_only=True, slots=True)
class Backing:
    """What a line rests on."""

    rests: Sequence[Statement]
    said: Sequence[str]
    """As lines, and as said where no question is part of it."""
    known: frozenset[Fact]
    """Facts of what was said, as the turns' own words have them."""


def refused(line: Line, backing: Backing) -> tuple[str, str]:
    """Return the first rule that refuses the line and why, both empty when none does."""
    for rule in (_speaker, _facts, _frequency, _act, _relative, _condition):
        kind, why = rule(line, backing)
        if kind:
            return kind, why
    return "", ""


def _speaker(line: Line, backing: Backing) -> tuple[str, str]:
    """Refuse a patient's wish as a plan, and words in the wrong mouth."""
    rests = backing.rests
    speakers = {s.speaker for s in rests}
    if line.part in _OF_DOCTOR and rests[0].speaker != "doctor":
        return "speaker", f"Only the patient said this, so it is no {line.part} of the clinician's."
    if _PATIENT_SAID.search(line.text) and speakers == {"doctor"} and not any(_RETOLD.search(s.text) for s in rests):
        return "speaker", "The clinician said this, not the patient."
    if _DOCTOR_SAID.search(line.text) and "doctor" not in speakers:
        return "speaker", "The patient said this, not the clinician."
    return "", ""


def _facts(line: Line, backing: Backing) -> tuple[str, str]:
    """Refuse a drug, dose, allergy, finding, denial or side that was not said like this."""
    ours, theirs = facts(line.text), set(backing.known)
    pairs: set[tuple[str, str]] = {(f.kind, f.key) for f in theirs}
    spoken = " ".join(backing.said).lower()
    for fact in sorted(ours):
        if (fact.kind, fact.key) in pairs:
            continue
        if fact.kind in ("drug", "allergy") and not _named(fact, pairs, spoken):
            what = "an allergy to" if fact.kind == "allergy" else "the drug"
            return fact.kind, f'Nobody spoke of {what} "{fact.key}" here.'
        if fact.kind == "dose" and (wrong := _dose(fact, theirs)):
            return "dose", wrong
        if fact.kind in ("finding", "denied") and (wrong := _finding(fact, pairs)):
            return "negation", wrong
        if fact.kind == "side":
            return "side", f'It says "{fact.key}"; what was said names another side, or none.'
    if lost_denial(line.text) and not any(map(lost_denial, backing.said)):
        return "negation", 'It says "any" where a denial is missing.'
    return "", ""


def _named(fact: Fact, known: set[tuple[str, str]], spoken: str) -> bool:
    if fact.kind == "drug":
        return fact.key in spoken
    return ("drug", fact.key) in known and "allerg" in spoken and not any(kind == "allergy" for kind, _ in known)


def _dose(fact: Fact, theirs: set[Fact]) -> str:
    drug, amount = fact.key.split(" ", 1)
    doses = sorted(f.key for f in theirs if f.kind == "dose")
    if any(d.split(" ", 1)[1] == amount and d.split(" ", 1)[0] == drug for d in doses):
        return ""
    if any(d.split(" ", 1)[1] == amount for d in doses) and not any(d.startswith(drug + " ") for d in doses):
        return ""
    if ("number", amount) in {(f.kind, f.key) for f in theirs}:
        return ""
    others = f", but {doses[0]}" if doses else ""
    return f'Nobody said "{fact.key}"{others}.'


def _finding(fact: Fact, known: set[tuple[str, str]]) -> str:
    if fact.kind == "denied" and ("finding", fact.key) in known:
        return f'It denies "{fact.key}", which was affirmed.'
    if fact.kind == "finding" and ("denied", fact.key) in known:
        return f'It affirms "{fact.key}", which was denied.'
    return ""


def _frequency(line: Line, backing: Backing) -> tuple[str, str]:
    """Refuse a frequency that was not said like this: of a drug all that was said of how often must be there."""
    said_often, ours = frequencies(line.text), set(drugs(line.text))
    near = [text for text in backing.said if not ours or not drugs(text) or ours & set(drugs(text))]
    theirs = [frequencies(text) for text in near]
    every = frozenset[str]().union(*theirs)
    if said_often - every:
        return "frequency", f'It says "{min(said_often - every)}", which nobody said here.'
    if said_often and ours and said_often not in (*theirs, every):
        return "frequency", f'It leaves out "{min(every - said_often)}".'
    return "", ""


def _act(line: Line, backing: Backing) -> tuple[str, str]:
    """Refuse to start, stop or change a drug of which that was not said."""
    theirs = frozenset[tuple[str, str]]().union(*(acts(text) for text in backing.said))
    for act, drug in sorted(acts(line.text) - theirs):
        others = sorted(other for other, name in theirs if name == drug)
        if others or act != "continue":
            told = f", but {others[0]}" if others else ""
            return "act", f'Nobody said to {act} "{drug}" here{told}.'
    return "", ""


def _relative(line: Line, backing: Backing) -> tuple[str, str]:
    """Refuse of the patient what was said of a relative, and the other way round."""
    theirs = frozenset[tuple[str, str]]().union(*(owners(text) for text in backing.said))
    for name, who in sorted(owners(line.text) - theirs):
        others = sorted(other for said, other in theirs if said == name)
        if others:
            return "relative", f'It says "{name}" of the {who}; it was said of the {others[0]}.'
    best = backing.rests[0]
    if not best.question and of_relative(best.text) and not re.search(rf"\b(?:{'|'.join(RELATIVES)})", line.text, re.I):
        return "relative", "This was said of a relative."
    return "", ""


def _condition(line: Line, backing: Backing) -> tuple[str, str]:
    """Refuse as settled what was said to come on a condition, and a pressure whose numbers changed places."""
    if line.part == "plan" and conditional(backing.rests[0].text) and not left_open(line.text):
        return "condition", "It was said to depend on something."
    theirs = frozenset[tuple[str, str]]().union(*(pressures(text) for text in backing.said))
    if any((low, high) in theirs for high, low in pressures(line.text) - theirs):
        return "number", "The two numbers were said the other way round."
    return "", ""
