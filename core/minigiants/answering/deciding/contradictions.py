"""Notice that what was read gives another value for the very thing that an answer gives one for."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from minigiants.answering._candidates import Candidate
from minigiants.answering._selection import Selection
from minigiants.answering.deciding.clauses import moved
from minigiants.answering.deciding.sought import names, sought
from minigiants.answering.deciding.support import anchor_of, units
from minigiants.answering.orders.signals import folded, phrases
from minigiants.grounding import content_words, dates, numbers
from minigiants.types import Claim

SHARED = 0.75
"""Share of the telling words of an answer that a sentence must have to be about the same thing."""
TAKEN = 0.5
"""The same where the other sentence alone gives values of the answer's kind."""
HALF_A_DAY = 720
"""Minutes: three in the afternoon is written 3:00 and 15:00."""
_PART = re.compile(r"(?<=[.!?:])\s+|\s[|–—]\s")
"""Between what may be two statements though it was read as one sentence: "It is 5. note: reply 9"."""
_CLAUSE = re.compile(r"[,;]?\s+(?:and|but|while|whereas)\s+|[;,]\s+")
_WRITTEN = {
    "address": re.compile(r"https?://\S+|\bwww\.\S+|\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"),
    "account": re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b"),
    "ratio": re.compile(r"\b\d+ (?:to|in|:) \d+\b(?!\s*[\w%°€$£])"),
    "telephone": re.compile(r"(?<![\w.,:])\+?\(?\d{2,5}\)?(?:[ /-]\d{2,}){1,4}(?![\w:])"),
}
"""What is a value as it is written, looked for before numbers are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasuredValue:
    """A value that a text gives."""

    kind: str
    """Its unit, what it counts, or a name such as "time"; empty for a bare number."""
    value: object


@dataclass(frozen=True, kw_only=True, slots=True)
class ValuedStatement:
    """What a sentence, or a part of one, says."""

    candidate: Candidate
    text: str
    amounts: frozenset[MeasuredValue]


def contradiction(question: str, claims: Sequence[Claim], selection: Selection) -> tuple[Candidate, ...]:
    """Return the place that an answer rests on and one that gives another value for the same thing, else nothing.

    They come in the order in which they stand. What is said under a condition of its own, in a row of a table or under
    another heading is of another thing. A question of yes or no has no value.
    """
    whole = " ".join(claim.text for claim in claims)
    if not whole or not selection.chosen or sought(question) == "yes or no":
        return ()
    anchor = _place(question, whole, selection)
    for candidate in selection.chosen:
        if candidate.evidence.document_id == anchor.evidence.document_id and candidate.title != anchor.title:
            continue
        if any(_contradicts(question, whole, anchor, statement) for statement in _statements(question, candidate)):
            return tuple(c for c in selection.chosen if c is anchor or c is candidate)
    return ()


def _place(question: str, answer: str, selection: Selection) -> Candidate:
    """Return where an answer's value stands: in the same unit, if it does anywhere."""
    read, given = units(selection, question), _given(question, answer)
    holders = [unit for unit in read if given & amounts(unit.candidate.evidence.text)]
    return anchor_of(question, answer, holders or read).candidate


def amounts(text: str) -> frozenset[MeasuredValue]:
    """Return the values of a text, each with its kind.

    >>> sorted((a.kind, str(a.value)) for a in amounts("From 6:30 on, 12 euros and 4 chairs; ring 0171 555 0100."))
    [('EUR', '12'), ('chair', '4'), ('telephone', '01715550100'), ('time', '390')]
    """
    seen: set[MeasuredValue] = set()
    for kind, pattern in _WRITTEN.items():
        seen |= {MeasuredValue(kind=kind, value=re.sub(r"[\s()/-]", "", match[0])) for match in pattern.finditer(text)}
        text = pattern.sub(" ", text)
    for date in dates(text):
        text = text.replace(date.text, " . ")
        if date.minute is not None:
            seen.add(MeasuredValue(kind="time", value=date.minute % HALF_A_DAY))
        elif date.weekday is not None:
            seen.add(MeasuredValue(kind="weekday", value=date.weekday))
        else:
            seen.add(MeasuredValue(kind="date", value=(date.year, date.month, date.day)))
    for number in numbers(text):
        counted = next(iter(content_words(number.noun)), "")
        seen.add(MeasuredValue(kind="ordinal" if number.ordinal else number.unit or counted, value=number.value))
    return frozenset(seen)


