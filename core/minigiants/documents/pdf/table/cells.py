"""Make tables of the cells that were found on a page, keeping where each character came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from minigiants.documents import rows as written
from minigiants.documents.pdf.boxes import TextLine
from minigiants.documents.pdf.hyphens import hyphen
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import Cell, grid
from minigiants.types import Table

_FIRST_CELLS = 400
"""Cells at the top of a table among which a column's name is looked for."""
_MOST_BOLD = 3
"""Rows of a header at most."""
_ENDS = ":;,| \n"
"""What follows a cell in a line."""


@dataclass(kw_only=True, slots=True, eq=False)
class PlacedText:
    """A cell with the place of each of its characters."""

    text: str = ""
    indices: list[int] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    head: bool = False

    def add(self, text: str, indices: Sequence[int], *, hyphenated: bool = False) -> None:
        """Append a further line of the cell; `hyphenated` is whether the one before ends in a hyphen not in it."""
        joint = "" if not self.text else hyphen(self.text, text, ()) if hyphenated else " "
        self.text += joint + text
        self.indices += [self.indices[-1]] * len(joint) if self.indices else []
        self.indices += indices


@dataclass(kw_only=True, slots=True)
class Laid:
    """A table as it stands on a page."""

    rows: list[list[PlacedText]]
    """Each a list of cells from the left; what spans is given once, as in HTML."""
    left: float
    right: float
    ends: bool = False
    """It is the last thing on its page, so that it may go on overleaf."""
    first: TextLine | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the page's text that a table gives."""

    text: str
    indices: list[int]
    table: Table | None = None
    """Its rows are the lines of the text; spans are within it."""


def head(rows: Sequence[Sequence[PlacedText]], bold: Sequence[bool]) -> None:
    """Mark the rows at the top that are bold when the others are not: they name the columns."""
    count = next((i for i, heavy in enumerate(bold) if not heavy), len(bold))
    if count > _MOST_BOLD:  # rows that begin in bold type
        count = 1
    if 0 < count < len(rows) and not any(bold[count:]):
        for row in rows[:count]:
            for piece in row:
                piece.head = True


def stretches(laid: Laid, heads: Sequence[str], title: str) -> Iterator[Stretch]:
    """Yield what the table writes; `heads` name its columns when it goes on, a `title` stands above it already."""
    above = [[PlacedText(text=name, indices=[-1] * len(name), head=True) for name in heads]] if heads else []
    if heads and _alike([piece.text for piece in laid.rows[0]], heads):
        above = []
    rows = above + laid.rows
    cells = [[Cell(text=p.text, columns=p.columns, rows=p.rows, head=p.head) for p in row] for row in rows]
    places = _Places(rows)
    for block in shape.blocks(grid(cells), title=title, headed=True if above else None):
        if block.text:
            yield Stretch(block.text, places.of(block.text))
        if block.table is not None:
            yield _rows(block.table, places)


def _alike(first: Sequence[str], heads: Sequence[str]) -> bool:
    return [text.lower() for text in first if text] == [name.lower() for name in heads if name]


def _rows(table: Table, places: "_Places") -> Stretch:
    texts = written.lines(table)
    indices: list[int] = []
    spans = []
    for cells, text in zip(table.rows, texts, strict=True):
        indices += [-1] if indices else []
        spans.append((len(indices), len(indices) + len(text)))
        indices += places.of(text, places.next_row(cells))
    return Stretch("\n".join(texts), indices, replace(table, spans=tuple(spans)))


class _Places:
    """Finds the cells that a text was made of."""

    def __init__(self, rows: list[list[PlacedText]]) -> None:
        self._rows = [[piece for piece in row if piece.text] for row in rows]
        first = [piece for row in self._rows for piece in row][:_FIRST_CELLS]
        self._beginning: dict[str, list[PlacedText]] = {}
        """The cells at the top by their first character, the longest first."""
        for piece in sorted(first, key=lambda piece: -len(piece.text)):
            self._beginning.setdefault(piece.text[0], []).append(piece)
        self._at = 0

    def next_row(self, cells: Sequence[str]) -> list[PlacedText]:
        """Return the cells of the next row that holds most of `cells`."""
        wanted = {cell for cell in cells if cell}
        for i in range(self._at, len(self._rows)):
            own = {piece.text for piece in self._rows[i]}
            if own and own <= wanted:
                self._at = i + 1
                return self._rows[i]
        return []

    def of(self, text: str, row: Sequence[PlacedText] = ()) -> list[int]:
        """Return the place of each character of `text`: of a cell of the row, else of the first that reads so."""
        indices = [-1] * len(text)
        own = sorted(row, key=lambda piece: -len(piece.text))
        at = 0
        while at < len(text):
            others = self._beginning.get(text[at], ())
            is_value = not at or text[at - 2 : at] in (": ", "; ", "| ")
            candidates = [*own, *others] if is_value else [*others, *own]
            piece = next((piece for piece in candidates if _reads(text, at, piece.text)), None)
            if piece is None:
                at += 1
                continue
            indices[at : at + len(piece.text)] = piece.indices
            at += len(piece.text)
            if piece in own:  # of two cells that read the same, the other one is next
                own = [*(other for other in own if other is not piece), piece]
        return indices


def _reads(text: str, at: int, cell: str) -> bool:
    end = at + len(cell)
    return text.startswith(cell, at) and (end == len(text) or text[end] in _ENDS)
