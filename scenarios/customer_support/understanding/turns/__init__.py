"""Tell what a customer does with a message: ask, correct, reject, close the talk, greet, want a person or none."""

from .kinds import TURNS, Kind, before, kind

__all__ = ["TURNS", "Kind", "before", "kind"]
