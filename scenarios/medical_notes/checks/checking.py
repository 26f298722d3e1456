"""Tie a line to what was said, and check it against that by rules; what can't be shown is unsupported."""

from collections.abc import Sequence
from dataclasses import replace

from minigiants.grounding import content_words
from minigiants.pipeline import Ground
from minigiants.types import Evidence

from ..facts import Fact, american, with_clinical
from ..note import Line
from .dialogue import Dialogue
from .rules import Backing, refused

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


def tie(text: str, visit: Dialogue, among: Sequence[int] | None = None) -> list[int]:
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


def check(line: Line, visit: Dialogue, ground: Ground, tied: Sequence[int] | None = None) -> Line:
    """Return `line` with its turns and its verdict; `tied` are the places of the statements when they are known."""
    places = tie(line.text, visit) if tied is None else list(tied)
    rests = [visit.statements[n] for n in places]
    numbers = tuple(sorted({number for s in rests for number in s.turns}))
    if not places:
        why = "Nothing that was said at the visit comes near this line."
        return replace(line, turns=(), verdict="unsupported", kind="no-evidence", why=why)
    kind, why = _refused(line, places, visit, ground)
    return replace(line, turns=numbers, verdict="unsupported" if kind else "supported", kind=kind, why=why)


def _refused(line: Line, places: Sequence[int], visit: Dialogue, ground: Ground) -> tuple[str, str]:
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
