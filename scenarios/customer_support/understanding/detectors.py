"""Tell from a message's embedding who wants a person, who complains, and what does not belong here."""

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from minigiants.answering import Embed
from minigiants.learned import Logistic

Vectors = np.ndarray[Any, np.dtype[np.float32]]

INTENTS = Path(__file__).parent / "intents.json"
WEIGHTS = Path(__file__).parent / "weights.json"
NEIGHBOURS = 3
CIRCLE = 5
"""Nearest examples that are compared with each other."""
WIDE = 10
AGAINST = 0.2
"""Probability of a person being wanted below which the message speaks against a rule that is not sure."""
_COVER = re.compile(
    r"\b(?:warranty|guarantee|insurance)\s+claims?\b|\bclaims?\s+(?:on|under|against)\s+(?:the|my|your|a)\s+(?:warranty|guarantee|insurance)\b"
    r"|\b(?:is|are|was|does|do|will|would)\b[^.!?]{0,40}\b(?:(?:still\s+)?covered|cover(?:ed)?\s+(?:it|that|this)|(?:under|in|within)\s+(?:the\s+|my\s+|your\s+)?"
    r"(?:warranty|guarantee)|(?:a\s+)?warranty(?:\s+case)?|(?:a\s+)?guarantee(?:\s+case)?)\s*\?",
    re.IGNORECASE,
)
BLOCK = 500
"""Rows of a table of cosines that are in memory at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Intent:
    """A direction in the space of embeddings: how much a message is of a kind."""

    weights: Vectors
    """Shape (dimensions,)."""
    bias: float

    def __call__(self, vector: Vectors) -> float:
        """Return the probability that a message with this unit vector is of the kind."""
        return float(1 / (1 + np.exp(-np.clip(self.weights @ vector + self.bias, -30, 30))))


@cache
def intents() -> dict[str, Intent]:
    """Read the kinds that were learned: "person" and "complaint"."""
    read = json.loads(INTENTS.read_text("utf-8"))
    return {
        name: Intent(weights=np.asarray(entry["weights"], np.float32), bias=entry["bias"])
        for name, entry in read["intents"].items()
    }


def intent(name: str, vector: Vectors) -> float:
    """Return the probability of a kind; 0 for vectors of another embedding model than it was learned on."""
    return intents()[name](vector) if knows(name, vector) else 0.0


def speaks_of_cover(text: str) -> bool:
    """Tell whether a message asks what a warranty covers or speaks of a claim on one: it only sounds like a complaint.

    >>> speaks_of_cover("how fast do you decide about a warranty claim"), speaks_of_cover("I want to file a claim")
    (True, False)
    >>> speaks_of_cover("My dog chewed it. Is that under warranty?"), speaks_of_cover("It broke again under warranty!")
    (True, False)
    """
    return _COVER.search(text) is not None


def knows(name: str, vector: Vectors) -> bool:
    """Tell whether a kind was learned on such vectors."""
    known = intents().get(name)
    return known is not None and known.weights.shape == vector.shape


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """A site's examples of what belongs there and of what does not, and how they lie in the space of embeddings."""

    inside: Vectors
    """Unit vectors, shape (examples, dimensions); none knows of no bounds."""
    outside: Vectors
    density: Vectors
    """Mean cosine of each inner example to its nearest others."""
    weights: Mapping[str, float]
    """How rare each word of the inner examples is."""

    @classmethod
    def of(cls, inside: Sequence[str], outside: Sequence[str], embed: Embed) -> "Scope":
        """Look at the examples once."""
        inner = embed(list(inside)) if len(inside) else np.zeros((0, 0), np.float32)
        outer = embed(list(outside)) if len(outside) else np.zeros((0, inner.shape[1]), np.float32)
        return cls(inside=inner, outside=outer, density=_density(inner), weights=_rarity(inside))

    def features(self, text: str, vector: Vectors) -> dict[str, float]:
        """Describe how near a message is to the examples, how near they are to each other, and its unknown words."""
        near = self.inside @ vector
        order = np.argsort(-near)[:WIDE]
        far = -np.sort(-(self.outside @ vector))[:NEIGHBOURS] if len(self.outside) else np.zeros(1)
        top = order[:CIRCLE]
        around = self.inside[top] @ self.inside[top].T
        pairs = max(len(top) * (len(top) - 1), 1)
        return {
            "near": float(near[order[0]]),
            "nears": float(near[order[:NEIGHBOURS]].mean()),
            "wide": float(near[order].mean()),
            "crowd": float((near[top] - self.density[top]).mean()),
            "crowd_first": float(near[order[0]] - self.density[order[0]]),
            "circle": float((around.sum() - len(top)) / pairs),
            "far": float(far[0]),
            "fars": float(far.mean()),
            "unknown": self._unknown(text),
        }

    def probability(self, text: str, vector: Vectors) -> float:
        """Return the probability that a message does not belong here, .5 at the learned bar; 0 without examples."""
        if not len(self.inside):
            return 0.0
        model = scope_model()
        found, bar = model(self.features(text, vector)), model.threshold
        return found * (1 - bar) / (found * (1 - bar) + (1 - found) * bar)

    def _unknown(self, text: str) -> float:
        """Return the share of a message's words, the rare ones counted more, that no inner example has."""
        words = _words(text)
        most = max(self.weights.values(), default=1.0) + 1
        total = sum(self.weights.get(word, most) for word in words)
        return sum(most for word in words if word not in self.weights) / total if total else 0.0


def _density(vectors: Vectors) -> Vectors:
    """Return each vector's mean cosine to its nearest others, a block of rows at a time."""
    density = np.ones(len(vectors), np.float32)
    count = min(CIRCLE, len(vectors) - 1)
    for start in range(0, len(vectors) if count > 0 else 0, BLOCK):
        near = vectors[start : start + BLOCK] @ vectors.T
        near[np.arange(len(near)), np.arange(start, start + len(near))] = -1
        density[start : start + BLOCK] = -np.partition(-near, count - 1, axis=1)[:, :count].mean(axis=1)
    return density


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    counts = Counter(word for text in texts for word in set(_words(text)))
    return {word: math.log((1 + len(texts)) / (1 + count)) + 1 for word, count in counts.items()}


def _words(text: str) -> list[str]:
    return re.findall(r"\w\w+", text.lower())


@cache
def scope_model() -> Logistic:
    """Read what was learned of nearness."""
    return Logistic.load(WEIGHTS, "outside")


def nearest(vector: Vectors, vectors: Sequence[Vectors] | Vectors) -> tuple[int, float]:
    """Return the place and the cosine of the nearest of `vectors` (at least one)."""
    near = np.asarray(vectors) @ vector
    best = int(np.argmax(near))
    return best, float(near[best])
