"""Find tables without rulings, and columns of prose, by the gaps that go on from line to line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from minigiants.documents.pdf.boxes import Boxes, Line
from minigiants.documents.pdf.table.cells import Laid, Piece, head

_PROSE_WORDS = 4.0
"""Words that a line of a column of prose has at least, on average."""
_PROSE_LINES = 4
_SENTENCE = 7
"""Words from which a line of two may be running text."""
_WIDE = 1.3
"""Line heights that the words of running text are never apart."""
_EXACT = 1.5
"""Points within which what stands at a column's edge begins or ends."""
_NAMED = 3
"""Columns that a line above a table names at least, for it to be of the table."""
_APART = 0.6
"""Line heights between cells at least."""
_MOSTLY = 0.6
_HEADS = 4
"""Lines of a header at most."""
_ABOVE = 6
"""Lines above a table among which its header is looked for."""
_BESIDE = 0.35
"""Line heights that lines share which stand beside one another."""
_MARK = re.compile(r"[-–—•‣▪◦·*+o\uf0b7\u25cf\u25a0]|\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivx]+)[.)]?|\[\w{1,8}\]")
_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    indices: list[int]
    left: float
    right: float


def parts(line: Line, gaps: Sequence[int], boxes: Boxes) -> list[_Part]:
    """Cut the line at its gaps."""
    cuts = [-1, *gaps, len(line.text)]
    pieces = []
    for before, after in pairwise(cuts):
        text, indices = line.text[before + 1 : after], line.indices[before + 1 : after]
        if text.strip():
            pieces.append(_Part(text, indices, boxes(indices[0])[0], boxes(indices[-1])[2]))
    return pieces


def laid(lines: Sequence[Line], gaps: Sequence[Sequence[int]], boxes: Boxes) -> Laid | None:
    """Make a table of lines with gaps; what a cell writes over several lines is put together.

    None when the columns cannot be told.
    """
    cut = [parts(line, own, boxes) for line, own in zip(lines, gaps, strict=True)]
    columns = _columns_of(cut, boxes)
    if len(columns) < 2 or _runs(lines, cut):
        return None
    rows: list[_Row] = []
    broken = False
    downward = sorted(zip(lines, cut, strict=True), key=lambda pair: -round(pair[0].top + pair[0].bottom))
    top = _upper([close for _, close in downward])
    for line, close in downward:
        pieces = [piece for part in close for piece in _at_columns(part, columns, boxes)]
        is_top = any(part is other for part in close[:1] for other in top)
        spans = [_named(columns, part, top) if is_top else _covered(columns, part) for part in pieces]
        if not (rows and spans and rows[-1].takes(line, pieces, spans)):
            rows.append(_Row(line, len(columns)))
        rows[-1].add(line, pieces, spans, broken=broken)
        broken = line.hyphenated
    head([row.pieces for row in rows], [row.bold for row in rows])
    laid_rows = [_spanned(row.pieces) for row in rows]
    return Laid(rows=laid_rows, left=columns[0][0], right=columns[-1][1], first=lines[0])


def beginning(lines: Sequence[Line], gaps: list[list[int]], group: tuple[int, int], at: int, boxes: Boxes) -> int:
    """Return the line above the lines from `group` that names their columns, at `at` or later, else the group's start.

    The lines from there on have their gaps marked: type that differs or a cell of several lines parted them from the
    table.
    """
    start, end = group
    if len(gaps[start]) > 1 and not any(map(str.isdigit, lines[start].text)):
        gaps[start] = _chunks(lines[start], boxes)  # a name may stand apart where the cells below nearly touch
    cut = [parts(line, own, boxes) for line, own in zip(lines[start:end], gaps[start:end], strict=True)]
    columns = _columns_of(cut, boxes)
    if len(columns) < _NAMED or _runs(lines[start:end], cut):
        return start
    marked: dict[int, list[int]] = {}
    named: set[int] = set()
    top = None
    for i in range(start - 1, max(at, start - _ABOVE) - 1, -1):
        marked[i] = _chunks(lines[i], boxes)
        places = _places(parts(lines[i], marked[i], boxes), columns)
        beside = any(_overlap(lines[i], lines[j]) for j in marked if j > i)
        if places is None or (top is not None and not beside):
            break
        named = set() if any(map(str.isdigit, lines[i].text)) else named | places
        if len(named) >= max(_NAMED, _MOSTLY * len(columns)):
            top = i
    if top is None:
        return start
    for i in range(top, start):
        gaps[i] = marked[i]
    return top


