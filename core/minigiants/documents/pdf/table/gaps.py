"""Find the columns of tables on a PDF page by the gaps between words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minigiants.documents.pdf.boxes import Boxes, Line

_NARROW = 0.6
"""Line heights between cells at least; words of justified text are rarely so far apart."""
_WIDE = 1.3
"""Line heights that only columns lie apart."""
_LONGEST = 300
"""Characters that are struck in one go at most."""
_OPTION = re.compile(r"\[(?:not )?ticked\] [A-Za-z]")
"""A box to be ticked with its words behind it: what stands beside it is the next choice, not the next column."""
_SPREAD = 0.47
"""Mean width of a character in line heights, above which a line may have wide gaps: prose has about 0.4."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Gap:
    offset: int
    """Of the space in the line's text."""
    left: float
    right: float
    wide: bool


def borders(lines: Sequence[Line], boxes: Boxes) -> list[list[int]]:
    """Return for each line the offsets of spaces that part a table's columns.

    A gap counts when it continues in a neighbouring line and one of both is wide. To be fast, lines are looked at only
    when they are loosely set, and their neighbours when they have wide gaps.
    """
    gaps: dict[int, list[_Gap]] = {}
    waiting = [i for i, line in enumerate(lines) if line.right - line.left > _SPREAD * len(line.text) * line.height]
    waiting = [i for i in waiting if not _OPTION.search(lines[i].text)]
    while waiting:
        i = waiting.pop()
        if i in gaps or not 0 <= i < len(lines) or _OPTION.search(lines[i].text):
            continue
        gaps[i] = _gaps(lines[i], boxes)
        if any(gap.wide for gap in gaps[i]):
            waiting += [i - 1, i + 1]
    return [[gap.offset for gap in gaps.get(i, []) if _shared(gap, i, gaps)] for i in range(len(lines))]


def _shared(gap: _Gap, i: int, gaps: dict[int, list[_Gap]]) -> bool:
    others = gaps.get(i - 1, []) + gaps.get(i + 1, [])
    return any(gap.left < other.right and other.left < gap.right and (gap.wide or other.wide) for other in others)


def _gaps(line: Line, boxes: Boxes) -> list[_Gap]:
    gaps = []
    for match in re.finditer(r"(?<!\.\.\.) (?!\.\.\.)", line.text):
        left = boxes(line.indices[match.start() - 1])[2]
        right = boxes(line.indices[match.end()])[0]
        if right - left > _NARROW * line.height and not _is_left_out(line, match, boxes):
            wide = right - left > _WIDE * line.height
            gaps.append(_Gap(offset=match.start(), left=left, right=right, wide=wide))
    return gaps


def _is_left_out(line: Line, match: re.Match[str], boxes: Boxes) -> bool:
    """Tell whether text stood in the gap that is struck."""
    before, after = line.indices[match.start() - 1], line.indices[match.end()]
    if not 3 < after - before < _LONGEST:
        return False
    left, bottom, right, top = boxes((before + after) // 2)
    level = min(top, line.top) - max(bottom, line.bottom) > 0.5 * line.height
    return level and left >= boxes(before)[2] - 1 and right <= boxes(after)[0] + 1
