"""Tie each line to what was said, check it against that, and look for what no line says."""

from .checking import check, tie
from .dialogue import Dialogue, aside, dialogue_of, grave_of, said_as
from .omissions import omissions

__all__ = ["Dialogue", "aside", "check", "dialogue_of", "grave_of", "omissions", "said_as", "tie"]
