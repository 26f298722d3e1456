"""Read the body of a Word file: paragraphs, lists, tables, boxes and notes in the order of the document."""

import re
from collections.abc import Iterator
from typing import Any

from minigiants.documents.blocks import Block, Kind
from minigiants.documents.office import charts
from minigiants.documents.office.names import qn
from minigiants.documents.office.word.styles import is_dark, is_on, value
from minigiants.documents.office.word.words import Story, WordText, is_on_white
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import Cell, grid

_CONTAINERS = {
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "txbxContent")
} | {qn("mc:AlternateContent"), qn("mc:Choice")}
_CAPTION = re.compile(r"(?:table|tabelle|tableau|tabla|tab\.)\s*[\dA-Z]", re.IGNORECASE)
_LONG_CELL = 600
"""Characters that a cell has only in tables that lay the page out."""


def blocks(parent: Any, story: Story) -> Iterator[Block]:
    """Yield the blocks of `parent`."""
    caption = ""
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            caption = ""
            for block in _paragraph(element, story):
                caption = block.text if _is_caption(element, block, story) else ""
                yield block
        elif element.tag == qn("w:tbl"):
            yield from _table(element, story, caption)
            caption = ""
        elif element.tag in _CONTAINERS and not _is_unfilled(element):
            yield from blocks(element, story)


