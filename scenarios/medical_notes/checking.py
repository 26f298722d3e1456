"""Tie a line to what was said, and check it against that by rules; what can't be shown is unsupported."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from minigiants.grounding import content_words
from minigiants.pipeline import Ground
from minigiants.types import Evidence

from .facts import Fact, drugs, facts
from .note import Line
from .statements import Statement
from .transcript import Turn

STOCK = (
    "The patient reports, states, notes, endorses, mentions, describes, denies, presents, is seen, has a history of. "
    "The patient is advised, should, will continue. We will order, discuss, recommend, start, prescribe. "
    "Examination demonstrates, reveals, shows. Currently, previously, recently, symptom, episode, approximately. "
    "Onset. Named in this visit."
)
"""Words of notes that say nothing by themselves, which a line may use without anybody having said them."""
TIED = 3
LEAST = 0.34
"""Share of a line's weighted words that a further statement must add, for the line to rest on it as well."""
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
_FREQUENCY = {
    "once daily": r"\b(?:once (?:a|per) day|once daily|daily|every day|a day|each day|qd"
    r"|every morning|every night|nightly|at bedtime)\b",
    "twice daily": r"\b(?:twice (?:a|per) day|twice daily|two times (?:a|per) day|2 times (?:a|per) day|bid|b\.i\.d)\b",
    "three times daily": r"\b(?:(?:three|3) times (?:a|per) day|(?:three|3) times daily|tid)\b",
    "four times daily": r"\b(?:(?:four|4) times (?:a|per) day|(?:four|4) times daily|qid)\b",
    "weekly": r"\b(?:once a week|weekly|every week|per week|a week)\b",
    "as needed": r"\b(?:as needed|prn|when needed|if needed)\b",
}
_OFTEN = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _FREQUENCY.items()}


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What was said at a visit, ready to be searched."""

    turns: tuple[Turn, ...]
    statements: tuple[Statement, ...]
    names: tuple[str, ...] = ()
    """The patient's."""
    gender: str = ""
    lines: tuple[str, ...] = field(default=())
    """Each statement as a note would say it."""

    @cached_property
    def words(self) -> list[frozenset[str]]:
        """Return each statement's content words, its question's included."""
        return [
            content_words(f"{s.text} {s.question} {text}") for s, text in zip(self.statements, self.lines, strict=True)
        ]

    @cached_property
    def weight(self) -> dict[str, float]:
        """Return how much each word tells: rare ones more."""
        held = Counter(word for words in self.words for word in words)
        return {word: math.log(1 + len(self.words) / n) for word, n in held.items()}

    def evidence(self, numbers: Sequence[int]) -> tuple[Evidence, ...]:
        """Return the turns of these numbers, verbatim."""
        return tuple(_evidence(turn) for turn in self.turns if turn.number in numbers)


def tie(text: str, visit: Visit, among: Sequence[int] | None = None) -> list[int]:
    """Return the places of the statements that `text` rests on, best first; `among` narrows the search."""
    left = content_words(text)
    found: list[int] = []
    whole = sum(visit.weight.get(w, 0) for w in left) or 1.0
    places = range(len(visit.statements)) if among is None else among
    while left and len(found) < TIED:
        gains = {n: sum(visit.weight[w] for w in visit.words[n] & left) for n in places if n not in found}
        best = max(gains, key=lambda n: (gains[n], -len(visit.words[n])), default=None)
        if best is None or gains[best] <= 0 or (found and gains[best] < LEAST * whole):
            break
        found.append(best)
        left = left - visit.words[best]
    return found


def check(line: Line, visit: Visit, ground: Ground, tied: Sequence[int] | None = None) -> Line:
    """Return `line` with its turns and its verdict; `tied` are the places of the statements when they are known."""
    places = tie(line.text, visit) if tied is None else list(tied)
    rests = [visit.statements[n] for n in places]
    numbers = tuple(sorted({number for s in rests for number in s.turns}))
    if not places:
        why = "Nothing that was said at the visit comes near this line."
        return replace(line, turns=(), verdict="unsupported", kind="no-evidence", why=why)
    kind, why = _refused(line, rests, [visit.lines[n] for n in places], ground)
    return replace(line, turns=numbers, verdict="unsupported" if kind else "supported", kind=kind, why=why)