def _chunks(line: Line, boxes: Boxes) -> list[int]:
    """Return the offsets of the spaces of a line that are wider than those between words."""
    return [
        match.start()
        for match in re.finditer(" ", line.text)
        if boxes(line.indices[match.end()])[0] - boxes(line.indices[match.start() - 1])[2] > _APART * line.height
    ]


def _places(chunks: Sequence[_Part], columns: Sequence[tuple[float, float]]) -> set[int] | None:
    """Return the columns in which the chunks stand; None when one is running text over most of them."""
    places: set[int] = set()
    for chunk in chunks:
        first, last = _covered(columns, chunk)
        if 2 * (last - first + 1) > len(columns) or chunk.right < columns[0][0] or chunk.left > columns[-1][1]:
            return None
        places |= set(range(first, last + 1))
    return places


def _upper(cut: Sequence[Sequence[_Part]]) -> list[_Part]:
    """Return the names above a header's lowest line, which may each stand for several columns."""
    lines = list(takewhile(lambda close: not any(c.isdigit() for part in close for c in part.text), cut[:_HEADS]))
    return [part for close in lines[:-1] for part in close] if len(lines) > 1 else []


def _named(columns: Sequence[tuple[float, float]], part: _Part, beside: Sequence[_Part]) -> tuple[int, int]:
    """Return the first and the last column that a name above others stands for: half the way to the names beside it."""
    left = max((other.right for other in beside if other.right <= part.left), default=None)
    right = min((other.left for other in beside if other.left >= part.right), default=None)
    low = part.left if left is None else (left + part.left) / 2
    high = part.right if right is None else (part.right + right) / 2
    first, last = _covered(columns, part)
    inside = [i for i, (a, b) in enumerate(columns) if low < (a + b) / 2 < high]
    return min([first, *inside]), max([last, *inside])


def _overlap(a: Line, b: Line) -> bool:
    """Tell whether two lines stand beside one another, on whatever base lines."""
    return min(a.top, b.top) - max(a.bottom, b.bottom) > _BESIDE * min(a.height, b.height)


class _Row:
    """A row while it is put together."""

    def __init__(self, line: Line, columns: int) -> None:
        self.pieces = [Piece() for _ in range(columns)]
        self.bold = True
        self._lines: list[tuple[Line, set[int]]] = []

    def takes(self, line: Line, parts: Sequence[_Part], spans: Sequence[tuple[int, int]]) -> bool:
        """Tell whether the line is of this row: beside it in other columns, or going on with words of its cells."""
        own = {i for first, last in spans for i in range(first, last + 1)}
        if any(_overlap(line, other) and not own & filled for other, filled in self._lines):
            return True
        return _goes_on(self.pieces, parts, spans)

    def add(self, line: Line, parts: Sequence[_Part], spans: Sequence[tuple[int, int]], *, broken: bool) -> None:
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
                    self.pieces[j] = Piece(text=piece.text, indices=list(piece.indices))
                return


def is_running(lines: Sequence[Line], gaps: Sequence[Sequence[int]], boxes: Boxes) -> bool:
    """Tell whether lines with gaps are a list or running text all the same."""
    return _runs(lines, [parts(line, own, boxes) for line, own in zip(lines, gaps, strict=True)])


def _runs(lines: Sequence[Line], cut: Sequence[Sequence[_Part]]) -> bool:
    return _is_list(cut) or _is_spaced(lines, cut)


def _is_list(cut: Sequence[Sequence[_Part]]) -> bool:
    """Tell whether each line is a mark or a number and what it marks, as items and headings of sections are."""
    several = [pieces for pieces in cut if len(pieces) > 1]
    return all(len(p) == 2 and _MARK.fullmatch(p[0].text) and p[1].text[0].isalpha() for p in several)


def _is_spaced(lines: Sequence[Line], cut: Sequence[Sequence[_Part]]) -> bool:
    """Tell whether two lines only look like rows, because one of them is running text with wide spaces."""
    if len(lines) > 2:
        return False
    words = [sum(len(_WORD.findall(part.text)) for part in pieces) for pieces in cut]
    return max(words) >= _SENTENCE and any(
        after.left - before.right < _WIDE * line.height
        for line, pieces, count in zip(lines, cut, words, strict=True)
        for before, after in pairwise(pieces)
        if count >= _SENTENCE
    )


def _columns_of(cut: Sequence[Sequence[_Part]], boxes: Boxes) -> list[tuple[float, float]]:
    return _under_names(cut, boxes) or _columns(cut)


