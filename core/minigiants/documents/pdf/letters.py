"""Put right what PDFium makes of letters: spaced-out words taken apart, joined letters read backwards."""

import re
from collections.abc import Sequence
from statistics import median
from typing import Any

from pypdfium2 import raw

from minigiants.documents.pdf.boxes import Boxes

_LONE = re.compile(r"(?<!\S)\S(?!\S)")
_FEW = 3
"""Characters that stand alone in a line, from which it may be spaced out."""
_LONE_SHARE = 0.3
_TIGHT = 0.04
"""Line heights between the letters of a line that is not spaced out, at most."""
_LOOSE = 0.75
"""Line heights between characters that stand in columns of their own, at least."""
_WORD_GAP = 1.7
"""Times the usual distance of letters that words of a spaced-out line lie apart at least."""
_LAM = "\u0644"
_ALEFS = "\u0622\u0623\u0625\u0627\u0671"
_LEFTWARD = re.compile(r"[\u0590-\u08ff]")


def closed(textpage: Any, boxes: Boxes, text: str, places: list[int]) -> tuple[str, list[int]]:
    """Take out the spaces that PDFium put between the letters of a spaced-out line, such as "I N V O I C E"."""
    lone = len(_LONE.findall(text))
    if lone < _FEW or lone < _LONE_SHARE * len(text.split()):
        return text, places
    inserted = {i for i, c in enumerate(text) if c == " " and raw.FPDFText_IsGenerated(textpage, places[i])}
    gaps = _gaps(text, places, inserted, boxes)
    height = boxes(places[0])[3] - boxes(places[0])[1]
    usual = median(gaps.values()) if gaps else 0.0
    if not _TIGHT * height < usual < _LOOSE * height:
        return text, places
    dropped = {i for i in inserted if gaps.get(i, 0.0) < _WORD_GAP * usual}
    kept = [i for i in range(len(text)) if i not in dropped]
    return "".join(text[i] for i in kept), [places[i] for i in kept]


def _gaps(text: str, places: Sequence[int], inserted: set[int], boxes: Boxes) -> dict[int, float]:
    """Return the distance between letters, by the offset of the space between them or else of the second."""
    gaps: dict[int, float] = {}
    before: int | None = None
    for i, character in enumerate(text):
        if i in inserted:
            continue
        if not character.isspace() and before is not None:
            at = i - 1 if i - 1 in inserted else i
            gaps[at] = boxes(places[i])[0] - boxes(places[before])[2]
        before = None if character.isspace() else i
    return gaps


def unfolded(text: str, places: list[int], boxes: Boxes) -> str:
    """Return the text with letters that one sign joins in the order of reading: PDFium turns them with the line.

    An Arabic lam and alef are mostly drawn as one sign; both characters then have the same box.
    """
    if not _LEFTWARD.search(text):
        return text
    letters = list(text)
    for i in range(len(text) - 1):
        pair = letters[i] + letters[i + 1]
        if pair[0] in _ALEFS and pair[1] == _LAM and boxes(places[i]) == boxes(places[i + 1]):
            letters[i], letters[i + 1] = pair[1], pair[0]
    return "".join(letters)
