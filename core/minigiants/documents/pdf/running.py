"""Leave out what stands on a page only to lead through the file: repeated headers and footers, numbers of lines."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minigiants.documents.pdf.boxes import TextLine
from minigiants.documents.pdf.table import Frame

_EDGE = 3
"""Lines at the top and at the bottom of a page among which headers and footers are."""
_BEFORE = 2
"""Pages back that are compared: left and right pages may differ."""
_NEAR = 4.0
"""Points by which a repeated line may move."""
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b", re.IGNORECASE)
_LINE_NUMBER = re.compile(r"(\d{1,3})(?:\s+|$)(?![.)])")
_LEAST = 8
"""Lines in a row that must be numbered, for the numbers to be those of lines."""


@dataclass(frozen=True, slots=True)
class _Edge:
    text: str
    y: float


class Running:
    """The edges of the pages before; pages are shown to it in order."""

    def __init__(self) -> None:
        self._pages: deque[list[_Edge]] = deque(maxlen=_BEFORE)

    def without(self, lines: list[TextLine], frames: Sequence[Frame], header: Sequence[str] = ()) -> list[TextLine]:
        """Return the page's lines without headers and footers that one of the pages before has too.

        What stands in the frame of a table is neither, nor is the `header` of a table that may go on from the page
        before: it is repeated for its columns.
        """
        names = " ".join(header)
        edges = [line for line in _edges(lines) if not any(frame.around(line) for frame in frames)]
        edges = [line for line in edges if not names or line.text != names]
        before = [edge for page in self._pages for edge in page]
        self._pages.append([_Edge(line.text, line.bottom) for line in edges])
        repeated = {id(line) for line in edges if any(_same(line, edge) for edge in before)}
        kept = [line for line in lines if id(line) not in repeated]
        return kept or lines


def _edges(lines: Sequence[TextLine]) -> list[TextLine]:
    ordered = sorted(lines, key=lambda line: -line.top)
    return ordered[:_EDGE] + ordered[max(_EDGE, len(ordered) - _EDGE) :]


def _same(line: TextLine, edge: _Edge) -> bool:
    """Tell whether the lines are alike but for small numbers that went on, as those of pages do."""
    if abs(line.bottom - edge.y) > _NEAR:
        return False
    if line.text == edge.text:
        return True
    here, there = _NUMBER.findall(line.text), _NUMBER.findall(edge.text)
    if len(here) != len(there) or _NUMBER.sub("#", line.text) != _NUMBER.sub("#", edge.text):
        return False
    return all(a == b or _went_on(a, b) for a, b in zip(here, there, strict=True))


def _went_on(here: str, there: str) -> bool:
    if not (here.isdigit() and there.isdigit()):
        return not here.isdigit() and not there.isdigit()
    return 0 < int(here) - int(there) <= _BEFORE and int(here) < 5_000


def without_line_numbers(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines without the numbers that count them, as in transcripts of courts."""
    numbers = [(int(match[1]) if (match := _LINE_NUMBER.match(line.text)) else None) for line in lines]
    counted = _counted(numbers)
    if len(counted) < _LEAST or len(counted) < 0.7 * len(lines):
        return lines
    rests = [lines[i].text[_LINE_NUMBER.match(lines[i].text).end() :] for i in counted]  # type: ignore[union-attr]
    if sum(rest[:1].islower() for rest in rests) < 0.15 * len(rests):
        return lines  # a list, each line of which begins something
    return [_cut(line) if i in counted else line for i, line in enumerate(lines) if i not in counted or _cut(line).text]


def _counted(numbers: Sequence[int | None]) -> set[int]:
    """Return the places at which a count goes on that begins with a small number."""
    counted: set[int] = set()
    at = None
    for i, number in enumerate(numbers):
        if number is not None and (number == 1 if at is None else number == at + 1):
            counted.add(i)
            at = number
    return counted


def _cut(line: TextLine) -> TextLine:
    match = _LINE_NUMBER.match(line.text)
    end = match.end() if match else 0
    return replace(line, text=line.text[end:], indices=line.indices[end:])
