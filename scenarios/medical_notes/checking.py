"""Tie a line to what was said, and check it against that by rules; what can't be shown is unsupported."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from minigiants.grounding import content_words
from minigiants.pipeline import Ground
from minigiants.types import Evidence

from .facts import Fact, american, facts, opposite, with_clinical
from .note import Line
from .replies import with_no_apart
from .retracted import Doubt, doubts
from .rules import Backing, refused
from .statements import Statement, spoken
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

    @cached_property
    def vouched(self) -> list[frozenset[Fact]]:
        """Return each statement's facts; of a finding that the turn's own words deny or affirm otherwise, theirs."""
        found = []
        for place, statement in enumerate(self.statements):
            derived = frozenset[Fact]().union(*(facts(t) for t in (self.lines[place], *self.own_words(place))))
            raw = self._raw[statement.turns[-1]]
            wrong = {f for f in derived if opposite(f) in raw and f not in raw}
            found.append(derived - wrong | {opposite(f) for f in wrong})
        return found

    @cached_property
    def _raw(self) -> dict[int, frozenset[Fact]]:
        """Return what each turn says in its own words, without what it asks."""
        return {
            t.number: frozenset[Fact]().union(*(facts(with_no_apart(piece)) for piece in spoken(t))) for t in self.turns
        }

    @cached_property
    def doubts(self) -> dict[int, Doubt]:
        """Return the statements that were taken back, refused or corrected later at the visit, by place."""
        return doubts(self.turns, self.statements)

    def own_words(self, place: int) -> list[str]:
        """Return a statement's text, unless it is a question with its answer, or somebody else's "I"."""
        statement = self.statements[place]
        return [] if statement.answer or statement.who else [statement.text]

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
    kind, why = _refused(line, places, visit, ground)
    return replace(line, turns=numbers, verdict="unsupported" if kind else "supported", kind=kind, why=why)


def _refused(line: Line, places: Sequence[int], visit: Visit, ground: Ground) -> tuple[str, str]:
    """Return the first rule that refuses the line and why, both empty when none does."""
    said = [*(visit.lines[n] for n in places), *(text for n in places for text in visit.own_words(n))]
    known = frozenset[Fact]().union(*(visit.vouched[n] for n in places))
    backing = Backing(rests=[visit.statements[n] for n in places], said=said, known=known)
    kind, why = refused(line, backing)
    if kind:
        return kind, why
    for place in places:
        doubt = visit.doubts.get(place)
        if doubt and (doubt.amount or place == places[0]) and doubt.about(line.text, visit.statements[place].text):
            return "retracted", doubt.why
    claim = ground(american(line.text), [_quoted(american(text)) for text in said], question=STOCK)
    if claim.kind in ("lexical", "name"):  # its words are not those that were said, but may mean the same
        meant = [_quoted(with_clinical(american(text))) for text in said]
        again = ground(american(line.text), meant, question=STOCK)
        claim = claim if again.kind else again
    return (claim.kind, claim.why.replace("the evidence", "what was said")) if claim.kind else ("", "")


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
