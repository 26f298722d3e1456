"""Order the lines of a history as a clinician reads them: what brought the patient, then history, family, habits."""

import re

from ..facts import RELATIVES
from ..note import Line
from .missing import SECTION, read

_COMPLAINT, _HISTORY, _FAMILY, _SOCIAL = range(4)
_KIN = re.compile(
    rf"^(?:family\b|(?:the patient's |maternal |paternal )?(?:{'|'.join(RELATIVES)}|dad|mum)s?\b)", re.IGNORECASE
)
_TOLD_BY = re.compile(r"\(per \w+\)")


def in_order(lines: list[Line]) -> list[Line]:
    """Return lines in the order of what was said; those of the history come in chapters, the complaint first.

    >>> def line(text, turn): return Line(id=str(turn), part="subjective", text=text, turns=(turn,))
    >>> told = [line("Smokes.", 2), line("Cough.", 1), line("Father died of a stroke.", 3), line("No fever.", 4)]
    >>> [line.text for line in in_order(told)]
    ['Cough.', 'No fever.', 'Father died of a stroke.', 'Smokes.']
    """
    as_told = sorted(lines, key=_turn)
    first = next((line.id for line in as_told if line.part == "subjective" and "-present-" not in line.id), "")
    return sorted(as_told, key=lambda line: _COMPLAINT if line.id == first else _chapter(line))


def _turn(line: Line) -> int:
    return min(line.turns, default=0)


def _chapter(line: Line) -> int:
    """Return the chapter of a line of the history; every other line keeps its place."""
    if line.part != "subjective" or "-present-" in line.id:
        return _COMPLAINT
    mentions = read(line.text)
    sections = {SECTION[c] for c in mentions.concepts} - {"words", "help"}
    if _KIN.match(line.text) and not sections & {"symptoms", "dangers"} and not _TOLD_BY.search(line.text):
        return _FAMILY if sections or mentions.drugs else _COMPLAINT
    if sections == {"history"}:
        return _HISTORY
    return _SOCIAL if sections == {"social"} else _COMPLAINT
