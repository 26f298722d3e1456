"""Lay cells that span rows and columns on a grid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minigiants.documents.values import Unreadable

MOST_COLUMNS = 2_000
MOST_CELLS = 4_000_000
"""What a table may hold, empty cells counted: with spans a few bytes of a hostile file could ask for any number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell as a file gives it."""

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False
    """The file says that it names a row or a column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """Rows of equal length; a cell that spans stands at every place that it covers."""

    rows: tuple[tuple[str, ...], ...]
    wide: frozenset[int] = frozenset()
    """Rows that are one cell over the whole width."""
    joined: frozenset[int] = frozenset()
    """Rows with a cell over several columns, but not all."""
    heads: int = 0
    """Rows at the top in which every cell names something."""
    deep: int = 1
    """Rows that the first row's deepest cell covers."""


def grid(rows: Iterable[Sequence[Cell]]) -> Grid:
    """Lay `rows` of cells out; what several cells claim belongs to the first. Raises Unreadable for too large a table.

    >>> laid = grid([[Cell(text="Harbour", rows=2), Cell(text="Rye")], [Cell(text="Oat")], [Cell(text="*", columns=2)]])
    >>> laid.rows, laid.wide
    ((('Harbour', 'Rye'), ('Harbour', 'Oat'), ('*', '*')), frozenset({2}))
    """
    placed: list[dict[int, str]] = []
    spanning: list[list[Cell]] = []
    below: dict[int, tuple[int, str]] = {}
    for cells in rows:
        row, below = (
            {i: text for i, (_, text) in below.items()},
            {i: (n - 1, t) for i, (n, t) in below.items() if n > 1},
        )
        column = 0
        for cell in cells:
            while column in row:
                column += 1
            width = max(1, min(cell.columns, MOST_COLUMNS - column))
            if column >= MOST_COLUMNS:
                break
            for i in range(column, column + width):
                row.setdefault(i, cell.text)
                if cell.rows > 1:
                    below[i] = (cell.rows - 1, cell.text)
            column += width
        placed.append(row)
        spanning.append(list(cells))
    width = max((max(row, default=-1) + 1 for row in placed), default=0)
    if width * len(placed) > MOST_CELLS:
        raise Unreadable("too large", f"The file holds a table of more than {MOST_CELLS:,} cells: split it into parts.")
    return Grid(
        rows=tuple(tuple(row.get(i, "") for i in range(width)) for row in placed),
        wide=frozenset(i for i, cells in enumerate(spanning) if _is_wide(cells, width)),
        joined=frozenset(i for i, cells in enumerate(spanning) if any(1 < c.columns < width for c in cells)),
        heads=_heads(spanning),
        deep=max((cell.rows for cell in spanning[0]), default=1) if spanning else 1,
    )


def _is_wide(cells: Sequence[Cell], width: int) -> bool:
    return width > 1 and len(cells) == 1 and cells[0].columns >= width and bool(cells[0].text)


def _heads(rows: Sequence[Sequence[Cell]]) -> int:
    count = 0
    for cells in rows:
        if not cells or not all(cell.head or not cell.text for cell in cells) or not any(cell.head for cell in cells):
            break
        count += 1
    return count if count < len(rows) else 0
