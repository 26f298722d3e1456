"""Tell a table's title and header from its rows."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from minigiants.documents.blocks import Block
from minigiants.documents.tables.grid import Grid
from minigiants.types import Table

Row = tuple[str, ...]

MOST_TITLES = 6
"""Rows above a header that can be title and remarks."""
MOST_HEADS = 4
LONG_NAME = 80
"""Characters that no column's name has."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_VALUE = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*(?:[A-Za-z%°€$£]{1,4}[^A-Za-z]*)?")
"""A number, an amount, a date in figures: what stands in a table's body rather than names a column."""
_WORDED_VALUE = re.compile(
    r"(?:from|about|approx\.?|only|up to)\s+[£$€]?\d[\d.,]*|[£$€]?\d+(?:[.,]\d+)?,\s+[^\d].*", re.IGNORECASE
)


def blocks(grid: Grid, *, title: str = "", headed: bool | None = None, usually_headed: bool = False) -> Iterator[Block]:
    """Yield the table with what stands above its header and below its rows; a `title` is in the text already.

    `headed` is whether the file says that its first row is a header; None when it says nothing. Files of a kind that is
    `usually_headed` have one unless the first row holds values.
    """
    numbers = [i for i, row in enumerate(grid.rows) if any(row)]
    rows = _without_empty_columns([grid.rows[i] for i in numbers])
    wide = [i in grid.wide for i in numbers]
    if not rows:
        return
    if len(rows[0]) == 1:  # a frame around text
        yield from (Block(text=row[0], kind="row") for row in rows)
        return
    top = _titles(rows, wide)
    while headed and top and not wide[top - 1]:
        top -= 1
    count = _heads(rows[top:], grid, numbers[top], headed)
    if not count and usually_headed and len(rows) > top + 1 and _may_name(rows[top]):
        count = 1
    if not count and not all(wide[:top]):
        top = 0
    above = [" ".join(_distinct(row)) for row in rows[:top]]
    heads = rows[top : top + count]
    header = _names(heads) if heads else ("",) * len(rows[0])
    body = [(row, w) for row, w in zip(rows, wide, strict=True) if row not in heads][top:]
    notes: list[str] = []
    while body and body[-1][1]:
        notes.insert(0, body.pop()[0][0])
    header, members = _grouped(header, body)
    if members:
        table = Table(title=above[0] if above else title, header=header, rows=tuple(members))
        yield Block(text="\n".join(above), kind="table", table=table)
    else:
        yield Block(text="\n".join([*above, *(" | ".join(_distinct(row)) for row in heads)]), kind="row")
    yield from (Block(text=note, kind="row") for note in notes)


def _without_empty_columns(rows: Sequence[Row]) -> list[Row]:
    filled = [i for i in range(len(rows[0])) if any(row[i] for row in rows)] if rows else []
    return [tuple(row[i] for i in filled) for row in rows]


def _titles(rows: Sequence[Row], wide: Sequence[bool]) -> int:
    """Count the rows above the header that hold one text only, over the whole width or in their first cell."""
    count = 0
    while count < min(MOST_TITLES, len(rows) - 1) and (wide[count] or _is_alone(rows[count])):
        count += 1
    if count and not any(sum(map(bool, row)) > 1 for row in rows[count:]):
        return 0
    return count


def _is_alone(row: Row) -> bool:
    return bool(row[0]) and not any(row[1:]) and not _VALUE.fullmatch(row[0])


def _heads(rows: Sequence[Row], grid: Grid, first: int, headed: bool | None) -> int:
    """Count the rows of the header; `first` is the number of the first of `rows` in the grid."""
    if headed and len(rows) == 1:
        return 1
    if len(rows) < 2 or headed is False:
        return 0
    marked = grid.heads - first
    if 0 < marked < len(rows):
        return marked
    if not (headed or names_columns(rows)):
        return 0
    count = 1
    if first == 0 and grid.deep > 1:
        count = min(grid.deep, MOST_HEADS, len(rows) - 1)
    while count < min(MOST_HEADS, len(rows) - 1) and first + count - 1 in grid.joined and _may_name(rows[count]):
        if count > 1 and rows[count][0] and not any(row[0] for row in rows[:count]):
            break  # the rows' own names begin under the empty corner of the header
        count += 1
    if count == 1 and _has_second_level(rows):
        count = 2
    return count


