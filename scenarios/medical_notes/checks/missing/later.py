"""Tell what was corrected later, in the same turn or by somebody else: the last word counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minigiants.grounding import content_words

from .amounts import Amount
from .context import polarities
from .exchanges import Exchange
from .reading import Mentions, as_spoken, body_part, cue, read

_REACH = 3
"""Exchanges after one in which somebody else still corrects it."""
_BETWEEN = 14
"""Words between a value and its correction in one turn."""
_TIME = frozenset({"minute", "hour", "day", "week", "month", "year"})
_UNITS = content_words("minute hour day week month year minutes hours days weeks months years left right time about")
"""Words that two things have in common which are not the same."""
_SHORT_WORD = 3
_NO = re.compile(r"\W*(?:no|nope|nah|never|none|nothing|not)\b", re.IGNORECASE)
_AFFIRMS = re.compile(
    r"\b(?:he|she|you)(?:'s|'d|'ve)? (?:had|has|have|did|does|do|was|were|is|are|gets?|got|been)\b(?! not\b)"
)
_BEFORE_NOW = re.compile(r"\b(?:it (?:was|were)|was on|were on|used to be(?: on)?)(?: about| only| just| a)?\s*$")
"""Before an amount that was: "it was ten and then you put it up"."""
_CHANGED = re.compile(
    r"\b(?:now|put|up to|down to|they|changed|switched|increased|reduced|raised|cut|doubled|halved|but|then|since)\b"
)
"""Between an amount that was and the one that is; not "it was 280, my best is 450"."""
_DENIES_NEXT = re.compile(r"(?:\bnot|n't)\b(?! sure| that)[^,.;?!]*$")
_REALLY = re.compile(r" (?:really|actually|in fact|then really)\b")
"""Behind the day that is meant: "on Saturday. But he left his tea, so Friday really"."""
_LARGE = 10
"""From which "thirty, thirty-two units" is one number begun twice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stale:
    """A value that was corrected."""

    exchange: int
    """Place of the exchange that it was said in."""
    why: str
    """The correction, in a sentence for the reader."""
    turn: int
    """Number of the turn that corrects it."""
    amount: Amount | None = None
    now: Amount | None = None
    word: str = ""
    """A day or a side."""
    instead: str = ""
    bare: bool = False
    """Whether only a number without a unit is meant, such as an hour."""
    denied: frozenset[str] = frozenset()
    """Concepts that somebody denied and somebody else affirmed."""


def stale(talk: Sequence[Exchange]) -> list[Stale]:
    """Return what was corrected, in the order it was said."""
    read_of = [read(e.said) for e in talk]
    corrections = [s for n in range(len(talk)) for s in _in_itself(n, talk[n], read_of[n])]
    for n in range(len(talk)):
        for later in range(n + 1, min(n + 1 + _REACH, len(talk))):
            if _other_speaker(talk[n], talk[later]):
                corrections += _by_another(n, talk[n], read_of[n], talk[later], read_of[later], beside=later == n + 1)
    return [taken_back for s in corrections for taken_back in _insisted(s, talk, read_of)]


def _insisted(one: Stale, talk: Sequence[Exchange], read_of: Sequence[Mentions]) -> Iterator[Stale]:
    """Yield a correction, or what it said as corrected where the first speaker insists: "Twenty. - No, back to ten"."""
    place = next((n for n, e in enumerate(talk) if e.turns[-1] == one.turn and n > one.exchange), None)
    if place is None or one.amount is None or one.now is None:
        yield one
        return
    for n in range(place + 1, min(place + 1 + _REACH, len(talk))):
        own = next((a for a in read_of[n].amounts if a.same(one.amount)), None)
        same = _speaker(talk[n]) == _speaker(talk[one.exchange]) != _speaker(talk[place])
        if own and same and cue("corrects").search(read_of[n].text[:40]):
            why = _why(read_of[n].text, own)
            yield Stale(exchange=place, turn=talk[n].turns[-1], amount=one.now, now=own, why=why)
            return
    yield one


def _speaker(exchange: Exchange) -> str:
    return "clinician" if exchange.by_clinician else exchange.companion


def _in_itself(place: int, exchange: Exchange, mentions: Mentions) -> Iterator[Stale]:
    """Yield values that the same turn corrects: "Ten, is it? Nay, I tell a lie, five"."""
    values = [*mentions.amounts]
    for old, new in pairwise(values):
        between = mentions.text[old.end : new.start]
        again = between.strip() == "," and not old.unit and bool(new.unit) and min(old.values) >= _LARGE
        again = again and new.unit != "time" and max(new.values) >= min(old.values)
        if (
            _alike(old, new)
            and (again or _corrects(between))
            and not any(a.same(old) for a in values if a.start > new.start)
        ):
            yield Stale(exchange=place, turn=exchange.turns[-1], amount=old, now=new, why=_why(mentions.text, new))
    for old in values:
        later = next((a for a in values if a is not old and _alike(a, old) and not a.same(old)), None)
        before = _BEFORE_NOW.search(mentions.text[: old.start])
        if later and before and _CHANGED.search(mentions.text[old.end : later.start]):
            yield Stale(exchange=place, turn=exchange.turns[-1], amount=old, now=later, why=_why(mentions.text, later))
    for sort in (r"monday|tuesday|wednesday|thursday|friday|saturday|sunday", r"left|right"):
        words = list(re.finditer(rf"\b(?:{sort})\b", mentions.text))
        for first, second in pairwise(words):
            really = any(w[0] == second[0] and _REALLY.match(mentions.text, w.end()) for w in words)
            if first[0] != second[0] and (really or _corrects(mentions.text[first.end() : second.start()])):
                why = f'It was corrected to "{second[0]}".'
                yield Stale(exchange=place, turn=exchange.turns[-1], word=first[0], instead=second[0], why=why)


