"""Read HTML: what a reader sees, one line a paragraph, heading, list item or table row."""

import re
import warnings
from collections.abc import Generator, Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, PreformattedString

from minigiants.documents import marks
from minigiants.documents.blocks import Block, Kind, page
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import Cell, grid
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page
from minigiants.documents.web.fields import field
from minigiants.documents.web.seen import Sight

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCK_NAMES = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form
header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_UNSEEN: dict[int, None] = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
_LONG_NESTED = 120
"""Characters of a cell of a table that holds other tables as values."""
_LONG_CELL = 400
"""Characters that a cell has only in tables that lay the page out."""
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read(data: bytes, text: str, tally: Tally) -> Page:
    r"""Make a page of HTML from the file's bytes, or from their decoded `text` when they declare no encoding.

    >>> html = "<html><style>p {}</style><h2>Rent</h2><p>12 &euro;<br>a year<table><tr><td>a<td>b</table>"
    >>> read(b"", html, Tally()).text
    'Rent\n\n12 €\n\na year\n\na | b'
    """
    return page(blocks(data, text, tally))


def blocks(data: bytes, text: str, tally: Tally) -> Iterator[Block]:
    """Yield the blocks of HTML, as `read` takes it."""
    declared = _CHARSET.search(data[:4096]) and not data.startswith(_BOMS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(data if declared else text, "lxml")
    yield from _Writer(Sight(soup), tally).blocks(soup)


class _Writer:
    """Write a tree as blocks in one pass, without recursion: documents nest as deep as they like."""

    def __init__(self, sight: Sight, tally: Tally) -> None:
        self._sight = sight
        self._tally = tally
        self._words: list[str] = []
        self._kind: Kind = "paragraph"
        self._bullet = ""
        self._terms: list[str] = []
        """What the definition to come defines."""
        self._defined = False
        self._heading: Tag | None = None
        """The heading that is being written as one line."""
        self._shifted: list[tuple[Tag, int]] = []
        """Raised or lowered elements that are open, each with the number of words before."""
        self._lists: list[tuple[Tag, int]] = []
        """Open lists, each with the number of its last item."""

    def blocks(self, root: Tag) -> Iterator[Block]:
        """Yield the blocks of `root` in the order of the document."""
        stack: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.children))]
        while stack:
            tag, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                yield from self._close(tag)
            elif isinstance(child, Tag):
                look = self._sight.look(child)
                if look in ("hidden", "struck"):
                    self._tally.leave_out("struck" if look == "struck" else "hidden", child.get_text(" "))
                elif look == "shown" and (yield from self._open(child)):
                    stack.append((child, iter(child.children)))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                yield from self._text(str(child), preformatted=any(above.name == "pre" for above, _ in stack[-4:]))
        yield from self._flush()

    def _open(self, tag: Tag) -> Generator[Block, None, bool]:
        """Begin `tag` and return whether its children are to be read."""
        name = tag.name
        value = field(tag)
        if value is not None:
            self._words.append(value)
            return False
        if name in ("sup", "sub"):
            self._shifted.append((tag, len(self._words)))
        elif self._heading is not None:
            self._words.append(" " if name in _BLOCKS else "")
        elif name in _HEADINGS:
            yield from self._flush()
            self._heading, self._kind = tag, "heading"
        elif name == "table" and not _lays_out(tag):
            yield from self._flush()
            yield from self._table(tag)
            return False
        elif name in _BLOCKS:
            yield from self._flush()
            self._enter(tag)
        return True

    def _enter(self, tag: Tag) -> None:
        if tag.name in ("ul", "ol"):
            start = str(tag.get("start", "1"))
            self._lists.append((tag, int(start) - 1 if re.fullmatch(r"-?\d{1,9}", start) else 0))
        elif tag.name == "li":
            self._bullet = "- "
            if self._lists and self._lists[-1][0].name == "ol":
                around, last = self._lists[-1]
                own = str(tag.get("value", ""))
                number = int(own) if re.fullmatch(r"-?\d{1,9}", own) else last + 1
                self._lists[-1] = (around, number)
                style = _STYLES.get(str(around.get("type", "")), "decimal")
                self._bullet = f"{marks.figure(number, style if 0 < number < 5000 else 'decimal')}. "
        elif tag.name == "dd":
            self._bullet = f"{' / '.join(self._terms)}: " if self._terms else ""
            self._defined = True

    def _close(self, tag: Tag) -> Iterator[Block]:
        name = tag.name
        if self._shifted and tag is self._shifted[-1][0]:
            self._shift(name)
        elif tag is self._heading:
            yield from self._flush()
            self._heading = None
        elif self._heading is None and name in _BLOCKS:
            if name == "dt":
                self._define()
            yield from self._flush()
            self._kind = "paragraph"
            if name in ("ul", "ol") and self._lists:
                self._lists.pop()
            elif name == "dl":
                if self._terms and not self._defined:
                    yield Block(text=" / ".join(self._terms), kind="item")
                self._terms = []

    def _define(self) -> None:
        """Keep the term that was just read; several without a definition between them share the next one."""
        if self._defined:
            self._terms = []
        if term := " ".join("".join(self._words).split()):
            self._terms.append(term)
        self._words, self._defined = [], False

    def _shift(self, name: str) -> None:
        """Write what is raised or lowered."""
        _, start = self._shifted.pop()
        near = next((i for i in range(start - 1, max(-1, start - 9), -1) if self._words[i].strip()), start)
        before, inside = "".join(self._words[near:start]), "".join(self._words[start:])
        mark = marks.raised(before, inside) if name == "sup" else marks.lowered(before, inside)
        if mark.startswith(" [note "):
            self._words[near:] = [marks.with_mark(before, mark)]
        else:
            self._words[start:] = [mark]

    def _text(self, text: str, *, preformatted: bool) -> Iterator[Block]:
        if not preformatted or self._heading is not None:
            self._words.append(text.translate(_UNSEEN))
            return
        for i, line in enumerate(text.splitlines()):
            if i:
                yield from self._flush()
            self._kind = "row"
            self._words.append(line)

    def _table(self, table: Tag) -> Iterator[Block]:
        caption = table.find("caption")
        title = " ".join(self._inside(caption)) if caption else ""
        if title:
            yield Block(text=title)
        rows = [row for row in _own(table, ["tr"], table) if self._sight.look(row) == "shown"]
        cells = ([self._cell(cell) for cell in _own(row, ["td", "th"], table)] for row in rows)
        yield from shape.blocks(grid(cells), title=title)

    def _cell(self, cell: Tag) -> Cell:
        look = self._sight.look(cell)
        if look in ("struck", "hidden"):
            self._tally.leave_out("struck" if look == "struck" else "hidden", cell.get_text(" "))
        text = " ".join(self._inside(cell)) if look == "shown" else ""
        columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
        return Cell(text=text, columns=columns, rows=rows, head=cell.name == "th")

    def _inside(self, tag: Tag) -> Iterator[str]:
        for block in _Writer(self._sight, self._tally).blocks(tag):
            if block.text:
                yield " ".join(block.text.split())
            if block.table:  # one in a cell of another
                rows = (block.table.header, *block.table.rows)
                yield "; ".join(", ".join(cell for cell in row if cell) for row in rows if any(row))

    def _flush(self) -> Iterator[Block]:
        text = "".join(self._words)
        text = text.rstrip() if self._kind == "row" else " ".join(text.split())
        self._words = []
        self._shifted = []
        if text.strip():
            yield Block(text=self._bullet + text, kind="item" if self._bullet else self._kind)
            self._bullet = ""
            self._kind = "paragraph"


def _span(cell: Tag, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return int(text) if re.fullmatch(r"\d{1,5}", text) and int(text) else 1


def _lays_out(table: Tag) -> bool:
    """Tell a table that places parts of the page from one that holds data."""
    if table.get("role") in ("presentation", "none"):
        return True
    cells = table.find_all(["td", "th"])
    if not table.find("table"):
        return any(len(cell.get_text()) > _LONG_CELL for cell in cells)
    rows = [_own(row, ["td", "th"], table) for row in _own(table, ["tr"], table)]
    square = len(rows) > 1 and min(map(len, rows)) > 1
    return not square or any(
        len(cell.get_text()) > _LONG_NESTED or cell.find(list(_HEADINGS)) for row in rows for cell in row
    )


def _own(around: Tag, names: list[str], table: Tag) -> list[Tag]:
    """Return the tags that are of the table and of no other in one of its cells."""
    found = around.find_all(names)
    return [tag for tag in found if tag.find_parent("table") is table] if around.find("table") else list(found)