def _under_names(cut: Sequence[Sequence[_Part]], boxes: Boxes) -> list[tuple[float, float]]:
    """Return the columns under a first line that names more than a row fills, as debit and credit do; else none."""
    names = cut[0]
    fullest = Counter(len(pieces) for pieces in cut[1:]).most_common(1)[0][0] if len(cut) > 1 else 0
    if len(names) < _NAMED or len(names) <= fullest or any(c.isdigit() for part in names for c in part.text):
        return []
    heads = [(part.left, part.right) for part in names]
    columns = list(heads)
    for pieces in cut[1:]:
        for part in (piece for whole in pieces for piece in _at_columns(whole, heads, boxes)):
            first, last = _covered(heads, part)
            if first == last:
                left, right = columns[first]
                columns[first] = min(left, part.left), max(right, part.right)
    return columns if all(right < left + 1 for (_, right), (left, _) in pairwise(columns)) else []


def _columns(cut: Sequence[Sequence[_Part]]) -> list[tuple[float, float]]:
    """Return (left, right) of each column, from the lines with the commonest number of parts among the fullest."""
    counts = Counter(len(pieces) for pieces in cut)
    several = [count for count, times in counts.items() if times > 1 and count > 1]
    most = max(several, default=max(counts))
    full = [pieces for pieces in cut if len(pieces) == most]
    columns = [(min(p[i].left for p in full), max(p[i].right for p in full)) for i in range(most)]
    for (_, right), (left, _) in pairwise(columns):
        if left <= right - 1:
            return []
    return columns


def _at_columns(part: _Part, columns: Sequence[tuple[float, float]], boxes: Boxes) -> Iterator[_Part]:
    """Cut a part where one column ends and the next begins, which long cells leave close together."""
    start = 0
    for match in re.finditer(" ", part.text):
        end, begin = boxes(part.indices[match.start() - 1])[2], boxes(part.indices[match.end()])[0]
        if any(
            (abs(begin - left) < _EXACT and end <= left) or (abs(end - right) < _EXACT and begin >= right)
            for (_, right), (left, _) in pairwise(columns)
        ):
            yield _cut(part, start, match.start(), boxes)
            start = match.end()
    yield _cut(part, start, len(part.text), boxes) if start else part


def _cut(part: _Part, start: int, end: int, boxes: Boxes) -> _Part:
    indices = part.indices[start:end]
    return _Part(part.text[start:end], indices, boxes(indices[0])[0], boxes(indices[-1])[2])


def _covered(columns: Sequence[tuple[float, float]], part: _Part) -> tuple[int, int]:
    """Return the first and the last column that the part stands in."""
    touched = [i for i, (left, right) in enumerate(columns) if part.left < right and part.right > left]
    if touched:
        return touched[0], touched[-1]
    middle = (part.left + part.right) / 2
    nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
    return nearest, nearest


def _goes_on(above: Sequence[Piece], pieces: Sequence[_Part], spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the line continues cells of the row above, as long words in narrow columns do."""
    if any(first != last or not above[first].text for first, last in spans):
        return False
    starts = [part.text[0] for part in pieces]
    return len(pieces) < sum(bool(piece.text) for piece in above) and all(c.islower() or c in "(/" for c in starts)


def _spanned(row: list[Piece]) -> list[Piece]:
    """Leave out the places that a cell to their left covers."""
    cells: list[Piece] = []
    column = 0
    while column < len(row):
        cells.append(row[column])
        column += max(1, row[column].columns)
    return cells


def uncolumned(lines: list[Line], gaps: list[list[int]], boxes: Boxes) -> list[Line] | None:
    """Return the lines of prose in two columns, the left one first; None when they are no such columns."""
    if len(lines) < _PROSE_LINES or any(len(own) > 1 for own in gaps):
        return None
    cut = [parts(line, own, boxes) for line, own in zip(lines, gaps, strict=True)]
    both = [pieces for pieces in cut if len(pieces) == 2]
    if len(both) < 0.6 * len(lines):
        return None
    sides = [[pieces[side] for pieces in both] for side in (0, 1)]
    if max(p.right for p in sides[0]) >= min(p.left for p in sides[1]):
        return None
    if any(sum(len(_WORD.findall(p.text)) for p in side) < _PROSE_WORDS * len(side) for side in sides):
        return None
    border = min(p.left for p in sides[1])
    left: list[Line] = []
    right: list[Line] = []
    for line, pieces in zip(lines, cut, strict=True):
        for part in pieces:
            last = part is pieces[-1]
            own = replace(
                line,
                text=part.text,
                indices=part.indices,
                left=part.left,
                right=part.right,
                hyphenated=line.hyphenated and last,
            )
            (right if part.left >= border - 1 else left).append(own)
    return left + right
