"""Tie each sentence of an answer to the evidence it rests on, by matching afterwards."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from minigiants.answering._candidates import Candidate
from minigiants.grounding import content_words
from minigiants.learned import Logistic


def attribution_features(
    claims: Sequence[str],
    claim_vectors: "np.ndarray[Any, np.dtype[np.float32]]",
    selected: Sequence[Candidate],
    priors: Sequence[float],
) -> list[dict[str, float]]:
    """Describe how much the answer as a whole takes from each selected sentence; one dict a sentence.

    `claim_vectors` are unit length, shape (claims, dimensions); `priors` the sentences' selection probabilities.
    """
    near = np.stack([c.vector for c in selected]) @ claim_vectors.T
    words_of = [content_words(c) for c in claims]
    everything = frozenset().union(*words_of)
    rows = []
    for i, candidate in enumerate(selected):
        own = content_words(candidate.evidence.text)
        rows.append(
            {
                "prior": float(np.log(priors[i] / (1 - priors[i]))),
                "near": float(near[i].max()),
                "near_mean": float(near[i].mean()),
                "near_below_best": float(near[i].max() - near.max()),
                "nearest": float(any(int(np.argmax(near[:, j])) == i for j in range(len(claims)))),
                "used": len(own & everything) / max(len(own), 1),
                "gives": max(len(own & s) / max(len(s), 1) for s in words_of),
                "adds": _adds(i, selected, everything),
            }
        )
    return rows


def attribute(
    claims: Sequence[str],
    claim_vectors: "np.ndarray[Any, np.dtype[np.float32]]",
    selected: Sequence[Candidate],
    priors: Sequence[float],
    model: Logistic,
) -> list[list[Candidate]]:
    """Return for each claim the sentences it rests on, best first; each claim gets at least its nearest one."""
    features = attribution_features(claims, claim_vectors, selected, priors)
    near = np.stack([c.vector for c in selected]) @ claim_vectors.T
    rests: list[dict[int, float]] = [{int(np.argmax(near[:, j])): float(near[:, j].max())} for j in range(len(claims))]
    for i, row in enumerate(features):
        if model(row) >= model.threshold:
            j = int(np.argmax(near[i]))
            rests[j].setdefault(i, float(near[i, j]))
    return [[selected[i] for i in sorted(r, key=lambda i: -r[i])] for r in rests]


def _adds(i: int, selected: Sequence[Candidate], everything: frozenset[str]) -> float:
    """Return the share of the answer's words that only this sentence holds."""
    others: set[str] = set()
    for j, other in enumerate(selected):
        if j != i:
            others |= content_words(other.evidence.text)
    own = content_words(selected[i].evidence.text)
    return len((own & everything) - others) / max(len(everything), 1)