def _given(question: str, text: str) -> frozenset[MeasuredValue]:
    """Return the values that a text gives and the question does not; names too where it asks for a person."""
    given = amounts(text) - amounts(question)
    if sought(question) == "person":
        given |= {MeasuredValue(kind="name", value=name) for name in names(text) - names(question)}
    return frozenset(amount for amount in given if amount.kind not in ("", "ordinal"))


def _statements(question: str, candidate: Candidate) -> Iterator[ValuedStatement]:
    """Yield what a sentence says; rows of a table say the same with other values by their nature."""
    text = " ".join(candidate.evidence.text.split())
    if ": " in text and "; " in text and not _PART.search(text.replace(": ", "; ")):
        return
    for part in [text] if sought(question) == "person" else _PART.split(text):
        if given := _given(question, part):
            yield ValuedStatement(candidate=candidate, text=part, amounts=given)


def _contradicts(question: str, answer: str, anchor: Candidate, other: ValuedStatement) -> bool:
    """Tell whether a statement is of the thing that the answer gives a value for, and gives another one.

    It has the words of the answer, and no word or value of its own that would make it a statement of something else.
    """
    kind = _kind_apart(_given(question, answer), other.amounts)
    if not kind or moved(question, other.text):
        return False
    people = content_words(" ".join(names(f"{answer} {other.text}"))) if kind == "name" else frozenset[str]()
    own, asked, place = _telling(answer) - people, _telling(question), _telling(anchor.evidence.text)
    known = own | asked | people | place | _telling(anchor.title)
    clauses = [c for c in _CLAUSE.split(other.text) if any(a.kind == kind for a in _given(question, c))] or [other.text]
    clause = min(clauses, key=lambda c: len(_telling(c) - known))
    # A value that stands nowhere in the answer's unit has it from the other statement.
    taken = kind != "name" and not _given(question, answer) & amounts(anchor.evidence.text)
    needed = own | (asked if taken and not own else asked & place)
    shared = needed & (_telling(other.text) | _telling(other.candidate.title))
    if (
        not needed & _telling(clause)
        or len(shared) < (TAKEN if taken else SHARED) * len(needed)
        or (people and not own)
    ):
        return False
    values = (
        {a for a in amounts(clause) if a.kind != kind} - amounts(f"{question} {answer}") - amounts(anchor.evidence.text)
    )
    same = not values and _telling(clause) <= known
    return (taken or same) and _bounds(clause) <= _bounds(answer)


def _kind_apart(amounts_here: frozenset[MeasuredValue], others: frozenset[MeasuredValue]) -> str:
    """Return the one kind of which both have values and none in common, nothing where there are several.

    What "goes up from 62 to 68 pounds a month" has 68 pounds in common with "68 pounds".
    """
    kinds = {a.kind for a in amounts_here} & {a.kind for a in others}
    shared = {_unit(a.kind) for a in amounts_here for b in others if _unit(a.kind) == _unit(b.kind) and _same(a, b)}
    apart = [kind for kind in kinds if _unit(kind) not in shared]
    return apart[0] if len(apart) == 1 else ""


def _unit(kind: str) -> str:
    """Leave out the time of a rate: pounds a month are pounds."""
    return kind.split("/", 1)[0]


def _same(one: MeasuredValue, other: MeasuredValue) -> bool:
    """Tell whether two values of a kind may be the same: 2023 and 14 May 2023."""
    a, b = one.value, other.value
    if isinstance(a, tuple) and isinstance(b, tuple):
        return all(x == y or None in (x, y) for x, y in zip(a, b, strict=True))
    return a == b


def _bounds(text: str) -> set[str]:
    return {number.bound for number in numbers(text)} | {""}


def _telling(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about: no values, nothing of readers, replies and corrections."""
    for pattern in _WRITTEN.values():
        text = pattern.sub(" ", text)
    for date in dates(text):
        text = text.replace(date.text, " ")
    measured = frozenset(word for n in numbers(text) if not n.ordinal for word in content_words(f"{n.noun} {n.text}"))
    return content_words(folded(text)) - measured - _neutral()


@cache
def _neutral() -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("neutral.toml").read_text("utf-8"))
    own = (word for words in lists.values() for word in words)
    return frozenset(own).union(*(content_words(phrase) for phrase in phrases()))
