"""Take the lines of a PDF page from PDFium: their characters, and where they stand."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

Box = tuple[float, float, float, float]
"""(left, bottom, right, top) in points, as the text is read: y grows upwards."""

HYPHENS = "\x02\ufffe"
"""What PDFium puts in place of a hyphen that broke a word at a line's end."""
_LINE = re.compile(rf"[^\r\n{HYPHENS}]*(?:[{HYPHENS}]|[\r\n]+|$)")
_SPECIAL = re.compile(r"[\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u2000-\u200f\u2028-\u202f\u2060\ufb00-\ufb06\ufeff]|  ")
_LIGATURES = {chr(0xFB00 + i): text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
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

    @property
    def height(self) -> float:
        """Ascent and descent of the first character, in points."""
        return self.top - self.bottom


def lines(textpage: Any, boxes: "Boxes") -> Iterator[Line]:
    """Yield the page's lines that hold text, in PDFium's order."""
    text, indices = characters(textpage)
    for match in _LINE.finditer(text):
        start, end = match.span()
        if start == end:
            continue
        hyphenated = text[end - 1] in HYPHENS
        piece, places = _clean(text[start:end].rstrip("\r\n" + HYPHENS), indices, start)
        if piece:
            yield _line(boxes, textpage, piece, places, hyphenated=hyphenated)


def characters(textpage: Any) -> tuple[str, list[int]]:
    """Return the page's text and the PDFium index of each of its characters."""
    count = textpage.count_chars()
    text = textpage.get_text_range() if count > 0 else ""
    if len(text) == count:
        return text, list(range(count))
    # PDFium leaves characters out of its text that it counts: ask for each one.
    found = [(raw.FPDFText_GetUnicode(textpage, i), i) for i in range(max(count, 0))]
    kept = [(code, i) for code, i in found if code and not 0xD800 <= code < 0xE000]
    return "".join(chr(code) for code, _ in kept), [i for _, i in kept]


def _clean(text: str, indices: list[int], start: int) -> tuple[str, list[int]]:
    """Resolve ligatures and combining accents, and drop what a reader does not see."""
    if not _SPECIAL.search(text):
        first = len(text) - len(text.lstrip())
        text = text.strip()
        return text, indices[start + first : start + first + len(text)]
    pieces: list[str] = []
    places: list[int] = []
    for offset, character in enumerate(text):
        shown = _shown(character)
        if shown == " " and (not pieces or pieces[-1] == " "):
            continue
        if pieces and unicodedata.combining(character):
            composed = unicodedata.normalize("NFC", pieces[-1] + character)
            if len(composed) == 1:
                pieces[-1] = composed
                continue
        pieces.extend(shown)
        places.extend([indices[start + offset]] * len(shown))
    cleaned = "".join(pieces)
    return cleaned.rstrip(), places[: len(cleaned.rstrip())]


def _shown(character: str) -> str:
    if character in _LIGATURES:
        return _LIGATURES[character]
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in ("Cc", "Cf") else character


class Boxes:
    """The characters' boxes of one page, turned so that most of its text runs from left to right."""

    def __init__(self, textpage: Any) -> None:
        self._textpage = textpage
        self._rect = raw.FS_RECTF()
        self.turn = self._direction()
        """Degrees, clockwise."""

    def __call__(self, index: int) -> Box:
        """Return the loose box (full line height) of the character at PDFium's `index`."""
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._textpage, index, ctypes.byref(rect))
        return turned((rect.left, rect.bottom, rect.right, rect.top), self.turn)

    def _direction(self) -> int:
        count = max(self._textpage.count_chars(), 0)
        angles = (raw.FPDFText_GetCharAngle(self._textpage, i) for i in range(0, count, count // 40 + 1))
        quarters = Counter(-round(2 * angle / math.pi) % 4 for angle in angles if angle >= 0)
        return 90 * quarters.most_common(1)[0][0] if quarters else 0


def turned(box: Box, degrees: int) -> Box:
    """Turn `box` clockwise around the origin by 0, 90, 180 or 270 degrees.

    >>> turned((1, 2, 3, 4), 90)
    (2, -3, 4, -1)
    """
    left, bottom, right, top = box
    if degrees == 90:
        return (bottom, -right, top, -left)
    if degrees == 180:
        return (-right, -top, -left, -bottom)
    if degrees == 270:
        return (-top, left, -bottom, right)
    return box


def _line(boxes: Boxes, textpage: Any, text: str, indices: list[int], *, hyphenated: bool) -> Line:
    first, last = boxes(indices[0]), boxes(indices[-1])
    return Line(
        text=text,
        indices=indices,
        left=min(first[0], last[0]),
        bottom=first[1],
        right=max(first[2], last[2]),
        top=first[3],
        bold=_bold(textpage, indices[0]) and _bold(textpage, indices[-1]),
        hyphenated=hyphenated,
    )


def _bold(textpage: Any, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(textpage, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, None)
    return bool(_BOLD.search(name.value))
