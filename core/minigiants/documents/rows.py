"""Write each row of a table so that it can be read alone."""

from collections.abc import Iterator

from minigiants.documents.values import Page
from minigiants.types import Table

WIDE = 600
"""Characters from which a row goes on in a line of its own that begins with the row's first cell again."""
EMPTY = "(empty)"


def lines(table: Table) -> list[str]:
    r"""Return a line for each row of `table`: the column's name before each value, or cells with borders.

    A cell that is empty where most of its column is not says so, that no other cell is taken for it.

    >>> shops = Table(header=("Shop", "March", "April"), rows=(("Mill", "310", "295"), ("Quay", "120", "")))
    >>> lines(shops)
    ['Shop: Mill; March: 310; April: 295', 'Shop: Quay; March: 120']
    >>> lines(Table(header=("", ""), rows=(("Tenant", "Brindle Ltd."),)))
    ['Tenant | Brindle Ltd.']
    """
    if not any(table.header):
        return [" | ".join(_bordered(row)) for row in table.rows]
    expected = _usually_filled(table)
    return ["\n".join(_broken(_cells(table, row, expected))) for row in table.rows]


def bare(page: Page) -> str:
    r"""Return a page's text with the rows of its tables as cells between bars, the header first, without names.

    >>> table = Table(header=("Who", "Says"), rows=(("Doctor", "Any pain?"),), spans=((6, 34),))
    >>> bare(Page(number=1, text="Visit\nWho: Doctor; Says: Any pain?", tables=(table,)))
    'Visit\nWho | Says\nDoctor | Any pain?'
    """
    text = page.text
    for table in reversed(page.tables):
        head = [" | ".join(table.header)] if any(table.header) else []
        rows = "\n".join([*head, *(" | ".join(_bordered(row)) for row in table.rows)])
        text = text[: table.spans[0][0]] + rows + text[table.spans[-1][1] :]
    return text


def _bordered(row: tuple[str, ...]) -> Iterator[str]:
    """Yield the cells, a text that spans several columns once; equal figures side by side are two."""
    before = ""
    for cell in row:
        if cell != before or not cell or cell[0].isdigit():
            yield cell
        before = cell


def _usually_filled(table: Table) -> list[bool]:
    count = len(table.rows)
    return [count >= 3 and sum(bool(row[i]) for row in table.rows) > count / 2 for i in range(len(table.header))]


def _cells(table: Table, row: tuple[str, ...], expected: list[bool]) -> list[str]:
    filled = sum(map(bool, row))
    some = filled > 1 and 2 * filled >= sum(expected)  # a sum under one column has no other cells
    cells = []
    for name, cell, usual in zip(table.header, row, expected, strict=True):
        shown = cell or (EMPTY if usual and some and name else "")
        if shown:
            cells.append(f"{name.rstrip(':')}: {shown}" if name else shown)
    return cells


def _broken(cells: list[str]) -> Iterator[str]:
    """Yield the cells in lines that a passage can hold, each with the first cell before the others."""
    line: list[str] = []
    length = 0
    for cell in cells:
        if len(line) > 1 and length + len(cell) > WIDE and len(cells[0]) < WIDE / 4:
            yield "; ".join(line)
            line, length = [cells[0]], len(cells[0])
        line.append(cell)
        length += len(cell) + 2
    yield "; ".join(line)
