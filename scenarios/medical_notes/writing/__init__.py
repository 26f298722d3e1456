"""Write the lines of a note: by rules at once, then by the model from the whole dialogue."""

from .asking import SEED, Scribe
from .chaptered import asked_in_vain, belonging, placed, without_repeats
from .drafting import choose, drafted, drugs_named
from .hearing import cleaned
from .joining import with_denials_joined
from .learned import WEIGHTS, Embed, Vectors
from .lines import in_speech, is_note, lines_in_parts, lines_of
from .places import part_of_piece
from .requests import (
    LINES,
    PROMPT_SHA256,
    STYLE,
    SYSTEM,
    StyleError,
    lines_request,
    request,
    stretch_request,
    style_of,
    styles,
)
from .stretched import StretchLines, spoken_in, write_stretch
from .terse import terse
from .wording import Written, distinct, total, write

__all__ = [
    "LINES",
    "PROMPT_SHA256",
    "SEED",
    "STYLE",
    "SYSTEM",
    "WEIGHTS",
    "Embed",
    "Scribe",
    "StretchLines",
    "StyleError",
    "Vectors",
    "Written",
    "asked_in_vain",
    "belonging",
    "choose",
    "cleaned",
    "distinct",
    "drafted",
    "drugs_named",
    "in_speech",
    "is_note",
    "lines_in_parts",
    "lines_of",
    "lines_request",
    "part_of_piece",
    "placed",
    "request",
    "spoken_in",
    "stretch_request",
    "style_of",
    "styles",
    "terse",
    "total",
    "with_denials_joined",
    "without_repeats",
    "write",
    "write_stretch",
]
