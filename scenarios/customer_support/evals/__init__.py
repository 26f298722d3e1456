"""Measure customer support: our own shop, public talks, questions that do not belong, and who wants a person."""

from .metrics import figures
from .tasks import half_a, half_b, intents, mtrag, samples, scope

__all__ = ["figures", "half_a", "half_b", "intents", "mtrag", "samples", "scope"]
