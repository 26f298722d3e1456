"""Find tables without rulings, and columns of prose, by the gaps that go on from line to line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from minigiants.documents.pdf.boxes import Boxes, Line
from minigiants.documents.pdf.cells import Laid, Piece, head

_PROSE_WORDS = 4.0
"""Words that a line of a column of prose has at least, on average."""
_PROSE_LINES = 4
_SENTENCE = 7
"""Words from which a line of two may be running text."""
_WIDE = 1.3
"""Line heights that the words of running text are never apart."""
_EXACT = 1.5
"""Points within which what stands at a column's edge begins or ends."""
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
    """Make a table of lines with gaps; a line without the first column that goes on in words belongs to the row above.

    None when the columns cannot be told.
    """
    cut = [parts(line, own, boxes) for line, own in zip(lines, gaps, strict=True)]
    columns = _columns(cut)
    if len(columns) < 2 or _runs(lines, cut):
        return None
    rows: list[list[Piece]] = []
    bold: list[bool] = []
    broken = False
    for line, close in zip(lines, cut, strict=True):
        pieces = [piece for part in close for piece in _at_columns(part, columns, boxes)]
        row = [Piece() for _ in columns]
        spans = [_covered(columns, part) for part in pieces]
        if rows and spans and _goes_on(rows[-1], pieces, spans):
            for part, (first, _) in zip(pieces, spans, strict=True):
                rows[-1][first].add(part.text, part.indices, hyphenated=broken)
        else:
            for part, (first, last) in zip(pieces, spans, strict=True):
                row[first].add(part.text, part.indices)
                row[first].columns = max(row[first].columns, last - first + 1)
            rows.append(row)
            bold.append(line.bold)
        broken = line.hyphenated
    head(rows, bold)
    return Laid(rows=[_spanned(row) for row in rows], left=columns[0][0], right=columns[-1][1], first=lines[0])


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
