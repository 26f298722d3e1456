"""Evaluate document questions: the scenario's own samples, CLAPnq where its data are, and the figures of both."""

from .metrics import figures
from .tasks import clapnq, half_a, half_b, own, samples

__all__ = ["clapnq", "figures", "half_a", "half_b", "own", "samples"]
