"""Read workbooks: a page for each sheet that is shown, its regions as tables, its values as the sheet shows them."""

import datetime
import io
import re
import warnings
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from minigiants.documents.blocks import Block, page
from minigiants.documents.office.package import Package
from minigiants.documents.office.shown import shown
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import MOST_CELLS, Cell, grid
from minigiants.documents.tables.regions import regions
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable

_UNNAMED = re.compile(r"(?:sheet|tabelle|feuil|hoja|blad|table)\s?\d*", re.IGNORECASE)
_UNCOUNTED = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
"""A formula whose value was never stored."""


def read(package: Package, tally: Tally) -> tuple[Page, ...]:
    """Make a page of each sheet; raises what damage leads to."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that it does not keep when it writes
        book = openpyxl.load_workbook(io.BytesIO(package.transitional()), data_only=True)
    pages = []
    for number, sheet in enumerate(book.worksheets, start=1):
        if sheet.sheet_state != "visible":
            tally.add("sheet")
            pages.append(Page(number=number, text=""))
        else:
            pages.append(page(_sheet(sheet, tally), number=number))
    book.close()
    if missing := sum(len(_UNCOUNTED.findall(data)) for data in package.sheets()):
        what = "formula has" if missing == 1 else "formulas have"
        tally.others.append(f"{missing} {what} no stored value: open the file in a spreadsheet program and save it.")
    return tuple(pages)


def _sheet(sheet: Any, tally: Tally) -> Iterator[Block]:
    if (sheet.max_row or 0) * (sheet.max_column or 0) > MOST_CELLS * 4:
        raise Unreadable("too large", f"The sheet has more than {MOST_CELLS * 4:,} cells: split it into parts.")
    title = "" if _UNNAMED.fullmatch(sheet.title) else " ".join(sheet.title.split())
    if title:
        yield Block(text=title, kind="heading")
    comments: list[str] = []
    rows = _rows(sheet, tally, comments, _Looks())
    for region, headed in regions(rows):
        for part in _side_by_side(region):
            yield from shape.blocks(grid(part), title=title, headed=headed)
    yield from (Block(text=comment, kind="item") for comment in comments)


def _rows(sheet: Any, tally: Tally, comments: list[str], looks: "_Looks") -> list[list[Cell]]:
    """Return the rows that are shown; a merged cell stands in each row that it covers."""
    covered: dict[tuple[int, int], tuple[Any, int, int]] = {}
    for block in sheet.merged_cells.ranges:
        if block.size["rows"] * block.size["columns"] <= 100_000:
            first = sheet.cell(block.min_row, block.min_col)
            wide = block.size["columns"]
            covered |= {(r, c): (first, c - block.min_col, wide) for r, c in _places(block)}
    hidden = {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min or 0, min(dimension.max or 0, 20_000) + 1)
    }
    rows = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if sheet.row_dimensions[number].hidden if number in sheet.row_dimensions else False:
            tally.leave_out("hidden", " ".join(str(cell.value) for cell in row if cell.value is not None))
            continue
        cells: list[Cell] = []
        for cell in row:
            first, offset, wide = covered.get((number, cell.column), (cell, 0, 1))
            if cell.column in hidden:
                tally.leave_out("hidden", "" if cell.value is None else str(cell.value))
                continue
            if offset and (first.row, cell.column - offset) in covered and cells and wide > 1:
                last = cells[-1]
                cells[-1] = Cell(text=last.text, columns=last.columns + 1)
                continue
            cells.append(Cell(text=_text(first, tally, looks, once=first is cell)))
            if first is cell and cell.comment is not None:
                comments.append(_comment(cell))
                tally.add("comment")
        rows.append(cells)
    return rows


def _places(block: Any) -> Iterator[tuple[int, int]]:
    for row in range(block.min_row, block.max_row + 1):
        for column in range(block.min_col, block.max_col + 1):
            yield row, column


class _Looks:
    """How cells look, asked once for each style: openpyxl makes an object for each question."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, bool]] = {}

    def __call__(self, cell: Any) -> tuple[str, bool]:
        """Return the cell's number format and whether it is struck."""
        if not cell.has_style:
            return "", False
        style = cell.style_id
        if style not in self._known:
            self._known[style] = (cell.number_format, bool(cell.font is not None and cell.font.strike))
        return self._known[style]


def _text(cell: Any, tally: Tally, looks: _Looks, *, once: bool) -> str:
    value = cell.value
    if value is None:
        return ""
    code, struck = looks(cell)
    text = shown(value, code if isinstance(value, int | float | datetime.timedelta) else "")
    if struck:
        if once:
            tally.leave_out("struck", text)
        return ""
    return " ".join(text.split())


def _comment(cell: Any) -> str:
    author = f" by {cell.comment.author}" if cell.comment.author else ""
    return f"Comment{author} on cell {cell.coordinate}: {' '.join(str(cell.comment.text).split())}"


def _side_by_side(rows: list[list[Cell]]) -> Iterator[list[list[Cell]]]:
    """Yield the parts between empty columns when each is a table of its own."""
    width = max(sum(cell.columns for cell in row) for row in rows)
    filled = [False] * width
    for row in rows:
        column = 0
        for cell in row:
            for i in range(column, column + cell.columns):
                filled[i] = filled[i] or bool(cell.text)
            column += cell.columns
    runs = [list(run) for full, run in groupby(range(width), key=filled.__getitem__) if full]
    if len(runs) < 2 or min(map(len, runs)) < 2:
        yield rows
        return
    for run in runs:
        part = [_between(row, run[0], run[-1] + 1) for row in rows]
        yield [row for row in part if any(cell.text for cell in row)]


def _between(row: list[Cell], start: int, end: int) -> list[Cell]:
    """Return the cells that stand in the columns from `start` to before `end`."""
    cells, column = [], 0
    for cell in row:
        if start <= column < end:
            cells.append(cell)
        column += cell.columns
    return cells
