"""Put a page's lines into the order in which they are read, where the file draws them in another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from minigiants.documents.pdf.boxes import TextLine

_NEAR = 2.2
"""Line heights from one line to the next in a block."""
_COLUMN = 3
"""Lines that a block has at least which stands beside another as columns do."""
_CLOSE = 12
"""Lines further down that are looked at for those beside a line."""
_CELL_LINES = 6
"""Lines of a cell at most, behind which the next one begins higher up."""
_ROWS = 2
_PROSE = 3.0
"""Words that a line of running text has at least, on average; cells of a table have fewer."""
_FIGURE = re.compile(r"[^A-Za-z]{0,4}\d[\d.,:/ %€$£–-]*[A-Za-z%°€$£]{0,3}")
_LEFTWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MOST = 300
"""Blocks of a page beyond which the file's own order stays."""
_LEVEL = 0.25
"""Line heights by which the base lines of words in a row differ at most."""


@dataclass(kw_only=True, slots=True)
class _Block:
    """Lines that the file draws one below the other."""

    lines: list[TextLine]
    left: float
    right: float
    bottom: float
    top: float

    def add(self, line: TextLine) -> None:
        self.lines.append(line)
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)
        self.bottom, self.top = min(self.bottom, line.bottom), max(self.top, line.top)


