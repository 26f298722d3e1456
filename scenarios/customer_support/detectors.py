"""Tell from a message's embedding who wants a person, who complains, and what does not belong here."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from minigiants.evidence import Logistic

Vectors = np.ndarray[Any, np.dtype[np.float32]]

INTENTS = Path(__file__).parent / "intents.json"
WEIGHTS = Path(__file__).parent / "weights.json"
NEIGHBOURS = 3


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
    known = intents().get(name)
    return known(vector) if known and known.weights.shape == vector.shape else 0.0


def scope_features(vectors: Vectors, inside: Vectors, outside: Vectors) -> list[dict[str, float]]:
    """Describe how near each message is to examples of what belongs here and of what doesn't.

    All are unit vectors, shapes (messages | examples, dimensions); `inside` has at least one.
    """
    near = -np.sort(-(vectors @ inside.T), axis=1)[:, :NEIGHBOURS]
    far = -np.sort(-(vectors @ outside.T), axis=1)[:, :NEIGHBOURS] if len(outside) else np.zeros((len(vectors), 1))
    return [
        {"near": float(n[0]), "nears": float(n.mean()), "far": float(f[0]), "fars": float(f.mean())}
        for n, f in zip(near, far, strict=True)
    ]


def outside(vector: Vectors, examples: Vectors, others: Vectors) -> float:
    """Return the probability that a message does not belong here, .5 at the learned bar; 0 without examples."""
    if not len(examples):
        return 0.0
    model = scope_model()
    found, bar = model(scope_features(vector[None], examples, others)[0]), model.threshold
    return found * (1 - bar) / (found * (1 - bar) + (1 - found) * bar)


@cache
def scope_model() -> Logistic:
    """Read what was learned of nearness."""
    return Logistic.load(WEIGHTS, "outside")


def nearest(vector: Vectors, vectors: Sequence[Vectors] | Vectors) -> tuple[int, float]:
    """Return the place and the cosine of the nearest of `vectors` (at least one)."""
    near = np.asarray(vectors) @ vector
    best = int(np.argmax(near))
    return best, float(near[best])
