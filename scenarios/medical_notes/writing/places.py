"""Tell which part of a note the line of a piece belongs into."""

import re
from collections.abc import Mapping, Sequence

from ..checks import Dialogue, Heard, Piece, body_part
from ..facts import acts

_OF_KIND = {
    "finding": "exam",
    "follow-up": "plan",
    "measurement": "exam",
    "safety net": "plan",
    "assessment": "assessment",
}
"""Kinds of what a clinician says that belong into one part, whatever they sound like."""
_ASKS_DRUGS = re.compile(
    r"\b(?:medic\w+|tablets?|pills|drugs|inhalers?|prescri\w+|over the counter|tak(?:e|ing)|(?:on|use|got) (?:any|what)"
    r"|are you on|is (?:he|she) on|anything else|any others?|what else|next(?: one)?)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"(?:\w+ )?(?:i'm|i am|he's|she's|still) (?:still )?(?:on|taking)\b|i take\b|he takes\b|she takes\b", re.I
)
_CAME_BACK = re.compile(
    r"\b(?:shows?|showed|(?:has|have|'s|s) got|positive|negative|normal|clear|came back|was|were|fine|raised|low"
    r"|high|up|down)\b"
)
"""Says of a test what was found by it."""
ANALYTE = re.compile(
    r"\b(?:creatinine|egfr|urea|potassium|sodium|bicarb\w*|ha?emoglobin|hb|ferritin|phosphate|calcium|pth|crp|esr"
    r"|hba1c|inr|tsh|t4|bnp|troponin|d-dimer|white (?:cells?|count)|platelets?|cholesterol|ldl|hdl|triglycerides"
    r"|bilirubin|alt|albumin|b12|folate|psa|vitamin d|magnesium|urate|protein ratio|acr|pcr)\b",
    re.IGNORECASE,
)
"""What a laboratory measures."""
_INSTRUCTS = re.compile(
    r"\b(?:tablets?|capsules?|puffs?|drops?|sachets?)\b.*\b(?:a day|daily|times|hours|twice)\b", re.I
)
_BOTH = re.compile(r"\bboth (?:sides?|legs|ankles|arms)\b")
_OF_CLINICIAN = frozenset({"assessment", "exam", "plan", "results"})
_OFFERS = re.compile(
    r"\b(?:would|shall|should|could|can|will) (?:you|we|i)\b|\b(?:okay|happy|how about|do you want|make it)\b",
    re.IGNORECASE,
)
"""Asks whether the patient agrees to a plan."""
_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year", "time"})


def part_of_piece(piece: Piece, chosen: Mapping[str, Sequence[int]], visit: Dialogue) -> str:
    """Return the part of a piece by what it holds, else that of its statement where one was chosen."""
    one = visit.account.said[piece.places[-1]]
    part = next((part for part, places in chosen.items() if piece.place in places), piece.omission.part)
    if one.exchange.by_clinician:
        return _of_clinician(one, piece) or ("allergies" if piece.omission.kind == "allergy" else "") or part
    if piece.omission.kind == "allergy":
        return "allergies"
    own = {*one.own.drugs} - one.kin
    asked = _ASKS_DRUGS.search(one.exchange.question) or _TAKES.match(one.exchange.said)
    if piece.omission.kind == "drug" and own and asked:
        return "medications"
    if part in _OF_CLINICIAN and not one.own.has("refused") and not _OFFERS.search(one.exchange.question):
        return "subjective"
    of_kin = bool(one.kin) and not own
    return "subjective" if part == "medications" and (of_kin or not one.all.drugs) else part


def _of_clinician(one: Heard, piece: Piece) -> str:
    """Return the part of what a clinician says, empty where what it holds does not tell."""
    said = one.exchange.said
    if ANALYTE.search(one.exchange.text) and _measured(one):
        return "results"
    if _found_there(one):
        return "exam"
    if _INSTRUCTS.search(said) or (acts(said) and piece.omission.part == "medications"):
        return "plan"
    return "" if piece.omission.kind == "allergy" else _of_kind(one, piece.omission.kind)


def _found_there(one: Heard) -> bool:
    """Tell whether a clinician names a side of the body and nothing to do: "There's pitting, both sides"."""
    doing = any(one.own.has(cue) for cue in ("advice", "again", "condition", "assessment"))
    return (
        bool(one.own.sides or _BOTH.search(one.own.text))
        and bool(body_part(one.own.text))
        and not doing
        and not acts(one.own.text)
    )


def _measured(one: Heard) -> bool:
    """Tell whether a value is told, and nothing is to be taken or done again."""
    values = any(a.unit not in _TIMES and a.unit not in ("mg", "mcg", "tablet") for a in one.own.amounts)
    return values and not one.own.has("advice") and not one.own.has("again") and not one.own.has("condition")


def _of_kind(one: Heard, kind: str) -> str:
    """Return the part of what a clinician says of a kind, empty for any; a test with a value is a result."""
    if one.own.has("condition"):
        return "plan"
    if kind == "measurement" and all(a.unit in _TIMES for a in one.own.amounts):
        return ""
    if kind == "test":
        value = any(a.unit not in _TIMES for a in one.own.amounts)
        found = (value or _CAME_BACK.search(one.own.text)) and not one.own.has("advice") and not one.own.has("again")
        return "results" if found else "plan"
    return _OF_KIND.get(kind, "")