def _refused(line: Line, rests: Sequence[Statement], lines: Sequence[str], ground: Ground) -> tuple[str, str]:
    """Return the first rule that refuses the line and why, both empty when none does."""
    said = [*lines, *(s.text for s in rests if not s.answer)]
    for rule in (_speaker, _facts, _frequency):
        kind, why = rule(line, rests, said)
        if kind:
            return kind, why
    claim = ground(line.text, [_quoted(text) for text in said], question=STOCK)
    return (claim.kind, claim.why.replace("the evidence", "what was said")) if claim.kind else ("", "")


def _speaker(line: Line, rests: Sequence[Statement], said: Sequence[str]) -> tuple[str, str]:
    """Refuse a patient's wish as a plan, and words in the wrong mouth."""
    speakers = {s.speaker for s in rests}
    if line.part in _OF_DOCTOR and rests[0].speaker != "doctor":
        return "speaker", f"Only the patient said this, so it is no {line.part} of the clinician's."
    if _PATIENT_SAID.search(line.text) and speakers == {"doctor"} and not any(_RETOLD.search(s.text) for s in rests):
        return "speaker", "The clinician said this, not the patient."
    if _DOCTOR_SAID.search(line.text) and "doctor" not in speakers:
        return "speaker", "The patient said this, not the clinician."
    return "", ""


def _facts(line: Line, rests: Sequence[Statement], said: Sequence[str]) -> tuple[str, str]:
    """Refuse a drug, dose, allergy, finding, denial or side that was not said like this."""
    ours, theirs = facts(line.text), set[Fact]().union(*(facts(text) for text in said))
    known: set[tuple[str, str]] = {(f.kind, f.key) for f in theirs}
    spoken = " ".join(said).lower()
    for fact in sorted(ours):
        if (fact.kind, fact.key) in known:
            continue
        if fact.kind in ("drug", "allergy") and not _named(fact, known, spoken):
            what = "an allergy to" if fact.kind == "allergy" else "the drug"
            return fact.kind, f'Nobody spoke of {what} "{fact.key}" here.'
        if fact.kind == "dose" and (wrong := _dose(fact, theirs)):
            return "dose", wrong
        if fact.kind in ("finding", "denied") and (wrong := _finding(fact, known)):
            return "negation", wrong
        if fact.kind == "side":
            return "side", f'It says "{fact.key}"; what was said names another side, or none.'
    return "", ""


def _named(fact: Fact, known: set[tuple[str, str]], spoken: str) -> bool:
    if fact.kind == "drug":
        return fact.key in spoken
    return ("drug", fact.key) in known and "allerg" in spoken


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


def _frequency(line: Line, rests: Sequence[Statement], said: Sequence[str]) -> tuple[str, str]:
    """Refuse a frequency that was not said, where another one was."""
    ours = set(drugs(line.text))
    near = [text for text in said if not ours or not drugs(text) or ours & set(drugs(text))]
    theirs = {name for name, form in _OFTEN.items() for text in near if form.search(text)}
    for name, form in _OFTEN.items():
        if form.search(line.text) and name not in theirs and not (name == "once daily" and theirs):
            return "frequency", f'It says "{name}", which nobody said here.'
    return "", ""


def _quoted(text: str) -> Evidence:
    return Evidence(passage_id="", document_id="", document="", page=1, start=0, end=len(text), text=text)


def _evidence(turn: Turn) -> Evidence:
    name = turn.label or turn.speaker
    return Evidence(
        passage_id=str(turn.number),
        document_id="",
        document=f"dialogue, turn {turn.number}, {name}",
        page=turn.number,
        start=0,
        end=len(turn.text),
        text=turn.text,
    )
