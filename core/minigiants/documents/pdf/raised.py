"""Write raised and lowered characters of a line with marks that tell them from their neighbours."""

import ctypes
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from pypdfium2 import raw

from minigiants.documents import marks
from minigiants.documents.pdf.boxes import Boxes

_LABEL = re.compile(r"(?:\d{1,3}|[a-z]|[*†‡§]{1,3})[.)]?")
_SMALL_FIGURE = re.compile(
    r"(?<=[^\W\d_])\d{1,3}(?!\w)|(?<=[.,;:!?)\]\"'”’])\d{1,3}(?!\S)|(?<=\d)\d{1,2}(?![\w.,:])|^\d{1,3}(?=\w)",
    re.MULTILINE,
)
"""Figures that a type's own raised or lowered signs may be: behind a word, a stop or a figure, or before a note."""
_LIFT, _SINK, _SMALL_HEIGHT = 0.2, 0.06, 0.55
"""Heights of the line by which such a figure stands higher or lower, and that it has itself at most."""
_DEEP = "gjpqyçQJ"
"""Letters that reach below the base line."""
_ACCENT = re.compile(r"[^\w\d*†‡§+\-−]+")


def with_marks(text: str, places: list[int], rises: list[int]) -> tuple[str, list[int]]:
    r"""Return the line's text with marks and the place of each of its characters; `rises` is 1, -1 or 0 for each.

    >>> with_marks("6.2 x 104 cells", list(range(15)), [0] * 8 + [1] + [0] * 6)[0]
    '6.2 x 10^4 cells'
    >>> with_marks("1 Counted by hand", list(range(17)), [1] + [0] * 16)[0]
    'Note 1: Counted by hand'
    """
    out: list[str] = []
    indices: list[int] = []
    offset = 0
    for rise, characters in groupby(_settled(text, rises)):
        length = len(list(characters))
        run, own = text[offset : offset + length], places[offset : offset + length]
        offset += length
        if rise:
            if rise > 0 and run.strip().isdigit() and text[offset : offset + 1] in ("⁄", "/"):
                _fraction(out, indices, run, own)
            else:
                _add(out, indices, run, own, rise)
                if out[-1] == ":" and not text[offset : offset + 1].isspace():  # of a note whose words follow closely
                    out.append(" ")
                    indices.append(own[-1])
        else:
            _plain(out, indices, run, own)
    while out and out[-1].isspace():
        out.pop()
        indices.pop()
    return "".join(out), indices


def small_figures(textpage: Any, boxes: Boxes, text: str, indices: Sequence[int]) -> dict[int, int]:
    """Return 1 for raised and -1 for lowered figures by PDFium's index, where a type has signs of their own for them.

    Such signs stand on the line's base like any other: only their shape tells.
    """
    shifts: dict[int, int] = {}
    if boxes.turn:
        return shifts
    for match in _SMALL_FIGURE.finditer(text):
        start, end = match.span()
        beside = next((i for i in (start - 1, start - 2, end) if 0 <= i < len(text) and text[i].isalnum()), -1)
        if beside < 0 or text[beside] in _DEEP:
            continue
        base, top = _inked(textpage, indices[beside])
        low, high = _inked(textpage, indices[start])
        box = boxes(indices[start])
        height = box[3] - box[1]
        if not 0 < high - low < _SMALL_HEIGHT * height:
            continue
        shift = 1 if low - base > _LIFT * height else -1 if base - low > _SINK * height and high < top else 0
        if shift:
            shifts |= dict.fromkeys(indices[start:end], shift)
    return shifts


def _inked(textpage: Any, index: int) -> tuple[float, float]:
    """Return how far down and up the ink of a character goes, in points."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    return bottom.value, top.value


def _settled(text: str, rises: list[int]) -> list[int]:
    """Leave spaces and lone accents where they are, except between characters of one run."""
    settled = [0 if text[i].isspace() else rise for i, rise in enumerate(rises)]
    for i in range(1, len(text) - 1):
        if text[i].isspace() and settled[i - 1] and settled[i - 1] == settled[i + 1]:
            settled[i] = settled[i - 1]
    return settled


def _plain(out: list[str], indices: list[int], run: str, own: list[int]) -> None:
    for character, place in zip(run, own, strict=True):
        if character.isspace() and (not out or out[-1].isspace()):
            continue
        out.append(" " if character.isspace() else character)
        indices.append(place)


def _fraction(out: list[str], indices: list[int], run: str, own: list[int]) -> None:
    """Append what stands above the line of a fraction, apart from whole numbers before it."""
    if out and out[-1].isdigit():
        out.append(" ")
        indices.append(own[0])
    out += run
    indices += own


def _add(out: list[str], indices: list[int], run: str, own: list[int], rise: int) -> None:
    """Append what is raised or lowered; what a mark adds stands at the place of the first character."""
    words = run.strip()
    if not "".join(out).strip():
        mark = f"Note {words.rstrip('.)')}:" if rise > 0 and _LABEL.fullmatch(words) else words
    elif _ACCENT.fullmatch(words):
        mark = words
    else:
        space = bool(out) and out[-1].isspace()
        while out and out[-1].isspace():
            out.pop()
            indices.pop()
        before = "".join(out)
        mark = marks.raised(before, words) if rise > 0 else marks.lowered(before, words)
        if space and mark == words:
            mark = f" {words}"
    at = len(out)
    if mark.startswith(" [note "):  # before a full stop, so that it stays with its sentence
        while at and out[at - 1] in ".,;:!?" and len(out) - at < 3:
            at -= 1
    out[at:at] = mark
    start = mark.find(words)
    indices[at:at] = [own[min(max(0, i - start), len(words) - 1)] for i in range(len(mark))]
