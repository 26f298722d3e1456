"""Lay out what was recognised on the picture of a page: the words' places make lines, columns and tables again."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from minigiants.documents.ocr import DOTS, PlacedWord, Recognition
from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.objects import Box

Place = tuple[int, int, float, float, float, float]
"""(start, end) in the text, (left, top, right, bottom) as fractions of the page."""
_POINTS = 72 / DOTS
_LONG = 100.0
"""Points that a line is long at least which shows how the page was laid on the glass."""
_TALL = re.compile(r"[A-Zbdfhklt0-9]")
"""Letters as high as a capital, which is seven tenths of what a line of its type takes up."""
_LOOSE = 1.5
"""Heights of a capital that a line takes up, its ascent and descent."""
_ALIKE = 0.3
"""Share by which the type of running text seems larger or smaller than it is."""
_SAME = 0.35
"""Line heights between the base lines of what stands in one row, at most."""
_CELL = 1.3
"""Line heights between words that are not of one cell, at least."""


class RecognisedBoxes(Boxes):
    """The characters' boxes of a page that was recognised, in points, the words' widths shared out evenly."""

    def __init__(self) -> None:
        self._all: list[Box] = []
        self._words: list[PlacedWord] = []
        """Of each character."""
        self.turn = 0

    def __call__(self, index: int) -> Box:
        """Return the box of the character that was added as number `index`."""
        return self._all[index]

    def word(self, index: int) -> PlacedWord:
        """Return the word that the character belongs to."""
        return self._words[index]

    def add(self, word: PlacedWord, bottom: float, top: float) -> list[int]:
        """Add a word on a line and return the numbers of its characters."""
        first, count = len(self._all), len(word.text)
        left, width = word.left * _POINTS, max(word.width, 1.0) * _POINTS / count
        self._all += [(left + i * width, bottom, left + (i + 1) * width, top) for i in range(count)]
        self._words += [word] * count
        return list(range(first, len(self._all)))


def lines(words: Sequence[PlacedWord]) -> tuple[list[TextLine], RecognisedBoxes]:
    """Return the lines of a recognised page, cut at wide gaps, and their characters' boxes; a skew is taken out."""
    boxes = RecognisedBoxes()
    rows = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    slope = _slope(rows)
    usual = _height(words)
    levels = _levels([_level(row, slope) for row in rows], usual)
    parts = []
    for row, level in zip(rows, levels, strict=True):
        own = _height(row)
        height = usual if abs(own - usual) < _ALIKE * usual else own
        parts += [_line(part, level, height, boxes) for part in _parts(row, height)]
    return parts, boxes


def places(indices: Sequence[int], boxes: RecognisedBoxes, page: Recognition) -> Iterator[Place]:
    """Yield where the words of each line of a text stand on the picture; `indices` are those of its characters."""
    runs = groupby(enumerate(indices), key=lambda at: boxes.word(at[1]).line if at[1] >= 0 else None)
    for line, group in runs:
        if line is None:
            continue
        offsets, own = zip(*group, strict=True)
        words = [boxes.word(i) for i in own]
        left, right = min(word.left for word in words), max(word.left + word.width for word in words)
        top, low = min(word.top for word in words), max(word.top + word.height for word in words)
        corners = [_turned_back(x / page.width, y / page.height, page.turn) for x, y in ((left, top), (right, low))]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        yield offsets[0], offsets[-1] + 1, round(xs[0], 4), round(ys[0], 4), round(xs[1], 4), round(ys[1], 4)


def _turned_back(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return where a place stands on the page, in shares of it, that was turned clockwise to be read.

    >>> _turned_back(0.1, 0.3, 90), _turned_back(0.25, 0.5, 180), _turned_back(0.25, 0.5, 270)
    ((0.3, 0.9), (0.75, 0.5), (0.5, 0.25))
    """
    match turn:
        case 90:
            return y, 1 - x
        case 180:
            return 1 - x, 1 - y
        case 270:
            return 1 - y, x
    return x, y


def _slope(rows: Sequence[Sequence[PlacedWord]]) -> float:
    """Return by how much lines fall from left to right, in points a point."""
    falls = []
    for row in rows:
        first, last = row[0], row[-1]
        width = (last.left - first.left) * _POINTS
        if width > _LONG:
            falls.append((_middle(last) - _middle(first)) / width)
    return median(falls) if len(falls) > 2 else 0.0


def _middle(word: PlacedWord) -> float:
    return (word.top + word.height / 2) * _POINTS


def _level(row: Sequence[PlacedWord], slope: float) -> float:
    """Return how far down the page the middle of a line stands, had the page been laid straight."""
    return median(_middle(word) - slope * word.left * _POINTS for word in row)


def _levels(middles: Sequence[float], usual: float) -> list[float]:
    """Give lines that stand in one row the same level."""
    order = sorted(range(len(middles)), key=lambda i: middles[i])
    levels = list(middles)
    for before, i in pairwise(order):
        if middles[i] - levels[before] < _SAME * usual:
            levels[i] = levels[before]
    return levels


def _height(words: Sequence[PlacedWord]) -> float:
    """Return what a line of the words' type takes up, in points."""
    tall = [word.height for word in words if _TALL.search(word.text)] or [word.height for word in words]
    return _LOOSE * median(tall) * _POINTS


def _parts(row: Sequence[PlacedWord], height: float) -> list[list[PlacedWord]]:
    parts = [[row[0]]]
    for before, word in pairwise(row):
        gap = (word.left - before.left - before.width) * _POINTS
        if gap > _CELL * height:
            parts.append([])
        parts[-1].append(word)
    return parts


def _line(words: Sequence[PlacedWord], level: float, height: float, boxes: RecognisedBoxes) -> TextLine:
    bottom, top = -level - height / 2, -level + height / 2
    indices: list[int] = []
    for word in words:
        indices += [
            *indices[-1:],
            *boxes.add(word, bottom, top),
        ]  # the space before it has the place of the character before
    text = " ".join(word.text for word in words)
    hyphenated = len(text) > 2 and text[-1] in "-\u2010\u00ad" and text[-2].isalnum()
    if hyphenated:
        text, indices = text[:-1], indices[:-1]
    return TextLine(
        text=text,
        indices=indices,
        left=boxes(indices[0])[0],
        bottom=bottom,
        right=boxes(indices[-1])[2],
        top=top,
        bold=False,
        hyphenated=hyphenated,
    )
