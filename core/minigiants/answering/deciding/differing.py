"""Notice that two documents answer the same question differently, and give both by name."""

from collections.abc import Sequence

from minigiants.answering._candidates import Candidate
from minigiants.answering._selection import Selection, Weights
from minigiants.answering._windows import fit
from minigiants.answering.deciding.quoting import quote
from minigiants.answering.deciding.sought import values
from minigiants.answering.deciding.support import support
from minigiants.grounding import content_words
from minigiants.pipeline import Services
from minigiants.types import Claim

ALIKE = 0.6
"""Share of the words of the shorter sentence that both must have."""
NEAR = 0.2
"""How much less the other document's sentence may fit the question."""


def differing(question: str, selection: Selection, services: Services, weights: Weights) -> tuple[Claim, ...]:
    """Quote, by name, the sentences of several documents that answer the same with different values; else nothing."""
    pair = _pair(selection.chosen)
    if not pair:
        return ()
    probability = weights.answer(support(question, pair[0].evidence.text, selection, services.embed))
    return quote(pair, question, services) if probability >= weights.answer.threshold else ()


def _pair(chosen: Sequence[Candidate]) -> tuple[Candidate, ...]:
    if not chosen:
        return ()
    best = max(chosen, key=fit)
    others: dict[str, Candidate] = {}
    for candidate in sorted(chosen, key=fit, reverse=True):
        name = candidate.evidence.document_id
        if name != best.evidence.document_id and name not in others and _differ(best, candidate):
            others[name] = candidate
    return (best, *others.values()) if others else ()


def _differ(best: Candidate, other: Candidate) -> bool:
    one, two = (content_words(c.evidence.text) for c in (best, other))
    alike = len(one & two) >= ALIKE * min(len(one), len(two)) and min(len(one), len(two)) > 1
    return alike and fit(other) >= fit(best) - NEAR and values(best.evidence.text) != values(other.evidence.text)
