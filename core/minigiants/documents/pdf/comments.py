"""Read what was written onto a PDF page later: comments as comments, text boxes as text; count the files attached."""

import ctypes
from typing import Any

from pypdfium2 import raw

from minigiants.documents.pdf.forms import Field
from minigiants.documents.pdf.objects import turned
from minigiants.documents.tally import Tally

_MOST = 5_000
"""Annotations of one page that are looked at."""
_MARKS = (
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_CARET,
)
"""Kinds whose words are a comment; those of a text box stand on the page."""


def added(page: Any, turn: int, tally: Tally) -> list[Field]:
    """Return the comments and the text boxes of a page, from the top, as lines that stand alone."""
    listed = []
    for i in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        note = raw.FPDFPage_GetAnnot(page, i)
        if field := _field(note, turn):
            listed.append(field)
            if field.name:
                tally.add("comment")
        raw.FPDFPage_CloseAnnot(note)
    return sorted(listed, key=lambda field: (-round(field.box[3]), field.box[0]))


def _field(note: Any, turn: int) -> Field | None:
    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind not in (*_MARKS, raw.FPDF_ANNOT_FREETEXT) or raw.FPDFAnnot_GetFlags(note) & raw.FPDF_ANNOT_FLAG_HIDDEN:
        return None
    words = _words(note, b"Contents")
    if not words:
        return None
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, rect)
    author = _words(note, b"T")
    name = "" if kind == raw.FPDF_ANNOT_FREETEXT else f"Comment by {author}" if author else "Comment"
    box = turned((rect.left, rect.bottom, rect.right, rect.top), turn)
    return Field(name=name, value=words, box=box, tick=False)


def _words(note: Any, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < length < 100_000:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFAnnot_GetStringValue(note, key, buffer, length)
    return " ".join(bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").split())
