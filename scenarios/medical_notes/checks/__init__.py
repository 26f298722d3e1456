"""Tie each line to what was said, check it against that, and look for what no line says."""

from .beyond import segments
from .checking import check, tie
from .context import superseded
from .dialogue import Dialogue, aside, dialogue_of, grave_of, said_as
from .missing import Heard, body_part, read
from .omissions import merged, omissions, present
from .order import in_order
from .pieces import Piece, names_all, piece_of, pieces

__all__ = [
    "Dialogue",
    "Heard",
    "Piece",
    "aside",
    "body_part",
    "check",
    "dialogue_of",
    "grave_of",
    "in_order",
    "merged",
    "names_all",
    "omissions",
    "piece_of",
    "pieces",
    "present",
    "read",
    "said_as",
    "segments",
    "superseded",
    "tie",
]
