"""Part the rows of a sheet or a file into tables that stand apart."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from minigiants.documents.tables.grid import Cell
from minigiants.documents.tables.shape import names_columns

Rows = list[list[Cell]]

_AMOUNT = re.compile(r"(?!(?:19|20)\d\d$)(?=[.,\s€$£%-]*+\d)[\d.,\s€$£%-]++")
"""A number that is no year."""
MOST_REMARKS = 8
"""Rows above a table that can say what it is about."""


def regions(rows: Sequence[list[Cell]]) -> Iterator[tuple[Rows, bool | None]]:
    """Yield the tables among `rows`, which blank rows part, each with whether it is known to have a header.

    The rows of a title go with the table below. Rows after a blank one without a header of their own belong to the
    table above. Pairs of a name and a value above a wider table have no header.
    """
    tables = list(_tables(rows))
    for i, table in enumerate(tables):
        narrow = i + 1 < len(tables) and len(table) <= MOST_REMARKS and _width(table) == 2 < _width(tables[i + 1])
        pairs = narrow and not any(_AMOUNT.fullmatch(row[1].text) for row in table[1:] if len(row) > 1)
        yield table, False if pairs else None


def _tables(rows: Sequence[list[Cell]]) -> Iterator[Rows]:
    parts = [list(part) for blank, part in groupby(rows, key=_is_blank) if not blank]
    current: Rows = []
    width = 0
    for part in parts:
        own = _width(part)
        if current and not _is_title(current) and (own != width or _begins_anew(part)):
            yield current
            current, width = [], 0
        current.extend(part)
        width = max(width, own)
    if current:
        yield current


def _is_blank(row: list[Cell]) -> bool:
    return not any(cell.text for cell in row)


def _is_title(rows: Rows) -> bool:
    return len(rows) <= MOST_REMARKS and all(sum(bool(cell.text) for cell in row) == 1 for row in rows)


def _width(rows: Rows) -> int:
    return max(sum(cell.columns for cell in row[: _last(row) + 1]) for row in rows)


def _last(row: list[Cell]) -> int:
    return max((i for i, cell in enumerate(row) if cell.text), default=0)


def _begins_anew(rows: Rows) -> bool:
    """Tell whether the part has a title or a header of its own."""
    texts = [tuple(cell.text for cell in row for _ in range(cell.columns)) for row in rows]
    width = max(map(len, texts))
    padded = [text + ("",) * (width - len(text)) for text in texts]
    alone = sum(map(bool, padded[0])) == 1 and len(padded) > 1
    return alone or (len(padded) > 1 and names_columns(padded))
