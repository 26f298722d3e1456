"""Tie each line to what was said, check it against that, and look for what no line says."""

from .account import Account, tie_to
from .beyond import segments
from .checking import check, tie
from .context import only_asked, superseded
from .dialogue import Dialogue, aside, counted, dialogue_of, grave_of, said_as, telling_words
from .missing import ORDER, Heard, body_part, read
from .omissions import doubt_of, merged, omissions, present, statement_of
from .order import in_order
from .pieces import Piece, names_all, piece_of, pieces
from .stretches import VisitStretch, stretch_of, stretches

__all__ = [
    "ORDER",
    "Account",
    "Dialogue",
    "Heard",
    "Piece",
    "VisitStretch",
    "aside",
    "body_part",
    "check",
    "counted",
    "dialogue_of",
    "doubt_of",
    "grave_of",
    "in_order",
    "merged",
    "names_all",
    "omissions",
    "only_asked",
    "piece_of",
    "pieces",
    "present",
    "read",
    "said_as",
    "segments",
    "statement_of",
    "stretch_of",
    "stretches",
    "superseded",
    "telling_words",
    "tie",
    "tie_to",
]
