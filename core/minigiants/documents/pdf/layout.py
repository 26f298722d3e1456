"""Write a page's lines and tables as text, keeping where each character came from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from minigiants.documents.ocr import Recognition
from minigiants.documents.pdf import comments, forms, squares
from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.hyphens import words
from minigiants.documents.pdf.lines import lines
from minigiants.documents.pdf.objects import objects
from minigiants.documents.pdf.order import ordered
from minigiants.documents.pdf.paragraphs import Paragraph, Usual, headings, joint, usual_of, with_bullets, with_cells
from minigiants.documents.pdf.recognised import Place, places
from minigiants.documents.pdf.recognised import lines as recognised_lines
from minigiants.documents.pdf.running import Running, without_line_numbers
from minigiants.documents.pdf.table import (
    Frame,
    Laid,
    Tagged,
    bare_table,
    borders,
    frames,
    header_start,
    is_apart,
    is_running,
    marked,
    ruled_table,
    stretches,
    tagged_tables,
    uncolumned,
)
from minigiants.documents.plain import ITEM
from minigiants.documents.tally import Tally
from minigiants.types import Table

LOOKS_BACK = 8
"""Pages before that a page's text can depend on, by their headers, footers and tables."""
_BETWEEN = 2
"""Lines without a gap that may stand between lines of one table."""
_LOOSE = 1.5
"""Times the usual way from line to line that parts one block from another."""
_CAPTION = re.compile(r"(?:Table|TABLE|Schedule|SCHEDULE|Tab\.)\s+[\dA-Z]")
_CAPTION_LINES = 3


