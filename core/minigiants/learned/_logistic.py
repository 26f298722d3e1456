"""A logistic model small enough to read: named features, one weight each, stored as JSON."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Logistic:
    """Logistic regression over named features, each standardised by its training mean and scale."""

    weights: Mapping[str, tuple[float, float, float]]
    """Feature -> (mean, scale, coefficient)."""
    bias: float
    threshold: float
    """The probability from which the answer is yes."""

    def __call__(self, features: Mapping[str, float]) -> float:
        """Return the probability in [0, 1]; NaN (not measurable) counts as average, a missing feature is a KeyError.

        >>> model = Logistic(weights={"a": (0.0, 1.0, 2.0)}, bias=0.0, threshold=0.5)
        >>> round(model({"a": 1.0}), 3)
        0.881
        >>> model({"a": math.nan})
        0.5
        """
        known = {name: features[name] for name in self.weights if not math.isnan(features[name])}
        total = self.bias + sum(w * (known[name] - m) / s for name, (m, s, w) in self.weights.items() if name in known)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    @classmethod
    def load(cls, path: Path, name: str) -> "Logistic":
        """Read the model called `name` from a JSON file of models."""
        entry = json.loads(path.read_text(encoding="utf-8"))[name]
        weights = {k: (v[0], v[1], v[2]) for k, v in entry["weights"].items()}
        return cls(weights=weights, bias=entry["bias"], threshold=entry["threshold"])

    def to_json(self) -> dict[str, object]:
        """Return what `load` reads."""
        return asdict(self)
