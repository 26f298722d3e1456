"""What a line of a PDF page is, and where its characters stand."""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from minigiants.documents.pdf.objects import Box, turned


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLine:
    """One line as PDFium found it."""

    text: str
    indices: list[int]
    """The PDFium character index of each character of `text`."""
    left: float
    bottom: float
    right: float
    top: float
    bold: bool
    hyphenated: bool
    """A hyphen at the end, which is not in `text`, breaks a word."""
    filled: bool = False
    """It holds the value of a form's field."""

    @property
    def height(self) -> float:
        """Ascent and descent of the first character, in points."""
        return self.top - self.bottom


class Boxes:
    """The characters' boxes of one page, turned so that most of its text runs from left to right."""

    def __init__(self, textpage: Any) -> None:
        self._textpage = textpage
        self._rect = raw.FS_RECTF()
        self._known: dict[int, Box] = {}
        self.turn = self._direction()
        """Degrees, clockwise."""

    def __call__(self, index: int) -> Box:
        """Return the loose box (full line height) of the character at PDFium's `index`."""
        box = self._known.get(index)
        if box is None:
            rect = self._rect
            raw.FPDFText_GetLooseCharBox(self._textpage, index, ctypes.byref(rect))
            box = turned((rect.left, rect.bottom, rect.right, rect.top), self.turn)
            self._known[index] = box
        return box

    def _direction(self) -> int:
        count = max(self._textpage.count_chars(), 0)
        angles = (raw.FPDFText_GetCharAngle(self._textpage, i) for i in range(0, count, count // 40 + 1))
        quarters = Counter(-round(2 * angle / math.pi) % 4 for angle in angles if angle >= 0)
        return 90 * quarters.most_common(1)[0][0] if quarters else 0