def _is_unfilled(element: Any) -> bool:
    return is_on(element.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"))


def _is_caption(element: Any, block: Block, story: Story) -> bool:
    style = story.styles.paragraph(element)
    return "caption" in story.styles.names(style) or (len(block.text) < 200 and bool(_CAPTION.match(block.text)))


def _words(paragraph: Any, story: Story) -> WordText:
    words = WordText(story=story, style=story.styles.paragraph(paragraph), on_white=is_on_white(paragraph))
    words.take(paragraph)
    return words


def _paragraph(element: Any, story: Story) -> Iterator[Block]:
    if is_on(element.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")) and not element.findall(qn("w:r")):
        for _ in element.iterchildren(qn("w:del")):
            story.tally.add("change")
        return
    words = _words(element, story)
    label = story.numbering.label(element)
    text = words.text.strip()
    if text:
        kind: Kind = "item" if label else "paragraph"
        if _is_heading(element, story):
            kind, text = "heading", " ".join(text.split())
        yield Block(text=f"{label} {text}" if label else text, kind=kind)
    yield from _beside(words)


def _beside(words: WordText) -> Iterator[Block]:
    """Yield what is read after a paragraph or a table: boxes, charts, notes."""
    for box in words.boxes:
        yield from blocks(box, words.story)
    for chart in words.charts:
        yield from charts.blocks(words.story.package, words.story.part, chart, words.story.tally)
    yield from (Block(text=line, kind="item") for line in words.after)


def _is_heading(element: Any, story: Story) -> bool:
    style = story.styles.paragraph(element)
    own = value(element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}"))
    named = any(name.startswith(("heading", "title")) for name in story.styles.names(style))
    level = own or story.styles.outline(style)
    return named or level not in ("", "9")


def _table(element: Any, story: Story, caption: str) -> Iterator[Block]:
    rows = [row for row in _within(element, qn("w:tr")) if not _is_deleted(row, story)]
    if _lays_out(rows):
        for row in rows:
            for cell in _within(row, qn("w:tc")):
                yield from blocks(cell, story)
        return
    beside: list[WordText] = []
    laid = [_cells(row, story, beside) for row in rows]
    headed = True if _has_header_look(element, rows) else None
    yield from shape.blocks(grid(_with_spans(laid)), title=caption, headed=headed)
    for words in beside:
        yield from _beside(words)


def _has_header_look(element: Any, rows: list[Any]) -> bool:
    """Tell by bold type or a shade whether the first row stands out from the others."""
    if len(rows) < 2:
        return False
    first, second = ([_stands_out(cell) for cell in _within(row, qn("w:tc")) if _length(cell)] for row in rows[:2])
    return len(first) > 1 and all(first) and not all(second)


def _stands_out(cell: Any) -> bool:
    if is_dark(cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")):
        return True
    runs = [run for run in cell.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iterchildren(qn("w:t")))]
    return bool(runs) and all(is_on(run.find(f"{qn('w:rPr')}/{qn('w:b')}")) for run in runs)


def _is_deleted(row: Any, story: Story) -> bool:
    properties = row.find(qn("w:trPr"))
    gone = properties is not None and properties.find(qn("w:del")) is not None
    if gone:
        story.tally.add("change")
    return gone or (properties is not None and is_on(properties.find(qn("w:hidden"))))


def _lays_out(rows: list[Any]) -> bool:
    cells = [cell for row in rows for cell in _within(row, qn("w:tc"))]
    if len(cells) == 1:
        return True
    return any(_length(cell) > _LONG_CELL and len(cell.findall(qn("w:p"))) > 1 for cell in cells)


def _length(cell: Any) -> int:
    return sum(len(piece.text or "") for piece in cell.iter(qn("w:t")))


Spanning = tuple[Cell, str]
"""A cell, and whether it begins (`restart`) or goes on (`continue`) over rows, or neither."""


def _cells(row: Any, story: Story, beside: list[WordText]) -> list[Spanning]:
    properties = row.find(qn("w:trPr"))
    head = properties is not None and is_on(properties.find(qn("w:tblHeader")))
    before = value(properties.find(qn("w:gridBefore"))) if properties is not None else ""
    cells: list[Spanning] = [(Cell(text="", columns=int(before)), "")] if before.isdigit() and int(before) else []
    for cell in _within(row, qn("w:tc")):
        own = cell.find(qn("w:tcPr"))
        span = value(own.find(qn("w:gridSpan"))) if own is not None else ""
        merge = own.find(qn("w:vMerge")) if own is not None else None
        over = "" if merge is None else value(merge) or "continue"
        text = " ".join(_cell_text(cell, story, beside).split())
        cells.append((Cell(text=text, columns=int(span) if span.isdigit() else 1, head=head), over))
    return cells


def _cell_text(cell: Any, story: Story, beside: list[WordText]) -> str:
    pieces = []
    for element in cell.iterchildren():
        if element.tag == qn("w:p"):
            words = _words(element, story)
            label = story.numbering.label(element)
            pieces.append(f"{label} {words.text}" if label and words.text.strip() else words.text)
            beside.append(words)
        elif element.tag == qn("w:tbl"):
            rows = (_within(row, qn("w:tc")) for row in _within(element, qn("w:tr")))
            pieces.append("; ".join(", ".join(_cell_text(c, story, beside).strip() for c in row) for row in rows))
        elif element.tag in _CONTAINERS and not _is_unfilled(element):
            pieces.append(_cell_text(element, story, beside))
    return " ".join(pieces)


def _with_spans(rows: list[list[Spanning]]) -> list[list[Cell]]:
    """Turn cells that go on over rows into cells that span them."""
    places = [_columns(row) for row in rows]
    laid = []
    for number, row in enumerate(rows):
        cells = []
        for column, (cell, over) in zip(places[number], row, strict=True):
            if over == "continue" and number and _goes_on(rows, places, number - 1, column, down=False):
                continue
            depth = 1
            while over and number + depth < len(rows) and _goes_on(rows, places, number + depth, column, down=True):
                depth += 1
            cells.append(Cell(text=cell.text, columns=cell.columns, rows=depth, head=cell.head))
        laid.append(cells)
    return laid


def _columns(row: list[Spanning]) -> list[int]:
    places, column = [], 0
    for cell, _ in row:
        places.append(column)
        column += cell.columns
    return places


def _goes_on(rows: list[list[Spanning]], places: list[list[int]], number: int, column: int, *, down: bool) -> bool:
    """Tell whether the cell at `column` of row `number` goes on: one from above, or `down` to those below."""
    here = (over for place, (_, over) in zip(places[number], rows[number], strict=True) if place == column)
    return any(over == "continue" if down else bool(over) for over in here)


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows or cells of `parent`, not those of tables inside its cells."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _within(child, tag)
