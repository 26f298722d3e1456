"""Turn a draft into claims that each rest on quoted sentences, and keep only those that pass the rules."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minigiants.documents import sentences
from minigiants.evidence import attribute
from minigiants.pipeline import Services
from minigiants.types import Claim, Evidence

from .evidence import CITATION, Selection

_MARKS = re.compile(r"\s*\[[\d,\s]+\]")
QUOTED = 0.35
"""Selection probability from which a sentence is good enough to be quoted when no draft survives."""


def check(draft: str, question: str, selection: Selection, services: Services) -> list[Claim]:
    """Return the draft's sentences as claims, each with its evidence and the rules' verdict."""
    texts = claim_texts(draft)
    if not texts or not selection.chosen:
        return []
    vectors = services.embed(texts)
    rests = attribute(texts, vectors, selection.chosen, selection.priors, CITATION)
    return [
        services.ground(text, [c.evidence for c in rest], question=question)
        for text, rest in zip(texts, rests, strict=True)
    ]


def claim_texts(draft: str) -> list[str]:
    """Cut a draft into sentences without the model's own marks, each once.

    >>> claim_texts("The rent is 900 euros [1]. The rent is 900 euros. It is due")
    ['The rent is 900 euros.', 'It is due']
    """
    text = _MARKS.sub("", draft)
    found = (" ".join(text[a:b].split()) for a, b in sentences(text))
    return list(dict.fromkeys(t for t in found if any(c.isalnum() for c in t)))


def quote(question: str, selection: Selection, services: Services) -> tuple[Claim, ...]:
    """Return the best sentence word for word, when it is likely enough to answer."""
    ranked = sorted(zip(selection.priors, selection.chosen, strict=True), key=lambda pair: -pair[0])
    for probability, candidate in ranked[:1]:
        if probability >= QUOTED:
            claim = services.ground(candidate.evidence.text, [candidate.evidence], question=question)
            return (replace(claim, text=f"“{candidate.evidence.text}”"),) if claim.verdict == "supported" else ()
    return ()


def distinct(claims: Sequence[Claim]) -> tuple[Evidence, ...]:
    """Return the claims' evidence, each span once, in order of first use."""
    seen: dict[tuple[str, int, int], Evidence] = {}
    for claim in claims:
        for evidence in claim.evidence:
            seen.setdefault((evidence.passage_id, evidence.start, evidence.end), evidence)
    return tuple(seen.values())
