"""Find what was said and no line says, by a reading that shares no rule with the writing of the note."""

from .afterwards import afterwards
from .amounts import Amount, amounts
from .context import Heard, heard
from .exchanges import Exchange, exchanges
from .later import Stale, stale
from .needs import ORDER, Need, covered, needs
from .reading import SECTION, Mentions, as_spoken, body_part, cue, read
from .setting import setting

__all__ = [
    "ORDER",
    "SECTION",
    "Amount",
    "Exchange",
    "Heard",
    "Mentions",
    "Need",
    "Stale",
    "afterwards",
    "amounts",
    "as_spoken",
    "body_part",
    "covered",
    "cue",
    "exchanges",
    "heard",
    "needs",
    "read",
    "setting",
    "stale",
]
