"""Find what was said and no line says, by a reading that shares no rule with the writing of the note."""

from .amounts import Amount, amounts
from .context import Heard, heard
from .exchanges import Exchange, exchanges
from .later import Stale, stale
from .needs import ORDER, Need, covered, needs
from .reading import SECTION, Named, read
from .setting import setting

__all__ = [
    "ORDER",
    "SECTION",
    "Amount",
    "Exchange",
    "Heard",
    "Named",
    "Need",
    "Stale",
    "amounts",
    "covered",
    "exchanges",
    "heard",
    "needs",
    "read",
    "setting",
    "stale",
]
