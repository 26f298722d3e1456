"""Put a format's blocks together into one page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from minigiants.documents import marks
from minigiants.documents.rows import lines
from minigiants.documents.values import Page
from minigiants.types import Table

Kind = Literal["heading", "paragraph", "item", "row", "table"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A stretch of text that stands on lines of its own."""

    text: str = ""
    """Of a table: what stands above its rows and is not written yet, such as its caption."""
    kind: Kind = "paragraph"
    table: Table | None = None
    """Its rows follow the text, one a line."""


def page(blocks: Iterable[Block], *, number: int = 1) -> Page:
    r"""Join `blocks` into a page: a blank line between them, none between list items or table rows.

    >>> heading = Block(text="Lease", kind="heading")
    >>> lease = page([heading, Block(text="Rent", kind="row"), Block(text="Term", kind="row")])
    >>> lease.text, lease.headings
    ('Lease\n\nRent\nTerm', ((0, 'Lease'),))
    >>> table = Table(title="Prices", header=("Loaf", "Price"), rows=(("Rye", "4.50"), ("Oat", "4.80")))
    >>> page([Block(text="Prices", kind="table", table=table)]).tables[0].spans
    ((7, 29), (30, 52))
    """
    writer = _Writer(number)
    for block in blocks:
        writer.add(_in_words(block))
    return Page(
        number=number, text="".join(writer.pieces), headings=tuple(writer.headings), tables=tuple(writer.tables)
    )


def _in_words(block: Block) -> Block:
    """Return the block with boxes that are letters, ticked or not, in words."""
    rows = block.table.rows if block.table else ()
    if not any(box in text for text in (block.text, *(cell for row in rows for cell in row)) for box in marks.BOXES):
        return block
    shown = tuple(tuple(marks.ticked(cell) for cell in row) for row in rows)
    table = replace(block.table, rows=shown) if block.table else None
    return replace(block, text=marks.ticked(block.text), table=table)


class _Writer:
    """Append blocks and remember where headings and rows stand."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._offset = 0
        self._before: Kind | None = None
        self.pieces: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.tables: list[Table] = []

    def add(self, block: Block) -> None:
        text = block.text.strip()
        if block.kind == "heading" and text:
            text = " ".join(text.split())
        if text:
            start = self._append(text, block.kind)
            if block.kind == "heading":
                self.headings.append((start, text))
        if block.table is not None:
            self._add_rows(block.table)

    def _add_rows(self, table: Table) -> None:
        spans = []
        for text in lines(table):
            start = self._append(text, "table")
            spans.append((start, self._offset))
        self.tables.append(replace(table, page=self._number, spans=tuple(spans)))
        self._before = "paragraph"  # the next table stands apart from this one

    def _append(self, text: str, kind: Kind) -> int:
        """Write `text` as a block and return where it starts."""
        if self._before is not None:
            close = self._before == kind and kind in ("item", "row", "table")
            self.pieces.append("\n" if close else "\n\n")
            self._offset += len(self.pieces[-1])
        start = self._offset
        self.pieces.append(text)
        self._offset += len(text)
        self._before = kind
        return start
