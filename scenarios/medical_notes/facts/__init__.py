"""Read the facts of a text that must not be wrong."""

from .brands import BRANDS, canonical
from .danger import DANGERS, dangers, treatments
from .particulars import RELATIVES, acts, conditional, frequencies, left_open, of_relative, owners, pressures
from .reader import DRUGS, PARTS, Fact, american, drugs, facts, findings, lost_denial, opposite, with_clinical

__all__ = [
    "BRANDS",
    "DANGERS",
    "DRUGS",
    "PARTS",
    "RELATIVES",
    "Fact",
    "acts",
    "american",
    "canonical",
    "conditional",
    "dangers",
    "drugs",
    "facts",
    "findings",
    "frequencies",
    "left_open",
    "lost_denial",
    "of_relative",
    "opposite",
    "owners",
    "pressures",
    "treatments",
    "with_clinical",
]
