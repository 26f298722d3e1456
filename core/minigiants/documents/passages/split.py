"""Cut a document into passages, the units that retrieval indexes."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from minigiants.documents.values import Document, Page
from minigiants.language import sentences
from minigiants.types import Passage


@dataclass(frozen=True, kw_only=True, slots=True)
class _Unit:
    """A sentence, or a piece of one that is too long."""

    start: int
    end: int
    breaks: int
    """What stands before it: 0 the same line, 1 a line break, 2 a blank line, 3 it is a heading."""


def split(document: Document, *, size: int = 900, least: int = 200) -> tuple[Passage, ...]:
    """Cut each page into passages of about `size` characters, verbatim, at paragraphs and sentences.

    Every character that is no space is in exactly one passage. A passage shorter than `least` characters joins a
    neighbour on its page if both together stay under 1.5 `size`. A passage that begins within a table has the table's
    title in its heading.
    """
    passages: list[Passage] = []
    heading = ""
    for page in document.pages:
        offsets = [offset for offset, _ in page.headings]
        tables = _Titles(page)
        for start, end in _spans(page, size, least):
            above = bisect_right(offsets, start)
            nearest = page.headings[above - 1][1] if above else heading
            passages.append(
                Passage(
                    id=f"{document.id[:16]}-{page.number}-{start}",
                    document_id=document.id,
                    document=document.name,
                    page=page.number,
                    start=start,
                    end=end,
                    text=page.text[start:end],
                    heading=tables.heading(nearest, start),
                )
            )
        heading = page.headings[-1][1] if page.headings else heading
    return tuple(passages)


class _Titles:
    """The titles of a page's tables, by where their rows stand."""

    def __init__(self, page: Page) -> None:
        self._tables = [table for table in page.tables if table.title and table.spans]
        self._starts = [table.spans[0][0] for table in self._tables]

    def heading(self, nearest: str, start: int) -> str:
        """Return the heading of a passage that begins at `start` below the heading `nearest`."""
        before = bisect_right(self._starts, start)
        table = self._tables[before - 1] if before else None
        if table is None or start >= table.spans[-1][1] or table.title in nearest:
            return nearest
        return f"{nearest}: {table.title}" if nearest else table.title


def _spans(page: Page, size: int, least: int) -> list[tuple[int, int]]:
    most = size + size // 5
    groups: list[list[_Unit]] = []
    current: list[_Unit] = []
    for unit in _units(page, most):
        if current and _closes(current, unit, size, most, least):
            kept = _without_trailing_headings(current)
            groups.append(current[:kept])
            current = current[kept:]
            if current and unit.end - current[0].start > most:  # headings as long as a passage
                groups.append(current)
                current = []
        current.append(unit)
    if current:
        groups.append(current)
    return _without_crumbs([(group[0].start, group[-1].end) for group in groups], size + size // 2, least)


def _closes(current: list[_Unit], unit: _Unit, size: int, most: int, least: int) -> bool:
    """Tell whether the passage ends before `unit`."""
    length = current[-1].end - current[0].start
    longer = unit.end - current[0].start
    if longer > most:
        return True
    if unit.breaks == 3:
        return length >= max(least, 0.4 * size) and current[-1].breaks != 3
    if unit.breaks == 2:
        return length >= 0.7 * size
    return unit.breaks == 1 and length >= 0.9 * size


def _without_trailing_headings(current: list[_Unit]) -> int:
    """Return how many units stay, so that a heading goes with what follows it."""
    kept = len(current)
    while kept and current[kept - 1].breaks == 3:
        kept -= 1
    return kept or len(current)


def _units(page: Page, most: int) -> Iterator[_Unit]:
    headings = {offset for offset, _ in page.headings}
    before = 0
    for start, end in sentences(page.text):
        breaks = 3 if start in headings else min(2, page.text.count("\n", before, start))
        for piece_start, piece_end in _pieces(page.text, start, end, most):
            yield _Unit(start=piece_start, end=piece_end, breaks=breaks if piece_start == start else 0)
        before = end


def _pieces(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """Cut what is longer than `most` at its spaces, or anywhere when there are none."""
    while end - start > most:
        cut = text.rfind(" ", start + most // 2, start + most)
        cut = cut if cut > 0 else start + most
        piece = text[start:cut].rstrip()
        yield start, start + len(piece)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _without_crumbs(spans: list[tuple[int, int]], most: int, least: int) -> list[tuple[int, int]]:
    """Join passages that are too short with the shorter neighbour."""
    i = 0
    while i < len(spans):
        start, end = spans[i]
        sides = [j for j in (i - 1, i + 1) if 0 <= j < len(spans)]
        joined = {j: (min(start, spans[j][0]), max(end, spans[j][1])) for j in sides}
        fitting = [j for j in sides if joined[j][1] - joined[j][0] <= most]
        if end - start >= least or not fitting:
            i += 1
            continue
        j = min(fitting, key=lambda j: joined[j][1] - joined[j][0])
        first = min(i, j)
        spans[first : first + 2] = [joined[j]]
        i = first
    return spans
