"""What every source of model files shares."""

from collections.abc import Callable

Report = Callable[[int], None]
"""Hears how many bytes of the file are here so far."""


class SourceError(Exception):
    """One source could not give the file; the message says why, without naming the source."""
