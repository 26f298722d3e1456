"""Write the lines of a note: by rules at once, then by the model from the whole dialogue."""

from .asking import SEED, Reading
from .denials import denials
from .drafting import choose, drafted, drugs_named
from .hearing import heard
from .learned import WEIGHTS, Embed, Vectors
from .lines import in_speech
from .requests import PROMPT_SHA256, STYLE, SYSTEM, Chapter, StyleError, chapters, styles
from .terse import terse
from .wording import Written, distinct, put_before, standing, total, write

__all__ = [
    "PROMPT_SHA256",
    "SEED",
    "STYLE",
    "SYSTEM",
    "WEIGHTS",
    "Chapter",
    "Embed",
    "Reading",
    "StyleError",
    "Vectors",
    "Written",
    "chapters",
    "choose",
    "denials",
    "distinct",
    "drafted",
    "drugs_named",
    "heard",
    "in_speech",
    "put_before",
    "standing",
    "styles",
    "terse",
    "total",
    "write",
]
