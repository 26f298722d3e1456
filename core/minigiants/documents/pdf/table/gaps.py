"""Find the columns of tables on a PDF page by the gaps between words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minigiants.documents.pdf.boxes import Boxes, TextLine

_NARROW = 0.6
"""Line heights between cells at least; words of justified text are rarely so far apart."""
_WIDE = 1.3
"""Line heights that only columns lie apart."""
_FAR = 3
"""Lines from one to the next that share a gap, at most: cells between them may have several lines."""
_APART = 4.0
"""Line heights that words of one sentence never lie apart."""
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


def borders(lines: Sequence[TextLine], boxes: Boxes) -> list[list[int]]:
    """Return for each line the offsets of spaces that part a table's columns.

    A gap counts when it continues in a line near by and one of both is wide. To be fast, lines are looked at only when
    they are loosely set, and those near them when they have wide gaps.
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
            waiting += [j for j in range(i - _FAR, i + _FAR + 1) if j not in gaps]
    return [[gap.offset for gap in gaps.get(i, []) if _shared(gap, i, gaps, lines)] for i in range(len(lines))]


def is_apart(line: TextLine, boxes: Boxes) -> bool:
    """Tell whether two words of the line are so far apart that they are not of one sentence."""
    if line.right - line.left <= _SPREAD * len(line.text) * line.height:
        return False
    return any(gap.right - gap.left > _APART * line.height for gap in _gaps(line, boxes))


def _shared(gap: _Gap, i: int, gaps: dict[int, list[_Gap]], lines: Sequence[TextLine]) -> bool:
    """Tell whether the gap goes on in a line near by; further lines of a cell may stand between, on one side of it."""
    for step in (-1, 1):
        left, right = gap.left, gap.right
        for j in range(i + step, i + step * (_FAR + 1), step):
            if not 0 <= j < len(lines):
                break
            others = gaps.get(j, [])
            if any(left < o.right and o.left < right and (gap.wide or o.wide) for o in others):
                return True
            if lines[j].left < right and lines[j].right > left:  # a longer line of a cell leaves less of the gap
                left, right = (lines[j].right, right) if lines[j].left < left else (left, lines[j].left)
            if not gap.wide or right - left < _NARROW * lines[j].height:
                break
    return False


def _gaps(line: TextLine, boxes: Boxes) -> list[_Gap]:
    gaps = []
    for match in re.finditer(r"(?<!\.\.\.) (?!\.\.\.)", line.text):
        left = boxes(line.indices[match.start() - 1])[2]
        right = boxes(line.indices[match.end()])[0]
        if right - left > _NARROW * line.height and not _is_left_out(line, match, boxes):
            wide = right - left > _WIDE * line.height
            gaps.append(_Gap(offset=match.start(), left=left, right=right, wide=wide))
    return gaps


def _is_left_out(line: TextLine, match: re.Match[str], boxes: Boxes) -> bool:
    """Tell whether text stood in the gap that is struck."""
    before, after = line.indices[match.start() - 1], line.indices[match.end()]
    if not 3 < after - before < _LONGEST:
        return False
    left, bottom, right, top = boxes((before + after) // 2)
    level = min(top, line.top) - max(bottom, line.bottom) > 0.5 * line.height
    return level and left >= boxes(before)[2] - 1 and right <= boxes(after)[0] + 1
