"""Measure notes on our own visits and on public data."""

from .metrics import figures
from .tasks import changes, consultations, drafts, headers, lines, planted, samples, shorts, spoken, visits

__all__ = [
    "changes",
    "consultations",
    "drafts",
    "figures",
    "headers",
    "lines",
    "planted",
    "samples",
    "shorts",
    "spoken",
    "visits",
]
