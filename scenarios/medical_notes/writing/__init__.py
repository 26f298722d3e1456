"""Write the lines of a note: by rules at once, then by the model from the whole dialogue."""

from .asking import SEED, Scribe
from .drafting import choose, drafted, drugs_named
from .hearing import cleaned
from .joining import with_denials_joined
from .learned import WEIGHTS, Embed, Vectors
from .lines import in_speech, is_note
from .requests import PROMPT_SHA256, STYLE, SYSTEM, StyleError, request, style_of, styles
from .terse import terse
from .wording import Written, distinct, total, write

__all__ = [
    "PROMPT_SHA256",
    "SEED",
    "STYLE",
    "SYSTEM",
    "WEIGHTS",
    "Embed",
    "Scribe",
    "StyleError",
    "Vectors",
    "Written",
    "choose",
    "cleaned",
    "distinct",
    "drafted",
    "drugs_named",
    "in_speech",
    "is_note",
    "request",
    "style_of",
    "styles",
    "terse",
    "total",
    "with_denials_joined",
    "write",
]