def ordered(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines from the top, columns from the left, where the file's order goes back up; else as they are.

    What stands in a row and was drawn piece by piece becomes one line. Pages from right to left stay as they are.
    """
    ups = [i for i in range(1, len(lines)) if lines[i].bottom > lines[i - 1].bottom + 0.5 * lines[i].height]
    if ups and not _is_leftward(lines):
        blocks = _blocks(lines)
        by_cells = _is_by_cells(lines, ups)
        if len(blocks) <= _MOST and (by_cells or _goes_back(lines, ups) or _has_cells(blocks)):
            in_columns = _has_columns(blocks) or (not by_cells and _has_side_notes(blocks))
            columns = (line for block in _sorted(blocks) for line in block.lines)
            lines = list(columns) if in_columns else _rows(lines, by_cells=by_cells)
    return list(_joined(lines))


def _goes_back(lines: Sequence[TextLine], ups: Sequence[int]) -> bool:
    """Tell whether a line stands above one that was drawn before it, in its column or right of it."""
    return any(
        lines[i].bottom >= other.top - 0.2 * other.height and other.right > lines[i].left
        for i in ups
        for other in lines[:i]
        if _beside(lines[i], other) > 0 or lines[i].right <= other.left
    )


def _is_by_cells(lines: Sequence[TextLine], ups: Sequence[int]) -> bool:
    """Tell whether the page goes back up mostly from the last line of a cell to the next cell of the same row."""
    cells = 0
    for i in ups:
        before, behind = lines[max(0, i - _CELL_LINES) : i], lines[i + 1 : i + _CELL_LINES]
        if lines[i].left >= lines[i - 1].right:
            cells += any(_shares(lines[i], other) for other in before) or any(
                _level(lines[i - 1], other) and other.left >= lines[i - 1].right for other in behind
            )
    return cells >= _ROWS and 2 * cells >= len(ups)


def _shares(a: TextLine, b: TextLine) -> bool:
    """Tell whether two lines stand beside one another, on whatever base lines."""
    return min(a.top, b.top) - max(a.bottom, b.bottom) > 0.4 * min(a.height, b.height) and _beside(a, b) < 0


def _is_leftward(lines: Sequence[TextLine]) -> bool:
    return sum(bool(_LEFTWARD.search(line.text)) for line in lines) > 0.4 * len(lines)


def _has_cells(blocks: Sequence[_Block]) -> bool:
    """Tell whether blocks are the columns of a table: side by side on the same base lines, and one holds figures."""
    tall = [block for block in blocks if len(block.lines) >= _COLUMN and _words(block) < _PROSE]
    for i, a in enumerate(tall):
        for b in tall[i + 1 :]:
            if _beside(a, b) > 0 or len(a.lines) != len(b.lines) or not all(map(_level, a.lines, b.lines)):
                continue
            if any(sum(bool(_FIGURE.fullmatch(line.text)) for line in c.lines) >= len(c.lines) / 2 for c in (a, b)):
                return True
    return False


def _words(block: _Block) -> float:
    return sum(len(line.text.split()) for line in block.lines) / len(block.lines)


def _beside(a: TextLine | _Block, b: TextLine | _Block) -> float:
    """Return how many points two share from left to right; below 0 the points between them."""
    return min(a.right, b.right) - max(a.left, b.left)


def _level(a: TextLine, b: TextLine) -> bool:
    return abs(a.bottom - b.bottom) < _LEVEL * min(a.height, b.height)


def _blocks(lines: Sequence[TextLine]) -> list[_Block]:
    blocks: list[_Block] = []
    for line in lines:
        block = blocks[-1] if blocks else None
        if block is None or not _continues(block, line):
            block = _Block(lines=[], left=line.left, right=line.right, bottom=line.bottom, top=line.top)
            blocks.append(block)
        block.add(line)
    return blocks


def _continues(block: _Block, line: TextLine) -> bool:
    last = block.lines[-1]
    if _level(last, line):
        return 0 <= line.left - last.right < 3 * line.height
    return 0 < last.bottom - line.bottom < _NEAR * line.height and _beside(block, line) > 0


def _has_columns(blocks: Sequence[_Block]) -> bool:
    tall = [block for block in blocks if len(block.lines) >= _COLUMN and _words(block) >= _PROSE]
    return any(
        _beside(a, b) <= 0 and min(a.top, b.top) > max(a.bottom, b.bottom)
        for i, a in enumerate(tall)
        for b in tall[i + 1 :]
    )


def _has_side_notes(blocks: Sequence[_Block]) -> bool:
    """Tell whether lines of one block stand beside those of another mostly on base lines of their own.

    So do a box beside running text and a heading at the side; what stands in a row shares its base line.
    """
    placed = sorted(((line, i) for i, block in enumerate(blocks) for line in block.lines), key=lambda x: -x[0].bottom)
    level = uneven = 0
    for at, (a, i) in enumerate(placed):
        for b, j in placed[at + 1 : at + _CLOSE]:
            if a.bottom - b.bottom >= min(a.height, b.height):
                break
            if i != j and _beside(a, b) < 0:
                level += _level(a, b)
                uneven += not _level(a, b)
    return uneven >= _COLUMN and uneven > 2 * level


def _rows(lines: Sequence[TextLine], *, by_cells: bool) -> list[TextLine]:
    """Sort by rows from the top, each from the left; the first lines of cells set to the middle of a row are one."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: -line.bottom):
        if rows and _level(rows[-1][0], line):
            rows[-1].append(line)
        elif by_cells and rows and all(_shares(other, line) for other in rows[-1]):
            rows[-1].append(replace(line, bottom=rows[-1][0].bottom, top=rows[-1][0].top))
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _sorted(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Yield the blocks so that none comes before one above it in its column, or left of it (Breuel 2003)."""
    waiting = list(blocks)
    while waiting:
        free = [b for b in waiting if not any(a is not b and _precedes(a, b, blocks) for a in waiting)]
        block = max(free or waiting, key=lambda block: block.top)
        waiting = [other for other in waiting if other is not block]
        yield block


def _precedes(a: _Block, b: _Block, blocks: Sequence[_Block]) -> bool:
    middle, other = (a.bottom + a.top) / 2, (b.bottom + b.top) / 2
    if _beside(a, b) > 0:
        return middle > other
    if a.left > b.left:
        return False
    low, high = sorted((middle, other))
    return not any(
        low < (c.bottom + c.top) / 2 < high and _beside(c, a) > 0 and _beside(c, b) > 0
        for c in blocks
        if c is not a and c is not b
    )


def _joined(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    current: TextLine | None = None
    for line in lines:
        if current is None:
            current = line
        elif not current.hyphenated and _level(current, line) and line.left >= current.right:
            current = replace(
                current,
                text=f"{current.text} {line.text}",
                indices=[*current.indices, current.indices[-1], *line.indices],
                right=line.right,
                bold=current.bold and line.bold,
                hyphenated=line.hyphenated,
                filled=current.filled or line.filled,
            )
        else:
            yield current
            current = line
    if current is not None:
        yield current
