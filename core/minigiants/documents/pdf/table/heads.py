"""Find the lines that name a table's columns, in whatever type and place they stand above it."""

from collections.abc import Sequence
from itertools import pairwise

from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.table.parts import Part, chunks, columns_of, covered, overlap, parts
from minigiants.documents.pdf.table.prose import runs

_NAMED = 3
"""Columns that a line above a table names at least, for it to be of the table."""
_MOSTLY = 0.6
_HEADS = 4
"""Lines of a header at most."""
_SPACED = 2.0
"""Line heights within which a line that names more columns stands below one that names some together."""
_ABOVE = 6
"""Lines above a table among which its header is looked for."""


def header_start(
    lines: Sequence[TextLine], gaps: list[list[int]], group: tuple[int, int], at: int, boxes: Boxes
) -> int:
    """Return the line above the lines from `group` that names their columns, at `at` or later, else the group's start.

    The lines from there on have their gaps marked: type that differs or a cell of several lines parted them from the
    table.
    """
    start, end = group
    if len(gaps[start]) > 1 and not any(map(str.isdigit, lines[start].text)):
        gaps[start] = chunks(lines[start], boxes)  # a name may stand apart where the cells below nearly touch
    cut = [parts(line, own, boxes) for line, own in zip(lines[start:end], gaps[start:end], strict=True)]
    columns = columns_of(cut, boxes)
    if len(columns) < _NAMED or runs(lines[start:end], cut):
        return start
    marked: dict[int, list[int]] = {}
    with_name: set[int] = set()
    top = None
    for i in range(start - 1, max(at, start - _ABOVE) - 1, -1):
        marked[i] = chunks(lines[i], boxes)
        places = _places(parts(lines[i], marked[i], boxes), columns)
        beside = any(overlap(lines[i], lines[j]) for j in marked if j > i)
        if places is None or (top is not None and not beside):
            break
        with_name = set() if any(map(str.isdigit, lines[i].text)) else with_name | places
        if len(with_name) >= max(_NAMED, _MOSTLY * len(columns)):
            top = i
    if top is None:
        return start
    for i in range(top, start):
        gaps[i] = marked[i]
    return top


def _places(chunks: Sequence[Part], columns: Sequence[tuple[float, float]]) -> set[int] | None:
    """Return the columns in which the chunks stand; None when one is running text over most of them."""
    places: set[int] = set()
    for chunk in chunks:
        first, last = covered(columns, chunk)
        if 2 * (last - first + 1) > len(columns) or chunk.right < columns[0][0] or chunk.left > columns[-1][1]:
            return None
        places |= set(range(first, last + 1))
    return places


def upper_heads(downward: Sequence[tuple[TextLine, Sequence[Part]]]) -> list[Part]:
    """Return the names above a header's lowest line, which may each stand for several columns.

    Its lines are closer than rows are, or the lower one names more: a name beside two others stands at their middle.
    """
    count = 1
    for (above, fewer), (line, more) in pairwise(downward[:_HEADS]):
        close = above.bottom - line.bottom < (_SPACED if len(more) > len(fewer) else 1.0) * line.height
        if not close or any(map(str.isdigit, above.text + line.text)):
            break
        count += 1
    return [part for _, close in downward[: count - 1] for part in close]


def columns_under(columns: Sequence[tuple[float, float]], part: Part, beside: Sequence[Part]) -> tuple[int, int]:
    """Return the first and the last column that a name above others stands for: half the way to the names beside it.

    One at the end reaches as far outward as to the name on its other side.
    """
    left = max((other.right for other in beside if other.right <= part.left), default=None)
    right = min((other.left for other in beside if other.left >= part.right), default=None)
    before = 0.0 if left is None else (part.left - left) / 2
    behind = 0.0 if right is None else (right - part.right) / 2
    low, high = part.left - (before or behind), part.right + (behind or before)
    first, last = covered(columns, part)
    inside = [i for i, (a, b) in enumerate(columns) if low < (a + b) / 2 < high]
    return min([first, *inside]), max([last, *inside])
