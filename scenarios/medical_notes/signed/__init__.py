"""Sign a note, keep it, rate it, and give it out."""

from .keeping import BY_MACHINE, Rated, Screened, bare, given_out, rated, rated_sections
from .leaflet import plain_words
from .signing import shape, sign

__all__ = [
    "BY_MACHINE",
    "Rated",
    "Screened",
    "bare",
    "given_out",
    "plain_words",
    "rated",
    "rated_sections",
    "shape",
    "sign",
]
