"""Make tables of lines whose gaps go on from line to line, without rulings."""

from collections.abc import Sequence
from itertools import pairwise

from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.table.cells import Laid, PlacedText, head
from minigiants.documents.pdf.table.heads import columns_under, upper_heads
from minigiants.documents.pdf.table.parts import Part, at_columns, columns_of, covered, overlap, parts
from minigiants.documents.pdf.table.prose import runs

_CLOSE = 0.8
"""Share of the way from row to row within which lines are of one row."""

_UNLIKE = 1.2
"""Times as far as from line to line of a cell is it at least from row to row."""


def bare_table(lines: Sequence[TextLine], gaps: Sequence[Sequence[int]], boxes: Boxes) -> Laid | None:
    """Make a table of lines with gaps; what a cell writes over several lines is put together.

    None when the columns cannot be told.
    """
    cut = [parts(line, own, boxes) for line, own in zip(lines, gaps, strict=True)]
    columns = columns_of(cut, boxes)
    if len(columns) < 2 or runs(lines, cut):
        return None
    rows: list[_Row] = []
    broken = False
    downward = sorted(zip(lines, cut, strict=True), key=lambda pair: -round(pair[0].top + pair[0].bottom))
    top = upper_heads(downward)
    near = _near(downward, len(columns))
    for line, close in downward:
        pieces = [piece for part in close for piece in at_columns(part, columns, boxes)]
        is_top = any(part is other for part in close[:1] for other in top)
        spans = [columns_under(columns, part, top) if is_top else covered(columns, part) for part in pieces]
        if not (rows and spans and rows[-1].takes(line, pieces, spans, near)):
            rows.append(_Row(line, len(columns)))
        rows[-1].add(line, pieces, spans, broken=broken)
        broken = line.hyphenated
    head([row.pieces for row in rows], [row.bold for row in rows])
    laid_rows = [_spanned(row.pieces) for row in rows]
    return Laid(rows=laid_rows, left=columns[0][0], right=columns[-1][1], first=lines[0])


def _near(downward: Sequence[tuple[TextLine, Sequence[Part]]], columns: int) -> float:
    """Return the way down within which lines are of one row; 0 when there are too few lines to tell.

    Lines that fill most columns are of different rows. Where the others are at two ways from one another, the shorter
    one is within rows.
    """
    full = [line.bottom for line, pieces in downward if 2 * len(pieces) > columns]
    pitches = [a - b for a, b in pairwise(full) if a - b > 1]
    if len(pitches) < 2:
        return 0.0
    pitch = min(pitches)
    ways = [a.bottom - b.bottom for (a, _), (b, _) in pairwise(downward)]
    shorter = sorted(way for way in ways if 1 < way < _CLOSE * pitch)
    if len(shorter) > 2 and shorter[-1] > _UNLIKE * shorter[0]:
        return (shorter[0] + shorter[-1]) / 2
    return _CLOSE * pitch


class _Row:
    """A row while it is put together."""

    def __init__(self, line: TextLine, columns: int) -> None:
        self.pieces = [PlacedText() for _ in range(columns)]
        self.bold = True
        self._lines: list[tuple[TextLine, set[int]]] = []

    def takes(self, line: TextLine, parts: Sequence[Part], spans: Sequence[tuple[int, int]], near: float) -> bool:
        """Tell whether the line is of this row: beside it in other columns, or going on with words of its cells.

        So it does, whatever it begins with, `near` below a line that fills many more cells, far fewer or others.
        """
        own = {i for first, last in spans for i in range(first, last + 1)}
        if any(overlap(line, other) and not own & filled for other, filled in self._lines):
            return True
        last, filled = self._lines[-1]
        few, many = sorted((own, filled), key=len)
        fits = few < many or not few & many
        if last.bottom - line.bottom < near and fits and 2 * len(few) <= len(self.pieces) and not self.bold:
            return True
        return _goes_on(self.pieces, parts, spans)

    def add(self, line: TextLine, parts: Sequence[Part], spans: Sequence[tuple[int, int]], *, broken: bool) -> None:
        for part, (first, last) in zip(parts, spans, strict=True):
            self._part(first)
            self.pieces[first].add(part.text, part.indices, hyphenated=broken and bool(self._lines))
            self.pieces[first].columns = max(self.pieces[first].columns, last - first + 1)
        self.bold &= line.bold
        self._lines.append((line, {i for first, last in spans for i in range(first, last + 1)}))

    def _part(self, column: int) -> None:
        """Write a cell over several columns into each of them when something stands below it in one."""
        for i, piece in enumerate(self.pieces):
            if piece.columns > 1 and i <= column < i + piece.columns:
                for j in range(i, i + piece.columns):
                    self.pieces[j] = PlacedText(text=piece.text, indices=list(piece.indices))
                return


def _goes_on(above: Sequence[PlacedText], pieces: Sequence[Part], spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the line continues cells of the row above, as long words in narrow columns do."""
    if any(first != last or not above[first].text for first, last in spans):
        return False
    starts = [part.text[0] for part in pieces]
    return len(pieces) < sum(bool(piece.text) for piece in above) and all(c.islower() or c in "(/" for c in starts)


def _spanned(row: list[PlacedText]) -> list[PlacedText]:
    """Leave out the places that a cell to their left covers."""
    cells: list[PlacedText] = []
    column = 0
    while column < len(row):
        cells.append(row[column])
        column += max(1, row[column].columns)
    return cells
