"""Look quoted text up in the evidence, word by word."""

import re
from collections.abc import Iterable

from minigiants.grounding._text import fold

_QUOTE = re.compile(r'"([^"\n]{1,2000})"|(?<!\w)\'(\w[^\'"\n]{2,400}(?:\w\'\w[^\'"\n]{1,400}){0,3})\'(?!\w)')
_GAP = re.compile(r"\.\.\.|…|\[[^\]]{0,80}\]")
_PIECE = re.compile(r"\w+|[^\w\s]")
_EDGE = ".,;:!?-'\""


def quotes(text: str) -> list[str]:
    """Return what stands in quotation marks in clean text.

    >>> quotes('He said "it is due" and left.')
    ['it is due']
    """
    found = [m.group(1) or m.group(2) for m in _QUOTE.finditer(text)]
    return [q.strip() for q in found if q and any(c.isalnum() for c in q)]


def missing(claim: str, evidence: Iterable[str]) -> str | None:
    """Return the first quotation of a clean claim that is not in the evidence verbatim, None when all are."""
    wanted = quotes(claim)
    if not wanted:
        return None
    sources = [_spell(e) for e in evidence]
    for quote in wanted:
        for part in _GAP.split(quote):
            spelled = _spell(part.strip().strip(_EDGE))
            if spelled.strip() and not any(spelled in source for source in sources):
                return quote
    return None


def _spell(text: str) -> str:
    """Write words and marks with one space between them, without quotation marks."""
    return " " + " ".join(p for p in _PIECE.findall(fold(text)) if p not in ('"', "'")) + " "
