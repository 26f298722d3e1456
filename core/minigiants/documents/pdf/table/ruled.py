"""Find the tables of a page by the lines that are drawn between their cells."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.objects import Box, Objects
from minigiants.documents.pdf.table.cells import Laid, PlacedText, head

_NEAR = 3.0
"""Points within which lines meet."""
_MOST = 1_500
"""Ruled lines of one direction; a page with more is a drawing."""
_MOST_CELLS = 20_000
_SPREAD = 2.5
"""Places of the grid that a cell of a table covers at most, on average."""
_SHORT = 5.0
_APART = 0.3
"""Line heights between characters of two cells at least."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The rulings of one table."""

    xs: list[float]
    """From the left."""
    ys: list[float]
    """From the top."""
    horizontal: list[Box]
    vertical: list[Box]

    def around(self, line: TextLine) -> bool:
        """Tell whether the middle of the line is inside."""
        x, y = (line.left + line.right) / 2, (line.bottom + line.top) / 2
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[-1] - 1 <= y <= self.ys[0] + 1


def frames(drawn: Objects) -> list[Frame]:
    """Return the frames with at least two columns, from what the page draws."""
    level = [box for box in drawn.horizontal if box[2] - box[0] > _SHORT]
    upright = [box for box in drawn.vertical if box[3] - box[1] > _SHORT]
    if not upright or len(level) < 2 or max(len(level), len(upright)) > _MOST:
        return []
    groups = _groups(level, upright)
    listed = [_frame([level[i] for i in a], [upright[i] for i in b]) for a, b in groups]
    return [frame for frame in listed if len(frame.xs) > 2 and len(frame.ys) > 1]


def _groups(level: Sequence[Box], upright: Sequence[Box]) -> list[tuple[list[int], list[int]]]:
    """Group the lines that meet, directly or through others."""
    owner = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, a in enumerate(level):
        for j, b in enumerate(upright):
            if _meet(a, b):
                owner[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(len(owner)):
        both = groups.setdefault(root(i), ([], []))
        both[i >= len(level)].append(i - len(level) if i >= len(level) else i)
    return [(a, b) for a, b in groups.values() if len(a) > 1 and b]


def _meet(level: Box, upright: Box) -> bool:
    return level[0] - _NEAR <= upright[0] <= level[2] + _NEAR and upright[1] - _NEAR <= level[1] <= upright[3] + _NEAR


def _frame(level: list[Box], upright: list[Box]) -> Frame:
    xs = _clustered([(box[0] + box[2]) / 2 for box in upright])
    ys = _clustered([(box[1] + box[3]) / 2 for box in level])
    left, right = min(box[0] for box in level), max(box[2] for box in level)
    if left < xs[0] - 4 * _NEAR:  # a table that is open at its sides
        xs.insert(0, left)
    if right > xs[-1] + 4 * _NEAR:
        xs.append(right)
    bottom, top = min(box[1] for box in upright), max(box[3] for box in upright)
    if bottom < ys[0] - 4 * _NEAR:
        ys.insert(0, bottom)
    if top > ys[-1] + 4 * _NEAR:
        ys.append(top)
    return Frame(xs, ys[::-1], level, upright)


def _clustered(values: list[float]) -> list[float]:
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][-1] <= _NEAR:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def ruled_table(frame: Frame, lines: Sequence[TextLine], boxes: Boxes) -> Laid | None:
    """Put the lines that stand in the frame into its cells; None when most of the cells stay empty."""
    columns, rows = len(frame.xs) - 1, len(frame.ys) - 1
    if columns * rows > _MOST_CELLS or not lines:
        return None
    owner = _owners(frame, columns, rows)
    pieces: dict[tuple[int, int], PlacedText] = {}
    broken: set[tuple[int, int]] = set()
    bold = [True] * rows
    for line in lines:
        row = _row(frame, line)
        bold[row] &= line.bold
        place = None
        for text, indices in _parts(frame, line, boxes):
            place = owner[row, _column(frame, indices, boxes)]
            piece = pieces.setdefault(place, PlacedText())
            piece.add(text, indices, hyphenated=place in broken)
            broken.discard(place)
        if line.hyphenated and place:
            broken.add(place)
    covered: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for spot, first in owner.items():
        covered.setdefault(first, []).append(spot)
    if len(pieces) < max(2, 0.4 * len(covered)) or columns * rows > _SPREAD * len(covered):
        return None  # a drawing with boxes, or a form's frames
    grid: list[list[PlacedText]] = []
    for row in range(rows):
        cells = [(row, column) for column in range(columns) if (row, column) in covered]
        for place in cells:
            piece = pieces.setdefault(place, PlacedText())
            piece.columns = len({column for _, column in covered[place]})
            piece.rows = len({line for line, _ in covered[place]})
        grid.append([pieces[place] for place in cells])
    head(grid, bold)
    return Laid(rows=grid, left=frame.xs[0], right=frame.xs[-1], first=lines[0])


