"""Read the fields of a form beside their labels: what is filled in, ticked or chosen."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pypdfium2 import raw

from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.objects import Box, turned
from minigiants.documents.rows import EMPTY

_MOST = 5_000
"""Annotations of one page that are looked at."""
_TICKS = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_FILLED = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_PASSWORD = 1 << 13
_FAR = 250
"""Points from which words are no label any more."""
TICKED, NOT_TICKED = "[ticked]", "[not ticked]"


@dataclass(frozen=True, slots=True)
class Field:
    """What one field holds, and where."""

    name: str
    value: str
    box: Box
    tick: bool


def strokes(page: Any) -> list[Box]:
    """Return where comments strike text out, as lines through it."""
    boxes = []
    for i in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        note = raw.FPDFPage_GetAnnot(page, i)
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_STRIKEOUT:
            boxes += _quads(note)
        raw.FPDFPage_CloseAnnot(note)
    return boxes


def _quads(note: Any) -> list[Box]:
    quad = raw.FS_QUADPOINTSF()
    boxes = []
    for i in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
        raw.FPDFAnnot_GetAttachmentPoints(note, i, quad)
        xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
        middle = (min(ys) + max(ys)) / 2
        boxes.append((min(xs), middle, max(xs), middle))
    return boxes


def fields(page: Any, form: Any, turn: int) -> list[Field]:
    """Return the page's fields; `form` is PDFium's handle of the file's form."""
    listed = []
    for i in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        note = raw.FPDFPage_GetAnnot(page, i)
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET and (field := _field(form, note, turn)):
            listed.append(field)
        raw.FPDFPage_CloseAnnot(note)
    return listed


def _field(form: Any, note: Any, turn: int) -> Field | None:
    kind = raw.FPDFAnnot_GetFormFieldType(form, note)
    if kind not in (*_TICKS, *_FILLED) or raw.FPDFAnnot_GetFlags(note) & raw.FPDF_ANNOT_FLAG_HIDDEN:
        return None
    if kind == raw.FPDF_FORMFIELD_TEXTFIELD and raw.FPDFAnnot_GetFormFieldFlags(form, note) & _PASSWORD:
        return None
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, rect)
    box = turned((rect.left, rect.bottom, rect.right, rect.top), turn)
    tick = kind in _TICKS
    if tick:
        value = TICKED if raw.FPDFAnnot_IsChecked(form, note) else NOT_TICKED
    else:
        value = _string(raw.FPDFAnnot_GetFormFieldValue, form, note)
    name = _string(raw.FPDFAnnot_GetFormFieldAlternateName, form, note)
    name = name or _string(raw.FPDFAnnot_GetFormFieldName, form, note).rpartition(".")[2]
    return Field(name=name, value=value or EMPTY, box=box, tick=tick)


def _string(get: Callable[..., int], form: Any, note: Any) -> str:
    length = get(form, note, None, 0)
    if not 2 < length < 100_000:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    get(form, note, buffer, length)
    return " ".join(bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").split())


def filled(lines: list[TextLine], listed: list[Field], boxes: Boxes) -> tuple[list[TextLine], list[Field]]:
    """Write each field's value where it stands in the words beside it; return also the fields that stand alone."""
    rows = list(lines)
    alone = []
    for field in sorted(listed, key=lambda field: (-round(field.box[1]), field.box[0])):
        place = _beside(rows, field)
        if place is None:
            alone.append(field)
        else:
            rows[place] = _with(rows[place], field, boxes)
    return rows, alone


def _beside(lines: list[TextLine], field: Field) -> int | None:
    """Return the line at the field's height that is nearest, or else the one right above."""
    left, bottom, right, top = field.box
    with_text = [(i, line) for i, line in enumerate(lines) if line.text]
    level = [(i, line) for i, line in with_text if min(top, line.top) - max(bottom, line.bottom) > 3]
    apart = [(max(left - line.right, line.left - right, 0.0), i) for i, line in level]
    if not apart:
        above = [(i, line) for i, line in with_text if -3 < line.bottom - top < 14]
        apart = [(line.bottom - top, i) for i, line in above if line.left < right and line.right > left]
    return min(apart)[1] if apart and min(apart)[0] < _FAR else None


def _with(line: TextLine, field: Field, boxes: Boxes) -> TextLine:
    """Return the line with the value; its characters stand at the place of their neighbour."""
    middle = (field.box[0] + field.box[2]) / 2
    behind = (i for i, index in enumerate(line.indices) if sum(boxes(index)[::2]) / 2 > middle)
    at = next(behind, len(line.text))
    added = f" {field.value} " if 0 < at < len(line.text) else f"{field.value} " if not at else f" {field.value}"
    added = added[1:] if line.text[at - 1 : at] == " " and at else added
    place = line.indices[max(0, at - 1)]
    return replace(
        line,
        text=line.text[:at] + added + line.text[at:],
        indices=line.indices[:at] + [place] * len(added) + line.indices[at:],
        left=min(line.left, field.box[0]),
        right=max(line.right, field.box[2]),
        filled=True,
    )
