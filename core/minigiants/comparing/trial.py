"""Say what a scenario offers to compare models by: items, a plain prompt, its pipeline, and a score in [0, 1]."""

import hashlib
import json
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from minigiants.evaluation import Outcome
from minigiants.pipeline import Pipeline

Scores = Mapping[str, float]
"""Metric -> value in [0, 1]; a metric that says nothing of an item is left out."""


class CaseError(ValueError):
    """A case that can't be used; the message says what is wrong with it."""


class ScoreError(ValueError):
    """A score that is no number in [0, 1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """One item that every model is asked."""

    id: str
    request: Mapping[str, Any]
    target: Mapping[str, Any] = field(default_factory=dict)
    """What the score is made against."""
    slices: Mapping[str, str] = field(default_factory=dict)
    """What figures are told apart by, such as {"kind": "date"}."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Metric:
    """A figure of which each item has a value in [0, 1]."""

    name: str
    meaning: str
    """What 1 says of an item, in a few words."""
    lower: bool = False
    """Whether less is better."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A scenario's means of comparing models."""

    about: str
    """Where the items are from, and what was tuned on them; a sentence."""
    probes: tuple[Probe, ...]
    metrics: tuple[Metric, ...]
    """The first decides."""
    pipeline: Pipeline
    plain: Pipeline
    """The model alone, asked as a user without this suite would ask it."""
    score: Callable[[Probe, Outcome], Scores]
    own_case: Callable[[Mapping[str, Any]], Probe]
    """Reads a case of the user's own; raises CaseError."""
    collection: str
    """That the requests name."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Documents of the collection (name -> bytes)."""

    @property
    def sha256(self) -> str:
        """The one hash of items and documents."""
        digest = hashlib.sha256(json.dumps([asdict(p) for p in self.probes], sort_keys=True).encode())
        for name, data in sorted(self.files.items()):
            digest.update(name.encode() + b"\0" + data)
        return digest.hexdigest()


def drawn(probes: Sequence[Probe], limit: int | None, seed: int) -> list[Probe]:
    """Return at most `limit` items in an order fixed by `seed`; a smaller draw is the beginning of a larger one."""
    order = list(probes)
    random.Random(seed).shuffle(order)  # noqa: S311 - a sample, not a secret
    return order[:limit]


def scored(trial: Trial, probe: Probe, outcome: Outcome) -> dict[str, float]:
    """Return the scores of an outcome; raises ScoreError for one that is no number in [0, 1]."""
    scores = {name: float(value) for name, value in trial.score(probe, outcome).items()}
    for name, value in scores.items():
        if math.isnan(value) or not 0 <= value <= 1:
            raise ScoreError(f"the score {name!r} is {value}, which is no number from 0 to 1")
    return scores
