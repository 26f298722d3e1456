"""Tie each line to what was said, check it against that, and look for what no line says."""

from .checking import check, tie
from .context import superseded
from .dialogue import Dialogue, aside, dialogue_of, grave_of, said_as
from .omissions import merged, omissions, present
from .pieces import Piece, names_all, piece_of, pieces

__all__ = [
    "Dialogue",
    "Piece",
    "aside",
    "check",
    "dialogue_of",
    "grave_of",
    "merged",
    "names_all",
    "omissions",
    "piece_of",
    "pieces",
    "present",
    "said_as",
    "superseded",
    "tie",
]
