"""Read the squares that a page draws to be ticked, and the letters that show such squares, as words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.forms import NOT_TICKED, TICKED, Field
from minigiants.documents.pdf.objects import Box, Objects

_LARGE = 0.35
"""Share of a square's side that a mark in it has at least."""
_BESIDE = 18.0
"""Points within which the words of a square begin or end."""
_MOST = 400
"""Squares of one page; a page with more is a grid or a drawing."""
_MOST_MARKS = 4_000
_CROSSES = frozenset("xX×✓✔✗✘☓✕\uf0fb\uf0fc")
_LETTERS = re.compile("[☐☑☒\uf06f\uf0a8\uf0fd\uf0fe]")
_EMPTY = "☐\uf06f\uf0a8"


def with_letters(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with letters that are ticked boxes, or empty ones, as words."""
    return [_worded(line) if _LETTERS.search(line.text) else line for line in lines]


def _worded(line: TextLine) -> TextLine:
    text, indices = "", []
    for character, index in zip(line.text, line.indices, strict=True):
        mark = character
        if _LETTERS.match(character):
            mark = NOT_TICKED if character in _EMPTY else TICKED
        text += mark
        indices += [index] * len(mark)
    return replace(line, text=text, indices=indices, filled=True)


def ticks(
    lines: Sequence[TextLine], strokes: Objects, boxes: Boxes, fields: Sequence[Field] = ()
) -> tuple[list[TextLine], list[Field]]:
    """Return the drawn squares beside words as fields, and the lines without the crosses that stand in squares.

    A square under one of the form's own `fields` is only its frame.
    """
    rest = list(lines)
    listed: list[Field] = []
    if len(strokes.marks) > _MOST_MARKS:
        return rest, listed
    for square in _alone(strokes.squares):
        if any(_touch(field.box, square) for field in fields):
            continue
        inside = [(i, at) for i, line in enumerate(rest) if _level(line, square) for at in _within(line, square, boxes)]
        if any(rest[i].text[at] not in _CROSSES for i, at in inside):
            continue
        without = {i: _without(rest[i], [at for j, at in inside if j == i]) for i in {i for i, _ in inside}}
        around = [without.get(i, line) for i, line in enumerate(rest)]
        if not any(_is_label(line, square, boxes) for line in around if line.text):
            continue
        rest = around
        ticked = bool(inside) or any(_marks(mark, square) for mark in strokes.marks)
        listed.append(Field(name="", value=TICKED if ticked else NOT_TICKED, box=square, tick=True))
    return [line for line in rest if line.text], listed


def _alone(squares: Sequence[Box]) -> list[Box]:
    """Return the squares that touch no other, as those of a grid do, each once though it is filled and framed."""
    if len(squares) > _MOST:
        return []
    once: list[Box] = []
    for square in squares:
        if not any(max(abs(a - b) for a, b in zip(square, other, strict=True)) < 1.5 for other in once):
            once.append(square)
    return [a for a in once if not any(a is not b and _touch(a, b) for b in once)]


def _touch(a: Box, b: Box) -> bool:
    return a[0] <= b[2] + 1 and b[0] <= a[2] + 1 and a[1] <= b[3] + 1 and b[1] <= a[3] + 1


def _level(line: TextLine, square: Box) -> bool:
    return min(line.top, square[3]) - max(line.bottom, square[1]) > 2


def _within(line: TextLine, square: Box, boxes: Boxes) -> list[int]:
    """Return the offsets of the characters whose middle is in the square."""
    places = []
    for at, (character, index) in enumerate(zip(line.text, line.indices, strict=True)):
        if not character.isspace():
            left, bottom, right, top = boxes(index)
            x, y = (left + right) / 2, (bottom + top) / 2
            if square[0] <= x <= square[2] and square[1] - 2 <= y <= square[3] + 2:
                places.append(at)
    return places


def _without(line: TextLine, offsets: Sequence[int]) -> TextLine:
    """Return the line without the characters there and the spaces behind them."""
    gone = {*offsets, *(at + 1 for at in offsets if line.text[at + 1 : at + 2] == " ")}
    stay = [at for at in range(len(line.text)) if at not in gone]
    while stay and line.text[stay[-1]] == " ":
        stay.pop()
    while stay and line.text[stay[0]] == " ":
        stay.pop(0)
    return replace(line, text="".join(line.text[at] for at in stay), indices=[line.indices[at] for at in stay])


def _is_label(line: TextLine, square: Box, boxes: Boxes) -> bool:
    """Tell whether a word of the line begins right of the square, or ends left of it."""
    if not _level(line, square):
        return False
    for match in re.finditer(r"\S+", line.text):
        left, right = boxes(line.indices[match.start()])[0], boxes(line.indices[match.end() - 1])[2]
        if -1 <= left - square[2] <= _BESIDE or -1 <= square[0] - right <= _BESIDE / 2:
            return True
    return False


def _marks(mark: Box, square: Box) -> bool:
    """Tell whether something drawn stands in the square and fills enough of it."""
    x, y = (mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2
    side = square[2] - square[0]
    return (
        square[0] <= x <= square[2]
        and square[1] <= y <= square[3]
        and max(mark[2] - mark[0], mark[3] - mark[1]) >= _LARGE * side
        and mark[2] - mark[0] < 2 * side
    )