def _by_another(n: int, old: Exchange, was: Mentions, new: Exchange, now: Mentions, *, beside: bool) -> Iterator[Stale]:
    """Yield values that somebody else corrects: "a few weeks" - "it's been more like eight months"."""
    turn = new.turns[-1]
    corrects = bool(new.companion) or bool(cue("corrects").search(now.text[:40]))
    if not corrects or not _of_the_same(old, was, new, now, beside=beside):
        return
    for amount in was.amounts:
        # Of the same drug only its own dose counts, below; "his kidneys were at 39" corrects no 100 mg of a drug.
        other = {*was.drugs} & {*now.drugs} or (was.drugs and not now.drugs and not any(b.unit for b in now.amounts))
        if other or any(b.same(amount) for b in now.amounts):
            continue
        if new_amount := next((b for b in now.amounts if _alike(amount, b) and (amount.unit or b.unit)), None):
            yield Stale(exchange=n, turn=turn, amount=amount, now=new_amount, why=_why(now.text, new_amount))
    for drug in [drug for drug in was.drugs if drug in now.drugs]:
        old_dose, new_dose = _behind(drug, was), _behind(drug, now)
        if old_dose and new_dose and not old_dose.same(new_dose) and _alike(old_dose, new_dose):
            yield Stale(exchange=n, turn=turn, amount=old_dose, now=new_dose, why=_why(now.text, new_dose))
    for word in was.sides - now.sides if now.sides and len(now.sides) == 1 else ():
        [instead] = now.sides
        yield Stale(exchange=n, turn=turn, word=word, instead=instead, why=f'It was corrected to "{instead}" later.')
    denied = read(old.text).concepts if was.denied and not old.by_clinician else frozenset[str]()
    both = frozenset(c for c in denied if polarities(new.said).get(c) == "affirmed")
    if new.companion and not old.companion and not both and _contradicts(old, new, now):
        both = read(old.question).concepts
    if new.companion and not old.companion and both:
        why = f"It was denied, but the {new.companion.lower()} said otherwise."
        yield Stale(exchange=n, turn=turn, denied=both, why=why)


def _of_the_same(old: Exchange, was: Mentions, new: Exchange, now: Mentions, *, beside: bool) -> bool:
    """Tell whether what somebody says can be of the same as what another said: not of the hip where that was a calf."""
    parts = {body_part(old.said), body_part(new.said)} - {""}
    if len(parts) > 1:
        return False
    shared = (was.stems | was.concepts | {*was.drugs}) & (now.stems | now.concepts | {*now.drugs})
    if any(len(word) > _SHORT_WORD for word in shared - _UNITS):
        return True
    return beside and (not new.question or (not old.by_clinician and new.question == old.question))


def _behind(drug: str, mentions: Mentions) -> Amount | None:
    """Return the first amount behind a drug's name, up to the next drug's."""
    at = mentions.text.find(as_spoken(drug, mentions.text))
    ends = [p for other in mentions.drugs if (p := mentions.text.find(as_spoken(other, mentions.text))) > at]
    behind = next((a for a in mentions.amounts if at < a.start < min(ends, default=len(mentions.text))), None)
    alone = len(mentions.drugs) == len(mentions.amounts) == 1  # "twenty of the citalopram"
    return behind or (mentions.amounts[0] if alone else None)


def _contradicts(old: Exchange, new: Exchange, now: Mentions) -> bool:
    """Tell whether a companion affirms what the patient denied right before: "No. - He had it on Thursday"."""
    denied = bool(_NO.match(old.said)) and bool(old.question) and new.question == old.question
    return denied and not _NO.match(new.said) and bool(_AFFIRMS.search(now.text))


def _other_speaker(old: Exchange, new: Exchange) -> bool:
    if new.by_clinician:
        return old.by_clinician and False
    return old.by_clinician or old.companion != new.companion


def _alike(a: Amount, b: Amount) -> bool:
    if a.paired != b.paired and not (a.unit == b.unit == ""):
        return False
    return a.unit == b.unit or not a.unit or not b.unit or {a.unit, b.unit} <= _TIME


def _corrects(between: str) -> bool:
    denied = _DENIES_NEXT.search(between)  # "six hundred, not back to eight": the first holds
    return len(between.split()) <= _BETWEEN and not denied and bool(cue("corrects").search(between))


def _why(text: str, now: Amount) -> str:
    return f'It was corrected to "{text[now.start : now.end].strip()}" later.'
