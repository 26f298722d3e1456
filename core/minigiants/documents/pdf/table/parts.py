"""Cut lines into what stands in one cell each, and tell the columns that the parts make."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minigiants.documents.pdf.boxes import Boxes, TextLine

_EXACT = 1.5
"""Points within which what stands at a column's edge begins or ends."""
_NAMED = 3
"""Columns that a line above a table names at least, for it to be of the table."""
_APART = 0.6
"""Line heights between cells at least."""
_BESIDE = 0.35
"""Line heights that lines share which stand beside one another."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one place of a line, between wider spaces."""

    text: str
    indices: list[int]
    left: float
    right: float


def parts(line: TextLine, gaps: Sequence[int], boxes: Boxes) -> list[Part]:
    """Cut the line at its gaps."""
    cuts = [-1, *gaps, len(line.text)]
    pieces = []
    for before, after in pairwise(cuts):
        text, indices = line.text[before + 1 : after], line.indices[before + 1 : after]
        if text.strip():
            pieces.append(Part(text, indices, boxes(indices[0])[0], boxes(indices[-1])[2]))
    return pieces


def chunks(line: TextLine, boxes: Boxes) -> list[int]:
    """Return the offsets of the spaces of a line that are wider than those between words."""
    return [
        match.start()
        for match in re.finditer(" ", line.text)
        if boxes(line.indices[match.end()])[0] - boxes(line.indices[match.start() - 1])[2] > _APART * line.height
    ]


def overlap(a: TextLine, b: TextLine) -> bool:
    """Tell whether two lines stand beside one another, on whatever base lines."""
    return min(a.top, b.top) - max(a.bottom, b.bottom) > _BESIDE * min(a.height, b.height)


def columns_of(cut: Sequence[Sequence[Part]], boxes: Boxes) -> list[tuple[float, float]]:
    """Return (left, right) of each column that the parts of the lines make; empty when they make none."""
    return _under_names(cut, boxes) or _columns(cut)


def _under_names(cut: Sequence[Sequence[Part]], boxes: Boxes) -> list[tuple[float, float]]:
    """Return the columns under a first line that names more than a row fills, as debit and credit do; else none."""
    names = cut[0]
    fullest = Counter(len(pieces) for pieces in cut[1:]).most_common(1)[0][0] if len(cut) > 1 else 0
    if len(names) < _NAMED or len(names) <= fullest or any(c.isdigit() for part in names for c in part.text):
        return []
    heads = [(part.left, part.right) for part in names]
    columns = list(heads)
    for pieces in cut[1:]:
        for part in (piece for whole in pieces for piece in at_columns(whole, heads, boxes)):
            first, last = covered(heads, part)
            if first == last:
                left, right = columns[first]
                columns[first] = min(left, part.left), max(right, part.right)
    return columns if all(right < left + 1 for (_, right), (left, _) in pairwise(columns)) else []


def _columns(cut: Sequence[Sequence[Part]]) -> list[tuple[float, float]]:
    """Return (left, right) of each column, from the lines with the commonest number of parts among the fullest.

    Where two parts of a fuller line would stand in one column, as under a name over both, that line shows the columns.
    """
    counts = Counter(len(pieces) for pieces in cut)
    several = [count for count, times in counts.items() if times > 1 and count > 1]
    usual = max(several, default=max(counts))
    for most in (usual, *sorted(count for count in counts if count > usual)):
        columns = _from_lines(cut, most)
        if columns and not any(_is_crowded(pieces, columns) for pieces in cut):
            return columns
    return _from_lines(cut, usual)


def _from_lines(cut: Sequence[Sequence[Part]], most: int) -> list[tuple[float, float]]:
    full = [pieces for pieces in cut if len(pieces) == most]
    columns = [(min(p[i].left for p in full), max(p[i].right for p in full)) for i in range(most)]
    for (_, right), (left, _) in pairwise(columns):
        if left <= right - 1:
            return []
    return columns


def _is_crowded(pieces: Sequence[Part], columns: Sequence[tuple[float, float]]) -> bool:
    """Tell whether two parts of a line stand in the same column."""
    if len(pieces) <= len(columns):
        return False
    return any(covered(columns, a)[1] == covered(columns, b)[0] for a, b in pairwise(pieces))


def at_columns(part: Part, columns: Sequence[tuple[float, float]], boxes: Boxes) -> Iterator[Part]:
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


def _cut(part: Part, start: int, end: int, boxes: Boxes) -> Part:
    indices = part.indices[start:end]
    return Part(part.text[start:end], indices, boxes(indices[0])[0], boxes(indices[-1])[2])


def covered(columns: Sequence[tuple[float, float]], part: Part) -> tuple[int, int]:
    """Return the first and the last column that the part stands in."""
    return nearest(columns, part.left, part.right)


def nearest(columns: Sequence[tuple[float, float]], left: float, right: float) -> tuple[int, int]:
    """Return the first and the last column between which something from `left` to `right` stands."""
    touched = [i for i, (begin, end) in enumerate(columns) if left < end and right > begin]
    if touched:
        return touched[0], touched[-1]
    closest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) - left - right))
    return closest, closest
