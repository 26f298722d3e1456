"""Rank the statements that a note may hold, so that no part that was spoken of comes out empty."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..facts import DRUGS, dangers, drugs, findings, of_relative
from ..talk import Statement
from .templates import PARTS

ORDERING = re.compile(
    r"\b(?:start|prescri|increase|decrease|refill|stop|switch|add|order|continue)\w*"
    r"|\b(?:going to|want you|like you|i'll|we'll)\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"^(?:(?:please|then|and|also) )*(?:come back|follow up|call|return|go to the|see (?:me|us)(?: again)? in)\b"
    r"|\b(?:i'll|i will|we'll|we will|i'm going to|we're going to|let's|i'd like to|i want to) (?:also |just )?"
    r"(?:refer|order|prescribe|schedule|go (?:up|down)|start|increase|decrease|see you in)\b",
    re.IGNORECASE,
)
"""Says what a clinician does next, whatever it is about."""
_RESULTS = (
    r"\b(?:x-?rays?|mri|ct|ekg|ecg|echo(?:cardiogram)?|ultrasound|labs?|lab work|blood work|a1c|hemoglobin|psa|culture"
    r"|results?|(?:function|covid|strep|stress) tests?|imaging|radiographs?|scans?|evidence of|it shows?|it showed)\b"
)
_ASSESSMENT = (
    r"\b(?:diagnosis|impression|consistent with|due to|caused by|i (?:do )?(?:think|believe|suspect)"
    r"|we're dealing with|fracture|sprain|strain"
    r"|(?:for|as far as|with) (?:your|the|this)(?: \w+){0,2} (?:problem|concern|pain|diabetes|hypertension)"
    r"|you (?:do |do have |have )?(?:have )?(?:got )?(?:a|an|acute|early|mild|some) \w+)\b"
    r"|^you(?:'ve got| have(?: got)?) "
    r"(?!(?:any|some|been|to|no|not|had|good|full|normal|tender\w*|pain|swelling|questions?)\b)[a-z]"
)
_EXAM = (
    r"\b(?:exam(?:ination)?|lungs?|heart sounds?|tender(?:ness)?|palpat\w+|vitals?"
    r"|i (?:do )?(?:see|hear|feel|appreciate))\b"
)
VITALS = re.compile(
    r"\b(?:oxygen|o2|sats?|saturation|respirations?|respiratory rate|heart rate|pulse|blood pressure|bp"
    r"|temp(?:erature)?)\b.{0,20}\d",
    re.IGNORECASE,
)
"""Signs that are measured."""
MEASURED = re.compile(
    r"\b(?:thermometer|fever of|temp(?:erature)? (?:of|was|is|at)"
    r"|(?:sugars?|glucose|pressures?|readings?|peak flow|weight) (?:\w+ ){0,3}"
    r"(?:is|was|were|been|about|around|at|of|running)\b)",
    re.IGNORECASE,
)
"""What somebody measured at home."""
_LOOKS = re.compile(
    r"\blet(?:'s| us| me)? (?:just )?(?:examine|listen|look|check|feel|see|take a|have a)\b"
    r"|\bon (?:your )?exam(?:ination)?\b",
    re.IGNORECASE,
)
_SPOKEN = {
    "results": re.compile(_RESULTS, re.IGNORECASE),
    "assessment": re.compile(_ASSESSMENT, re.IGNORECASE),
    "exam": re.compile(_EXAM, re.IGNORECASE),
    "plan": ORDERING,
}
"""Words that a clinician's statement of a part has."""
_TAKING = re.compile(r"\b(?:tak(?:e|es|ing)|on|us(?:e|es|ing)|prescribed|still)\b", re.IGNORECASE)
_JUDGED = re.compile(r"\bi (?:do )?(?:think|believe|suspect) (?:that |it's |it |this |that's |you )", re.IGNORECASE)
_IF = re.compile(r"(?:and |but |so )?if (?:you|the patient|it|there|things)\b", re.IGNORECASE)
"""Begins what to do when something happens, such as when to come back."""
_ALLERGY = re.compile(r"\ballerg(?:y|ic|ies)\b", re.IGNORECASE)
_NOT_BORNE = re.compile(
    r"\b(?:can(?:['’]t|not| not) (?:take|tolerate|have|be given)|do(?:n['’]t| not) tolerate)\b", re.IGNORECASE
)
_SEASONAL = re.compile(r"\b(?:seasonal|pollen|hay|spring|fall)\b", re.IGNORECASE)
_EARLY, _LENGTH = 6, 5
"""Turns and words of the first complaint."""
_FITS = 0.08
"""Probability from which such a statement may fill a part that has nothing else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """A statement that may be chosen."""

    rank: float
    """How much it matters."""
    place: int
    part: str
    chance: Mapping[str, float]
    """The probability of each part, as learned."""


def filled(candidates: Sequence[Fit], statements: Sequence[Statement]) -> list[Fit]:
    """Give a part that has nothing the statement that speaks of it and fits best; none leaves a part empty for it."""
    fits = list(candidates)
    for part, spoken in _SPOKEN.items():
        counts = Counter(f.part for f in fits)
        able = [
            (f.chance.get(part, 0.0), n)
            for n, f in enumerate(fits)
            if statements[f.place].speaker == "doctor"
            and f.part in (*_SPOKEN, "subjective")
            and counts[f.part] > 1
            and f.chance.get(part, 0.0) >= _FITS
            and spoken.search(statements[f.place].text)
        ]
        if not counts[part] and able:
            best = max(able)[1]
            fits[best] = replace(fits[best], part=part)
    return fits


def spoken_of(statement: Statement) -> list[str]:
    """Return the parts that a statement has the words of, by rules alone; a clinician's bare findings are of the exam.

    >>> spoken_of(Statement(turns=(1,), speaker="doctor", text="the x-ray shows a fracture"))[0]
    'results'
    >>> spoken_of(Statement(turns=(1,), speaker="patient", text="it hurts"))
    ['subjective']
    """
    if statement.speaker != "doctor":
        return ["subjective"]
    spoken = [part for part, words in _SPOKEN.items() if words.search(statement.text)]
    return spoken or ["exam" if findings(statement.text) else "plan"]


def examined(said: Sequence[Statement]) -> frozenset[int]:
    """Return the numbers of the turns in which a clinician examines and tells what is found."""
    own = (s for s in said if s.speaker == "doctor")
    return frozenset(s.turns[-1] for s in own if _LOOKS.search(s.text) or VITALS.search(s.text))


def complaint_of(statements: Sequence[Statement]) -> int:
    """Return the place of what a patient comes for: the first they say at some length, early on; -1 when nothing is.

    >>> hello = Statement(turns=(2,), speaker="patient", text="i'm fine")
    >>> complaint_of([hello, Statement(turns=(2,), speaker="patient", text="my ear has been killing me")])
    1
    """
    early = (n for n, s in enumerate(statements) if s.speaker == "patient" and s.turns[-1] <= _EARLY and not s.answer)
    return next((n for n in early if len(statements[n].text.split()) >= _LENGTH), -1)


def by_rank(fits: Sequence[Fit]) -> list[tuple[int, str]]:
    """Return places and parts, what matters most first; the best of each part comes before all else.

    >>> ranks = [(2, "plan"), (3, "plan"), (1, "exam")]
    >>> by_rank([Fit(rank=rank, place=n, part=part, chance={}) for n, (rank, part) in enumerate(ranks)])
    [(1, 'plan'), (2, 'exam'), (0, 'plan')]
    """
    best: dict[str, Fit] = {}
    for fit in fits:
        best[fit.part] = max(best.get(fit.part, fit), fit, key=lambda f: f.rank)
    first = {f.place for f in best.values()}
    ranked = sorted(fits, key=lambda f: (f.place in first, f.rank, f.place), reverse=True)
    return [(f.place, f.part) for f in ranked]


def part_of(statement: Statement, chance: Mapping[str, float]) -> str:
    """Return where a statement belongs: as learned, but drugs taken and allergies have their own places."""
    allowed = [p for p in PARTS if statement.speaker == "doctor" or p not in ("exam", "results", "assessment", "plan")]
    part = max(allowed, key=lambda p: chance.get(p, 0.0))
    words = f"{statement.question} {statement.text}"
    if statement.speaker == "patient" and (of_relative(words) or "refusal of treatment" in dangers(words)):
        return "subjective"
    if _of_allergies(statement, words) and part != "plan":
        return "allergies"
    if statement.speaker == "doctor" and (PLANNED.search(words) or (ORDERING.search(words) and drugs(words))):
        return "plan"
    if statement.speaker == "doctor":
        return _of_doctor(statement.text, part)
    if part == "subjective" and _TAKING.search(words) and DRUGS & set(drugs(words)):
        return "medications"
    return part


def _of_doctor(words: str, part: str) -> str:
    """Return the part of what a clinician says who plans nothing: as learned, but signs and judgements are known."""
    if VITALS.search(words):
        return "exam"
    if part == "assessment" and _IF.match(words):
        return "plan"
    return "assessment" if part in ("exam", "results") and _JUDGED.search(words) else part


def _of_allergies(statement: Statement, words: str) -> bool:
    """Tell whether it is about what somebody does not bear."""
    if statement.speaker != "doctor" and _NOT_BORNE.search(statement.text) and drugs(statement.text):
        return True
    return bool(_ALLERGY.search(words)) and not _SEASONAL.search(words)
