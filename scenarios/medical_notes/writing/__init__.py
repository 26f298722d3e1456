"""Write the lines of a note."""

from .drafting import choose, drafted, drugs_named
from .learned import WEIGHTS, Embed, Vectors
from .wording import AT_ONCE, PROMPT_SHA256, SEED, SYSTEM, read_ahead, total, write

__all__ = [
    "AT_ONCE",
    "PROMPT_SHA256",
    "SEED",
    "SYSTEM",
    "WEIGHTS",
    "Embed",
    "Vectors",
    "choose",
    "drafted",
    "drugs_named",
    "read_ahead",
    "total",
    "write",
]