def names_columns(rows: Sequence[Row]) -> bool:
    """Tell by the cells whether the first row names the columns of those below."""
    head, body = rows[0], rows[1:]
    if not _may_name(head) or (head[0].endswith(":") and any(row[0].endswith(":") for row in body)):
        return False  # a label with its value in each row
    if len(head) == 2:
        return not _is_worded_value(head[1]) and _is_measure([row[1] for row in body])
    if any(_VALUE.fullmatch(cell) for row in body for cell in row[1:]):
        return True
    full = [cell for cell in head if cell]
    shorter = max(map(len, full)) <= 0.6 * max(len(cell) for row in body for cell in row)
    return len(full) >= 3 and len(head) - len(full) <= 1 and len(body) >= 2 and (shorter or len(set(full)) == len(full))


def _is_worded_value(cell: str) -> bool:
    """Tell a value with words about it, as in a price list without a header, from the name of a column.

    >>> [_is_worded_value(cell) for cell in ("from 58", "75, cut included", "Rates from 2026", "12 months")]
    [True, True, False, False]
    """
    return bool(_WORDED_VALUE.fullmatch(cell)) and not _YEAR.search(cell)


def _is_measure(cells: Sequence[str]) -> bool:
    """Tell whether a column holds values of one kind, as under a name, rather than each of its own, as beside labels.

    >>> _is_measure(["4.10", "5.20"]), _is_measure(["0.55 kW", "3.6 A"])
    (True, False)
    """
    full = [cell for cell in cells if cell]
    units = {"".join(c for c in cell if c.isalpha() or c in "%°") for cell in full}
    return bool(full) and all(_VALUE.fullmatch(cell) for cell in full) and len(units) == 1


def _may_name(row: Row) -> bool:
    cells = [cell for cell in row if cell]
    values = [cell for cell in cells if _VALUE.fullmatch(cell) and not _YEAR.fullmatch(cell)]
    return len(cells) >= 2 and not values and all(len(cell) <= LONG_NAME for cell in cells)


def _has_second_level(rows: Sequence[Row]) -> bool:
    """Tell a header over two rows that was written without joined cells: "2025, , 2026," above "sales, costs"."""
    if len(rows) < 3 or not any(not cell for cell in rows[0][1:]) or not _may_name(rows[1]):
        return False
    under = [i for i in range(1, len(rows[0])) if not rows[0][i]]
    return all(rows[1][i] for i in under) and any(_VALUE.fullmatch(rows[2][i]) for i in under)


def _names(heads: Sequence[Row]) -> Row:
    r"""Join the levels of a header to one name a column.

    >>> _names([("", "2025", ""), ("Shop", "sales", "costs")])
    ('Shop', '2025, sales', '2025, costs')
    """
    first, rest = heads[0], heads[1:]
    top, before = [], ""
    spanned = any(cell and cell == after for cell, after in pairwise(first))  # then an empty cell is under no other
    for i, cell in enumerate(first):
        before = cell or (before if i and rest and rest[0][i] and not spanned else "")
        top.append(before)
    columns = zip(top, *rest, strict=True)
    return tuple(", ".join(dict.fromkeys(cell for cell in column if cell)) for column in columns)


def _grouped(header: Row, rows: Sequence[tuple[Row, bool]]) -> tuple[Row, list[Row]]:
    """Put the rows that head a group of others before each of these, as a column without a name."""
    if not any(wide for _, wide in rows):
        return header, [row for row, _ in rows]
    group, grouped = "", []
    for row, wide in rows:
        if wide:
            group = row[0]
        else:
            grouped.append((group, *row))
    return ("", *header), grouped


def _distinct(row: Row) -> list[str]:
    return list(dict.fromkeys(cell for cell in row if cell))
