"""Measure notes on our own visits and on public data."""

from .metrics import figures
from .tasks import drafts, headers, planted, samples, shorts, visits

__all__ = ["drafts", "figures", "headers", "planted", "samples", "shorts", "visits"]
