"""Choose sentences: those that say most of a text, those on a subject, those that differ between two texts."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from minigiants.grounding import content_words

from .reading import Sentence

Vectors = np.ndarray[Any, np.dtype[np.float32]]
SPREAD = 0.6
"""How much a sentence loses that is near one that was chosen."""
ALIKE = 0.6
"""Cosine from which two sentences are taken for versions of one."""


def central(vectors: Vectors, count: int) -> list[int]:
    """Return the numbers of the `count` sentences that are nearest to the whole and far from each other, in order.

    `vectors` are unit length, shape (sentences, dimensions). Source: maximal marginal relevance, Carbonell and
    Goldstein, 1998, with the mean of all in place of a query.
    """
    middle = vectors.mean(axis=0)
    near = vectors @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    chosen: list[int] = []
    worth = near.astype(np.float64).copy()
    while len(chosen) < min(count, len(vectors)):
        best = int(np.argmax(worth))
        chosen.append(best)
        worth = np.minimum(worth, near - SPREAD * (vectors @ vectors[best]))
        worth[chosen] = -np.inf
    return sorted(chosen)


def on_subject(sentences: Sequence[Sentence], subject: frozenset[str]) -> list[Sentence]:
    """Return the sentences that have, with their heading, all words of a subject, and one of them themselves."""
    return [
        s for s in sentences if subject & content_words(s.text) and subject <= content_words(f"{s.heading} {s.text}")
    ]


def pairs(one: Vectors, other: Vectors) -> list[tuple[int, int]]:
    """Return which sentences of two texts are versions of one, each at most once, the nearest first."""
    near = one @ other.T
    order = np.dstack(np.unravel_index(np.argsort(-near, axis=None), near.shape))[0]
    rest, right, versions = set(range(len(one))), set(range(len(other))), []
    for i, j in order.tolist():
        if near[i, j] < ALIKE or not rest or not right:
            break
        if i in rest and j in right:
            versions.append((i, j))
            rest.remove(i)
            right.remove(j)
    return versions