def _owners(frame: Frame, columns: int, rows: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place of the grid the first place of the cell that covers it."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            right = column
            while right + 1 < columns and (row, right + 1) not in owner and not _wall(frame, row, right):
                right += 1
            low = row
            while low + 1 < rows and not any(_floor(frame, low, c) for c in range(column, right + 1)):
                low += 1
            for i in range(row, low + 1):
                for j in range(column, right + 1):
                    owner[i, j] = (row, column)
    return owner


def _wall(frame: Frame, row: int, column: int) -> bool:
    """Tell whether a line stands right of the place."""
    x, y = frame.xs[column + 1], (frame.ys[row] + frame.ys[row + 1]) / 2
    return any(abs((b[0] + b[2]) / 2 - x) <= _NEAR and b[1] - 1 <= y <= b[3] + 1 for b in frame.vertical)


def _floor(frame: Frame, row: int, column: int) -> bool:
    """Tell whether a line lies under the place."""
    x, y = (frame.xs[column] + frame.xs[column + 1]) / 2, frame.ys[row + 1]
    return any(abs((b[1] + b[3]) / 2 - y) <= _NEAR and b[0] - 1 <= x <= b[2] + 1 for b in frame.horizontal)


def _row(frame: Frame, line: TextLine) -> int:
    middle = (line.bottom + line.top) / 2
    below = bisect_right([-y for y in frame.ys], -middle) - 1
    return min(max(below, 0), len(frame.ys) - 2)


def _column(frame: Frame, indices: Sequence[int], boxes: Boxes) -> int:
    middle = (boxes(indices[0])[0] + boxes(indices[-1])[2]) / 2
    return min(max(bisect_right(frame.xs, middle) - 1, 0), len(frame.xs) - 2)


def _parts(frame: Frame, line: TextLine, boxes: Boxes) -> list[tuple[str, list[int]]]:
    """Cut the line at the frame's upright lines: its words by the column in which their middle is."""
    parts: list[tuple[int, str, list[int]]] = []
    offset = 0
    for word in line.text.split(" "):
        indices = line.indices[offset : offset + len(word)]
        offset += len(word) + 1
        if not word:
            continue
        for start, end in _within(frame, indices, boxes, line.height):
            text, own = word[start:end], indices[start:end]
            column = _column(frame, own, boxes)
            if parts and parts[-1][0] == column:
                parts[-1] = (column, f"{parts[-1][1]} {text}", [*parts[-1][2], own[0], *own])
            else:
                parts.append((column, text, own))
    return [(text, indices) for _, text, indices in parts]


def _within(frame: Frame, indices: Sequence[int], boxes: Boxes, height: float) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the parts of a word that stand in different columns, such as the crosses of two cells."""
    start = 0
    if _column(frame, indices[:1], boxes) != _column(frame, indices[-1:], boxes):
        for i in range(1, len(indices)):
            gap = boxes(indices[i])[0] - boxes(indices[i - 1])[2]
            if gap > _APART * height and _column(frame, indices[i - 1 : i], boxes) != _column(
                frame, indices[i : i + 1], boxes
            ):
                yield start, i
                start = i
    yield start, len(indices)
