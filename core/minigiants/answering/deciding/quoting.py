"""Quote places word for word: where documents differ, and where the model's own yes or no cannot be shown."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minigiants.answering._candidates import Candidate
from minigiants.answering._selection import Selection, Weights
from minigiants.answering._windows import fit
from minigiants.answering.deciding.support import support
from minigiants.grounding import content_words
from minigiants.pipeline import Services
from minigiants.types import Claim

SURE = 0.78
"""Probability from which the place that fits a question of yes or no best decides it. Of 45 such questions, many
of them without an answer, it quoted 10, all rightly; at .7 it quoted three more, two of them wrongly."""

_ASKING = re.compile(
    r"\?[\s*_”\"]*$|\b(?:asked|asks|asking|wondered|wanted to know|want to know)\b.{0,60}\b(?:if|whether)\b",
    re.IGNORECASE,
)
"""A sentence that only tells what was asked: "You asked if we would pay for a hotel"."""


def quote(candidates: Sequence[Candidate], question: str, services: Services) -> tuple[Claim, ...]:
    """Return sentences word for word, each under the name of its document."""
    return tuple(
        replace(claim, text=f"{candidate.evidence.document}: {claim.text}")
        for candidate in candidates
        for claim in quoted(candidate, question, services)
    )


def decisive(
    question: str, selection: Selection, services: Services, weights: Weights
) -> tuple[float, tuple[Claim, ...]]:
    """Quote the one place that decides a question of yes or no, where there is one, with the probability that it does.

    A small model says yes to what a clause forbids. The clause itself can't say the wrong thing, but it must speak of
    all that was asked: each content word of the question stands in it, or beside it, or in its title. A sentence that
    asks the same decides nothing.
    """
    best = max(selection.chosen, key=fit)
    signals = support(question, best.evidence.text, selection, services.embed)
    probability = weights.answer(signals)
    if signals["unknown"] or probability < SURE or _ASKING.search(best.evidence.text):
        return probability, ()
    claims = quoted(best, question, services)
    asked = content_words(question) & content_words(best.title)
    titled = bool(asked - content_words(best.evidence.text))
    if titled:
        claims = tuple(replace(claim, text=f"{best.title}: {claim.text}") for claim in claims)
    return probability, claims


def quoted(candidate: Candidate, question: str, services: Services) -> tuple[Claim, ...]:
    """Return a sentence of the evidence word for word, nothing where the rules refuse even that."""
    evidence = candidate.evidence
    claim = services.ground(evidence.text, [evidence], question=question)
    text = " ".join(evidence.text.split())
    return (replace(claim, text=f"“{text}”"),) if claim.verdict == "supported" else ()
