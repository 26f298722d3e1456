"""Sign a note, keep it, rate it, and give it out."""

from .book import NoteBook
from .keeping import BY_MACHINE, Rated, VisitScreen, bare, rated, rated_sections, request_known
from .leaflet import plain_words
from .signing import shape, sign
from .visits import Addendum, ConflictError, Signed, Version, Visit

__all__ = [
    "BY_MACHINE",
    "Addendum",
    "ConflictError",
    "NoteBook",
    "Rated",
    "Signed",
    "Version",
    "Visit",
    "VisitScreen",
    "bare",
    "plain_words",
    "rated",
    "rated_sections",
    "request_known",
    "shape",
    "sign",
]
