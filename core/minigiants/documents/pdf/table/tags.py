"""Take tables from a PDF's tags, where the program that wrote the file said what is a row and what a cell."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

_DEEP = 60
"""Levels of elements within elements that are looked at."""
_MOST = 20_000
"""Elements of one page that are looked at."""
_LONGEST = 64
"""Bytes of a type's name that are of interest."""
_WIDEST = 100
"""Columns or rows that a cell covers at most."""
_PARTS = ("THead", "TBody", "TFoot")


@dataclass(kw_only=True, slots=True)
class TaggedCell:
    """A cell with the numbers of the marked content that it holds."""

    content: set[int] = field(default_factory=set)
    head: bool = False
    columns: int = 1
    rows: int = 1


TaggedTable = list[list[TaggedCell]]
"""Rows of cells from the left; what spans is given once."""


def tables(page: Any) -> list[TaggedTable]:
    """Return the tables that the page's tags tell of, none of which lies in another; empty without tags."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        roots = (raw.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(raw.FPDF_StructTree_CountChildren(tree)))
        walk = _Walk()
        for root in roots:
            walk.element(root, 0)
        return walk.tables
    finally:
        raw.FPDF_StructTree_Close(tree)


class _Walk:
    def __init__(self) -> None:
        self.tables: list[TaggedTable] = []
        self._left = _MOST

    def element(self, element: Any, depth: int) -> None:
        """Gather the tables below an element."""
        if _type(element) == "Table":
            if rows := [row for row in self._rows(element) if any(cell.content for cell in row)]:
                self.tables.append(rows)
            return
        for child in self._children(element, depth):
            self.element(child, depth + 1)

    def _rows(self, element: Any) -> Iterator[list[TaggedCell]]:
        for child in self._children(element, 0):
            kind = _type(child)
            if kind == "TR":
                yield [self._cell(cell) for cell in self._children(child, 0) if _type(cell) in ("TD", "TH")]
            elif kind in _PARTS:
                yield from self._rows(child)

    def _cell(self, element: Any) -> TaggedCell:
        cell = TaggedCell(head=_type(element) == "TH")
        cell.columns, cell.rows = _span(element, b"ColSpan"), _span(element, b"RowSpan")
        self._content(element, cell.content, 0)
        return cell

    def _content(self, element: Any, content: set[int], depth: int) -> None:
        for i in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
            if (number := raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i)) >= 0:
                content.add(number)
        for child in self._children(element, depth):
            self._content(child, content, depth + 1)

    def _children(self, element: Any, depth: int) -> Iterator[Any]:
        for i in range(raw.FPDF_StructElement_CountChildren(element) if depth < _DEEP else 0):
            self._left -= 1
            child = raw.FPDF_StructElement_GetChildAtIndex(element, i) if self._left > 0 else None
            if child:
                yield child


def _type(element: Any) -> str:
    name = ctypes.create_string_buffer(_LONGEST)
    length = raw.FPDF_StructElement_GetType(element, name, _LONGEST)
    return name.raw[: min(length, _LONGEST)].decode("utf-16-le", "replace").rstrip("\0")


def _span(element: Any, name: bytes) -> int:
    """Return how many columns or rows a cell covers."""
    number, kind = ctypes.c_float(), raw.FPDF_OBJECT_NUMBER
    for i in range(raw.FPDF_StructElement_GetAttributeCount(element)):
        attributes = raw.FPDF_StructElement_GetAttributeAtIndex(element, i)
        value = raw.FPDF_StructElement_Attr_GetValue(attributes, name) if attributes else None
        is_number = value and raw.FPDF_StructElement_Attr_GetType(value) == kind
        if is_number and raw.FPDF_StructElement_Attr_GetNumberValue(value, number):
            return max(1, min(_WIDEST, int(number.value)))
    return 1
