"""Describe how well a search as a whole fits a question: what abstaining is decided from."""

import math
from collections.abc import Sequence

import numpy as np

from minigiants.answering._candidates import Candidate
from minigiants.grounding import content_words
from minigiants.types import Hit


def question_signals(question: str, hits: Sequence[Hit], sentences: Sequence[Candidate]) -> dict[str, float]:
    """Return named signals; `hits` in rank order (about 12), `sentences` the sentences of the first few.

    A signal that compares with the rest of the collection is NaN where there is too little to compare with.
    """
    words = content_words(question)
    near = np.sort([c.features["similarity"] for c in sentences])[::-1]
    titled = np.sort([c.features["titled"] for c in sentences])[::-1]
    whole = np.sort([h.similarity for h in hits])[::-1]
    first = hits[0].passage
    return {
        "passage": float(whole[0]),
        "passage_gap": float(whole[0] - whole[1:5].mean()) if len(whole) > 4 else math.nan,
        "passage_depth": float(whole[0] - whole[5:].mean()) if len(whole) > 8 else math.nan,
        "sentence": float(near[0]),
        "sentences": float(near[:3].mean()),
        "titled": float(titled[0]),
        "titled_peak": float(titled[0] - titled[4:8].mean()) if len(titled) > 7 else math.nan,
        "text": max(h.text_score for h in hits) / max(len(words), 1) if len(hits) > 8 else math.nan,
        "coverage": _share(words, content_words(first.text)),
        "sentence_coverage": max(c.features["coverage"] for c in sentences),
        "title_coverage": _share(words, content_words(sentences[0].title)),
        "agreement": float(any(h.similarity_rank == 1 and h.text_rank == 1 for h in hits)),
        "words": float(min(len(words), 12)),
    }


def _share(words: frozenset[str], other: frozenset[str]) -> float:
    return len(words & other) / max(len(words), 1)
