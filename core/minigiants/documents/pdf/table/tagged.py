"""Lay out the tables that a page's tags tell of, where they agree with what stands on the page."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from pypdfium2 import raw

from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.table.cells import Laid, PlacedText, head
from minigiants.documents.pdf.table.parts import nearest
from minigiants.documents.pdf.table.tags import TaggedTable, tables

_NEAR = 1.0
"""Points by which a cell may reach over its neighbour."""

Area = list[float]
"""[left, right, bottom, top] in points."""
Place = tuple[int, int, int]
"""Number of a table, of its row and of its cell."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tagged tables of a page, and where each character of them belongs."""

    tables: list[TaggedTable]
    places: dict[int, Place]
    """By PDFium's character index."""


def marked(page: Any, textpage: Any) -> Tagged | None:
    """Return the tables that the page's tags tell of; None when there are none with several columns."""
    several = [table for table in tables(page) if max(map(len, table)) > 1]
    if not several:
        return None
    owners: dict[int, Place] = {}
    for t, table in enumerate(several):
        for r, row in enumerate(table):
            for c, cell in enumerate(row):
                owners |= dict.fromkeys(cell.content, (t, r, c))
    places: dict[int, Place] = {}
    of_object: dict[int, Place | None] = {}
    for i in range(max(0, textpage.count_chars())):
        handle = raw.FPDFText_GetTextObject(textpage, i)
        if not handle:
            continue
        address = ctypes.addressof(handle.contents)
        if address not in of_object:
            of_object[address] = owners.get(raw.FPDFPageObj_GetMarkedContentID(handle))
        if place := of_object[address]:
            places[i] = place
    return Tagged(several, places) if places else None


def tagged_tables(page_lines: Sequence[TextLine], tags: Tagged, boxes: Boxes) -> dict[int, Laid]:
    """Return the table of each line that is of one, by the line's identity.

    A table whose lines hold other text too, or whose rows and cells don't stand as the tags say, is left out.
    """
    own: dict[int, list[TextLine]] = {}
    mixed: set[int] = set()
    for line in page_lines:
        owners = {place and place[0] for place in _places(line, tags)}
        for number in owners - {None}:
            own.setdefault(number, []).append(line)  # type: ignore[arg-type]
        if len(owners) > 1:
            mixed |= owners - {None}  # type: ignore[arg-type]
    by_line: dict[int, Laid] = {}
    for number, table_lines in own.items():
        if number not in mixed and (laid := _laid(table_lines, tags, number, boxes)):
            by_line |= {id(line): laid for line in table_lines}
    return by_line


def _places(line: TextLine, tags: Tagged) -> list[Place | None]:
    """Return where each character of the line belongs; what was put in stands with the one before it."""
    places: list[Place | None] = []
    for index, character in zip(line.indices, line.text, strict=True):
        place = tags.places.get(index)
        if place is None and (character.isspace() or index < 0) and places:
            place = places[-1]
        places.append(place)
    first = next((place for place in places if place), None)
    return [place or first if line.text[i].isspace() else place for i, place in enumerate(places)]


def _laid(lines: Sequence[TextLine], tags: Tagged, number: int, boxes: Boxes) -> Laid | None:
    table = tags.tables[number]
    rows = [[PlacedText(columns=cell.columns, rows=cell.rows, head=cell.head) for cell in row] for row in table]
    areas: dict[Place, Area] = {}
    bold = [True] * len(rows)
    broken: set[Place] = set()
    last: Place | None = None
    for line in lines:
        for place, text, indices in _pieces(line, tags):
            rows[place[1]][place[2]].add(text, indices, hyphenated=place in broken)
            broken.discard(place)
            bold[place[1]] &= line.bold
            left, right = boxes(indices[0])[0], boxes(indices[-1])[2]
            area = areas.setdefault(place, [left, right, line.bottom, line.top])
            area[:] = [min(area[0], left), max(area[1], right), min(area[2], line.bottom), max(area[3], line.top)]
            last = place
        if line.hyphenated and last is not None:
            broken.add(last)
    if not _as_tagged(areas):
        return None
    rows = _padded(rows, areas, number)
    full = [i for i, row in enumerate(rows) if any(piece.text for piece in row)]
    rows, bold = [rows[i] for i in full], [bold[i] for i in full]
    if not any(piece.head for row in rows for piece in row):
        head(rows, bold)
    return Laid(
        rows=rows,
        left=min(area[0] for area in areas.values()),
        right=max(area[1] for area in areas.values()),
        first=lines[0],
    )


def _padded(rows: Sequence[list[PlacedText]], areas: dict[Place, Area], number: int) -> list[list[PlacedText]]:
    """Put in the empty cells that no tag tells of, by where the others stand."""
    width = max(sum(piece.columns for piece in row) for row in rows)
    columns = _columns(rows, areas, number, width)
    if columns is None:
        return list(rows)
    padded: list[list[PlacedText]] = []
    below = [0] * width
    for r, row in enumerate(rows):
        free = [i for i in range(width) if not below[i]]
        below = [max(0, count - 1) for count in below]
        cells: list[PlacedText] = []
        at = 0
        for c, piece in enumerate(row):
            spare = len(free) - at - sum(other.columns for other in row[c:])
            area = areas.get((number, r, c))
            while spare > 0 and area and free[at] < nearest(columns, area[0], area[1])[0]:
                cells.append(PlacedText())
                at, spare = at + 1, spare - 1
            cells.append(piece)
            for i in free[at : at + piece.columns]:
                below[i] = max(below[i], piece.rows - 1)
            at += piece.columns
        padded.append(cells)
    return padded


def _columns(
    rows: Sequence[Sequence[PlacedText]], areas: dict[Place, Area], number: int, width: int
) -> list[tuple[float, float]] | None:
    """Return (left, right) of each column by the rows that have a cell for each; None when some stay unknown."""
    full = [r for r, row in enumerate(rows) if len(row) == width and all(piece.columns == 1 for piece in row)]
    columns = []
    for c in range(width):
        own = [areas[number, r, c] for r in full if (number, r, c) in areas]
        if not own:
            return None
        columns.append((min(area[0] for area in own), max(area[1] for area in own)))
    return columns


def _pieces(line: TextLine, tags: Tagged) -> Iterator[tuple[Place, str, list[int]]]:
    """Yield what the line has of each cell."""
    offset = 0
    for place, run in groupby(_places(line, tags)):
        length = len(list(run))
        text, indices = line.text[offset : offset + length], line.indices[offset : offset + length]
        offset += length
        first = len(text) - len(text.lstrip())
        text, indices = text.strip(), indices[first : first + len(text.strip())]
        if text and place:
            yield place, text, indices


def _as_tagged(areas: dict[Place, Area]) -> bool:
    """Tell whether each row stands below the one before it, and each cell right of the one before it."""
    rows: dict[int, list[tuple[int, Area]]] = {}
    for (_, row, cell), area in areas.items():
        rows.setdefault(row, []).append((cell, area))
    for cells in rows.values():
        if any(b[0] < a[1] - _NEAR for (_, a), (_, b) in pairwise(sorted(cells))):
            return False
    tops = [max(area[3] for _, area in cells) for _, cells in sorted(rows.items())]
    return all(below < above for above, below in pairwise(tops))