_FOOT = 2
"""Lines that a page may have below a table that goes on overleaf: its number, a footer that no page before had."""
Item = tuple[list[TextLine], list[list[int]]] | Laid
"""Prose with the offsets at which its lines are parted, or a table."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A page's text with its way back to the page."""

    text: str = ""
    indices: tuple[int, ...] = ()
    """PDFium's character index for each character of `text`, -1 for inserted ones."""
    headings: tuple[tuple[int, str], ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(kw_only=True, slots=True)
class Past:
    """What the pages before mean for the next one; pages are laid out in order."""

    running: Running = field(default_factory=Running)
    header: tuple[str, ...] = ()
    """Of the table that was the last thing on the page before."""
    left: float = 0.0
    pages: int = 0
    """Over which that table has gone on."""


def layout(page: Any, textpage: Any, number: int, past: Past, tally: Tally, *, form: Any = None) -> Layout:
    """Lay out one page; the same pages before always give the same text and indices."""
    boxes, strokes = Boxes(textpage), objects(page)
    strokes.horizontal += forms.strokes(page)
    strokes.turn(boxes.turn)
    page_lines = ordered(list(lines(textpage, boxes, strokes, tally)))
    fields = forms.fields(page, form, boxes.turn) if form else []
    page_lines, ticked = squares.ticks(squares.with_letters(page_lines), strokes, boxes, fields)
    page_lines, alone = forms.filled(page_lines, [*fields, *ticked], boxes)
    alone += comments.added(page, boxes.turn, tally)
    framed = frames(strokes)
    page_lines = with_bullets(without_line_numbers(past.running.without(page_lines, framed, past.header)))
    writer = _Writer(number, boxes, past)
    if page_lines:
        writer.write(page_lines, framed, marked(page, textpage))
    for item in alone:
        value = f"{item.name}: {item.value}" if item.name else item.value
        writer.add("\n" if item is not alone[0] else "\n\n", value, [-1] * len(value))
    return writer.layout()


def recognised(page: Recognition, number: int, past: Past) -> tuple[Layout, tuple[Place, ...]]:
    """Lay out a page that was recognised from its picture, without the rulings of its tables; say where lines stand."""
    page_lines, boxes = recognised_lines(page.words)
    page_lines = with_bullets(past.running.without(ordered(page_lines), [], past.header))
    writer = _Writer(number, boxes, past)
    if page_lines:
        writer.write(page_lines, [])
    laid = writer.layout()
    return laid, tuple(places(laid.indices, boxes, page))


class _Writer:
    def __init__(self, number: int, boxes: Boxes, past: Past) -> None:
        self._number = number
        self._boxes = boxes
        self._past = past
        self._pieces: list[str] = []
        self._indices: list[int] = []
        self._headings: list[tuple[int, str]] = []
        self._tables: list[Table] = []

    def layout(self) -> Layout:
        return Layout(
            text="".join(self._pieces),
            indices=tuple(self._indices),
            headings=tuple(self._headings),
            tables=tuple(self._tables),
        )

    def write(self, page_lines: list[TextLine], framed: Sequence[Frame], tags: Tagged | None = None) -> None:
        """Write all lines of the page."""
        usual = usual_of(page_lines)
        here = words([line.text for line in page_lines]) if any(line.hyphenated for line in page_lines) else frozenset()
        runs = _with_drawn(page_lines, framed, tags, self._boxes)
        items = [item for run in runs for item in self._parted(run, usual)]
        items = _without_repeated_header(items, self._past.header)
        before: list[TextLine] = []
        past, self._past.header = replace(self._past), ()
        for i, item in enumerate(items):
            if isinstance(item, Laid):
                self._table(item, before, past if not i else Past(), last=_are_few(items[i + 1 :]))
            else:
                self._prose(*item, usual, here)
                before = item[0]

    def _parted(self, run: list[TextLine] | Laid, usual: Usual) -> list[Item]:
        """Part lines into prose and the tables among them that have no rulings."""
        if isinstance(run, Laid):
            return [run]
        gaps = borders(run, self._boxes)
        items: list[Item] = []
        at = 0
        groups = _groups(run, gaps, usual)[::-1]
        while groups:
            group = _without_title(run, gaps, groups.pop())
            start, end = header_start(run, gaps, group, at, self._boxes), group[1]
            own = run[start:end]
            prose = uncolumned(own, gaps[start:end], self._boxes)
            table = None if prose else bare_table(own, gaps[start:end], self._boxes)
            if prose is None and table is None:
                if len(finer := _finer(run, gaps, group, usual)) > 1:
                    groups += finer[::-1]
                    continue
                if not is_running(own, gaps[start:end], self._boxes):
                    continue
                marked = [i for i in range(start, end) if gaps[i]]
                gaps[start:end] = [[] for _ in own]
                for i in marked:  # a number of a section begins one
                    if not ITEM.match(run[i].text) and run[i].text[0].isdigit() and i > at:
                        items.append((run[at:i], gaps[at:i]))
                        at = i
                continue
            if at < start:
                items.append((run[at:start], gaps[at:start]))
            items.append((prose, [[] for _ in prose]) if prose else table)  # type: ignore[arg-type]
            at = end
        if at < len(run):
            items.append((run[at:], gaps[at:]))
        return items

    def _prose(self, page_lines: list[TextLine], gaps: list[list[int]], usual: Usual, here: frozenset[str]) -> None:
        paragraphs: list[Paragraph] = []
        begin = len(self._indices)
        for i, line in enumerate(page_lines):
            between = joint(page_lines, i, gaps, usual, here) if i else "\n\n" if self._indices else ""
            if between == " " and not line.text[0].islower() and is_apart(page_lines[i - 1], self._boxes):
                between = "\n"
            text, places = with_cells(line, gaps[i])
            start = len(self._indices) + len(between)
            if not i or "\n" in between:
                paragraphs.append(Paragraph(start=start, first=line, bold=line.bold))
                begin = start if not i else begin
            else:
                paragraphs[-1].lines += 1
                paragraphs[-1].bold &= line.bold
            self.add(between, text, places)
        text = "".join(self._pieces)[begin:]
        self._headings += headings(text, paragraphs, usual, begin)

    def _table(self, item: Laid, before: Sequence[TextLine], past: Past, *, last: bool) -> None:
        """Write a table; one at the top of a page may go on from the page before."""
        width = sum(piece.columns for piece in item.rows[0])
        goes_on = len(past.header) == width and abs(past.left - item.left) < 6 and past.pages < LOOKS_BACK - 1
        title = _caption(before)
        for stretch in stretches(item, past.header if goes_on else (), title):
            start = len(self._indices) + (2 if self._indices else 0)
            self.add("\n\n" if self._indices else "", stretch.text, stretch.indices)
            if stretch.table is None:
                continue
            spans = tuple((a + start, b + start) for a, b in stretch.table.spans)
            self._tables.append(replace(stretch.table, page=self._number, spans=spans))
            if last and any(stretch.table.header):
                self._past.header, self._past.left = stretch.table.header, item.left
                self._past.pages = past.pages + 1 if goes_on else 0

    def add(self, between: str, text: str, places: Sequence[int]) -> None:
        """Append `text` after what stands between it and what is before."""
        if not self._indices:
            between = ""
        self._pieces += [between, text]
        self._indices += [-1] * len(between)
        self._indices += places


def _without_repeated_header(items: list[Item], header: Sequence[str]) -> list[Item]:
    """Leave out the names of the columns above a table that goes on and has them from the page before."""
    if len(items) < 2 or not any(header) or isinstance(items[0], Laid) or not isinstance(items[1], Laid):
        return items
    shown = " ".join(line.text for line in items[0][0])
    return items[1:] if shown == " ".join(filter(None, header)) else items


def _are_few(items: Sequence[Item]) -> bool:
    """Tell whether nothing but a foot of a page is left."""
    return sum(_FOOT + 1 if isinstance(item, Laid) else len(item[0]) for item in items) <= _FOOT


def _caption(before: Sequence[TextLine]) -> str:
    """Return the words above a table that begin as a caption does; empty when none do."""
    last = list(before[-_CAPTION_LINES:])
    for i, line in enumerate(last):
        if _CAPTION.match(line.text):
            return " ".join(other.text for other in last[i:])
    return ""


def _with_drawn(
    page_lines: list[TextLine], framed: Sequence[Frame], tags: Tagged | None, boxes: Boxes
) -> list[list[TextLine] | Laid]:
    """Part the lines into runs and the tables with tags or rulings among them, each where its first line stands."""
    owners = tagged_tables(page_lines, tags, boxes) if tags else {}
    for frame in framed:
        inside = [line for line in page_lines if id(line) not in owners and frame.around(line)]
        table = ruled_table(frame, inside, boxes)
        if table:
            owners |= {id(line): table for line in inside}
    runs: list[list[TextLine] | Laid] = []
    for line in page_lines:
        table = owners.get(id(line))
        if table is None:
            if not runs or isinstance(runs[-1], Laid):
                runs.append([])
            runs[-1].append(line)  # type: ignore[union-attr]
        elif table.first is line:
            runs.append(table)
    return runs


def _groups(page_lines: Sequence[TextLine], gaps: Sequence[Sequence[int]], usual: Usual) -> list[tuple[int, int]]:
    """Return (start, end) of the lines that gaps hold together."""
    groups: list[tuple[int, int]] = []
    start = last = None
    for i in range(len(page_lines) + 1):
        ends = i == len(page_lines) or (
            last is not None
            and (
                i - last > _BETWEEN + 1 or not 0 <= page_lines[i - 1].bottom - page_lines[i].bottom < 2.6 * usual.pitch
            )
        )
        if ends and start is not None and last is not None:
            if last > start:
                groups.append((start, last + 1))
            start = last = None
        if i < len(page_lines) and gaps[i]:
            start, last = (i, i) if start is None else (start, i)
    return groups


def _finer(
    shown: Sequence[TextLine], gaps: Sequence[Sequence[int]], group: tuple[int, int], usual: Usual
) -> list[tuple[int, int]]:
    """Part a group whose lines make no one table where they stand further apart than lines of one do."""
    start, end = group
    cuts = [i for i in range(start + 1, end) if shown[i - 1].bottom - shown[i].bottom > _LOOSE * usual.pitch]
    parts = []
    for a, b in pairwise([start, *cuts, end]):
        marked = [i for i in range(a, b) if gaps[i]]
        if len(marked) > 1:
            parts.append((marked[0], marked[-1] + 1))
    return parts if cuts else []


def _without_title(shown: Sequence[TextLine], gaps: Sequence[Sequence[int]], group: tuple[int, int]) -> tuple[int, int]:
    """Leave out a first line that stands apart from the others and has fewer parts: it names no columns."""
    start, end = group
    marked = [i for i in range(start, end) if gaps[i]][:3]
    if len(marked) < 3 or len(gaps[marked[0]]) >= len(gaps[marked[1]]):
        return group
    first, second = (shown[a].bottom - shown[b].bottom for a, b in pairwise(marked))
    return (marked[1], end) if first > _LOOSE * max(second, shown[marked[0]].height) else group
