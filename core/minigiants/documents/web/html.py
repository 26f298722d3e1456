"""Read HTML: what a reader sees, one line a paragraph, heading, list item or table row."""

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from minigiants.documents.blocks import Block, Kind, page
from minigiants.documents.values import Page

_UNSEEN = frozenset(("script", "style", "nav", "noscript", "template", "svg", "head", "iframe", "select", "object"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCK_NAMES = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form
header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_LONG_CELL = 400
"""Characters that a cell has only in tables that lay the page out."""


def read(data: bytes, text: str) -> Page:
    r"""Make a page of HTML from the file's bytes, or from their decoded `text` when they declare no encoding.

    >>> read(b"", "<html><style>p {}</style><h2>Rent</h2><p>12 &euro;<br>a year<table><tr><td>a<td>b</table>").text
    'Rent\n\n12 €\n\na year\n\na | b'
    """
    declared = _CHARSET.search(data[:4096]) and not data.startswith(_BOMS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(data if declared else text, "lxml")
    return page(_Writer().blocks(soup))


class _Writer:
    """Write a tree as blocks in one pass, without recursion: documents nest as deep as they like."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._kind: Kind = "paragraph"
        self._bullet = ""
        self._flat: Tag | None = None
        """The heading or table row that is being written as one line."""
        self._rows: set[int] = set()
        """The rows of data tables, by identity."""
        self._counts: list[int] = []
        """The number of the last item of each open list; negative for bullets."""

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
                if child.name not in _UNSEEN and not _is_hidden(child):
                    yield from self._open(child)
                    stack.append((child, iter(child.children)))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                yield from self._text(str(child), preformatted=any(above.name == "pre" for above, _ in stack[-4:]))
        yield from self._flush()

    def _open(self, tag: Tag) -> Iterator[Block]:
        name = tag.name
        if self._flat is not None:
            if name in ("td", "th"):
                self._words.append("\0")
            elif name in _BLOCKS:
                self._words.append(" ")
        elif name in _HEADINGS or (name == "tr" and id(tag) in self._rows):
            yield from self._flush()
            self._flat = tag
            self._kind = "row" if name == "tr" else "heading"
        elif name in _BLOCKS:
            yield from self._flush()
            self._enter(tag)

    def _enter(self, tag: Tag) -> None:
        if tag.name == "table" and not _lays_out(tag):
            self._rows |= {id(row) for row in tag.find_all("tr")}
        elif tag.name in ("ul", "ol"):
            self._counts.append(0 if tag.name == "ol" else -1_000_000_000)
        elif tag.name == "li":
            number = 0
            if self._counts:
                self._counts[-1] += 1
                number = self._counts[-1]
            self._bullet = f"{number}. " if number > 0 else "- "

    def _close(self, tag: Tag) -> Iterator[Block]:
        if tag is self._flat:
            yield from self._flush()
            self._flat = None
        elif self._flat is None and tag.name in _BLOCKS:
            yield from self._flush()
            self._kind = "paragraph"
            if tag.name in ("ul", "ol") and self._counts:
                self._counts.pop()

    def _text(self, text: str, *, preformatted: bool) -> Iterator[Block]:
        if not preformatted or self._flat is not None:
            self._words.append(text.replace("\0", ""))
            return
        for i, line in enumerate(text.splitlines()):
            if i:
                yield from self._flush()
            self._kind = "row"
            self._words.append(line)

    def _flush(self) -> Iterator[Block]:
        cells = [" ".join(cell.split()) for cell in "".join(self._words).split("\0")]
        cells = cells[1:] if self._kind == "row" and len(cells) > 1 and not cells[0] else cells
        self._words = []
        if any(cells):
            yield Block(text=self._bullet + " | ".join(cells), kind="item" if self._bullet else self._kind)
            self._bullet = ""
            self._kind = "paragraph"


def _is_hidden(tag: Tag) -> bool:
    return "hidden" in tag.attrs or bool(_HIDDEN.search(str(tag.attrs.get("style", ""))))


def _lays_out(table: Tag) -> bool:
    """Tell a table that places parts of the page from one that holds data."""
    if table.find("table"):
        return True
    return any(len(cell.get_text()) > _LONG_CELL for cell in table.find_all(["td", "th"]))
