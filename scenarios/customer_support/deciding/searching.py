"""Search for a question of a talk, and describe how far the knowledge base lets one answer it."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import get_args

import numpy as np

from minigiants.answering import Embed, Selection
from minigiants.grounding import content_words
from minigiants.learned import Logistic
from minigiants.pipeline import Retrieve
from minigiants.types import Hit

from ..understanding.detectors import WEIGHTS
from ..understanding.talk import CustomerQuestion, pointed
from .decision import Kind

HITS = 12
KINDS: tuple[Kind, ...] = get_args(Kind)
QUERY_WEIGHTS = (1.0, 0.8)
"""What the ranks of each query count, in the order of `Question.queries`."""

_SIGNALS = (
    "passage",
    "passage_gap",
    "passage_depth",
    "sentence",
    "sentences",
    "titled",
    "titled_peak",
    "text",
    "coverage",
    "sentence_coverage",
    "agreement",
    "words",
)
_OPINION = frozenset(content_words("recommend better best opinion think should advice suggest good bad worth"))
_LOOKUP = frozenset(content_words("cost price pay fee phone number address email date time year hours many much long"))


def search(question: CustomerQuestion, retrieve: Retrieve, collection: str) -> list[Hit]:
    """Return the hits for all queries of the question, ranks fused."""
    rankings = [retrieve(query, collection=collection, limit=HITS) for query in question.queries]
    return fuse(rankings)


def fuse(rankings: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Return each passage once, by weighted reciprocal ranks, at most `HITS`."""
    if len(rankings) == 1:
        return list(rankings[0])
    scores: dict[str, float] = {}
    hits: dict[str, Hit] = {}
    for ranking, weight in zip(rankings, QUERY_WEIGHTS, strict=False):
        for rank, hit in enumerate(ranking, start=1):
            name = hit.passage.id
            scores[name] = scores.get(name, 0.0) + weight / (20 + rank)
            known = hits.setdefault(name, hit)
            hits[name] = hit if hit.similarity > known.similarity else known
    best = sorted(scores, key=lambda name: (-scores[name], name))[:HITS]
    return [replace(hits[name], score=scores[name]) for name in best]


def features(question: CustomerQuestion, hits: Sequence[Hit], selection: Selection, embed: Embed) -> dict[str, float]:
    """Describe the question, its talk and what was found; NaN where there is nothing to measure."""
    found = {name: selection.signals.get(name, math.nan) for name in _SIGNALS}
    return {
        **found,
        "answerable": _log_odds(selection.answerable),
        **_asked(question),
        **_talk(question, embed),
        **_spread(hits),
    }


def kinds(described: dict[str, float]) -> dict[Kind, float]:
    """Return how probable each kind is, weighed as was learned; they sum to 1."""
    found: dict[Kind, float] = {kind: model(described) for kind, model in models().items()}
    total = sum(found.values())
    return {kind: value / total for kind, value in found.items()}


@cache
def models() -> dict[Kind, Logistic]:
    """Read one model for each kind."""
    return {kind: Logistic.load(WEIGHTS, kind) for kind in KINDS}


def _asked(question: CustomerQuestion) -> dict[str, float]:
    words, before = content_words(question.last), " ".join((*question.asked, *question.told))
    return {
        "first": float(not question.asked),
        "leans": float(question.leans),
        "carried": float(bool(question.before)),
        "points": float(bool(pointed(question.last, before))),
        "own_words": float(min(len(words), 12)),
        "new_words": len(words - content_words(before)) / max(len(words), 1),
        "opinion": float(bool(words & _OPINION)),
        "lookup": float(bool(words & _LOOKUP)),
        "asks": float("?" in question.last),
    }


def _talk(question: CustomerQuestion, embed: Embed) -> dict[str, float]:
    """Compare the question with what was asked and told before."""
    earlier = [*question.asked[-3:], *(text[:600] for text in question.told[-3:])]
    if not earlier:
        return {"like_asked": math.nan, "like_told": math.nan}
    vectors = embed([question.last, *earlier])
    near = vectors[1:] @ vectors[0]
    asked = len(question.asked[-3:])
    return {
        "like_asked": float(near[:asked].max()) if asked else math.nan,
        "like_told": float(near[asked:].max()) if len(near) > asked else math.nan,
    }


def _spread(hits: Sequence[Hit]) -> dict[str, float]:
    """Describe whether one place stands out or many are alike."""
    near = np.sort([hit.similarity for hit in hits])[::-1]
    ranked = [hit.text_score for hit in hits]
    return {
        "second_gap": float(near[0] - near[1]) if len(near) > 1 else math.nan,
        "top_spread": float(near[:5].std()) if len(near) > 4 else math.nan,
        "text_first": float(max(ranked)),
        "documents": float(len({hit.passage.document_id for hit in hits[:5]})),
    }


def _log_odds(probability: float) -> float:
    held = min(max(probability, 0.001), 0.999)
    return math.log(held / (1 - held))
