"""Sign a note, keep it, rate it, and give it out."""

from .book import NoteBook
from .keeping import BY_MACHINE, Rated, Screened, bare, given_out, rated, rated_sections
from .leaflet import plain_words
from .signing import shape, sign
from .visits import Addendum, ConflictError, Signed, Version, Visit

__all__ = [
    "BY_MACHINE",
    "Addendum",
    "ConflictError",
    "NoteBook",
    "Rated",
    "Screened",
    "Signed",
    "Version",
    "Visit",
    "bare",
    "given_out",
    "plain_words",
    "rated",
    "rated_sections",
    "shape",
    "sign",
]
