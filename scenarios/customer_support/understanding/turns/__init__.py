"""Tell what a customer does with a message: ask, correct, reject, close the talk, greet, want a person or none."""

from .kinds import Before, Kind, Vectors, before, kind

__all__ = ["Before", "Kind", "Vectors", "before", "kind"]
