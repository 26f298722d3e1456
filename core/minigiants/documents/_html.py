"""Read HTML: what a reader sees, one line a paragraph, heading, list item or table row."""

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag
from bs4.element import NavigableString, PreformattedString

from minigiants.documents._blocks import Block, Kind, page
from minigiants.documents._values import Page

# Private-use characters mark borders inside the tree, so that one pass over the text finds them.
_MARKS: dict[str, Kind] = {"\ue000": "paragraph", "\ue001": "heading", "\ue002": "item", "\ue003": "row"}
_SPLIT = re.compile("([" + "".join(_MARKS) + "])")
_MARK_OF = {kind: mark for mark, kind in _MARKS.items()}
_UNSEEN = ["script", "style", "nav", "noscript", "template", "svg", "head", "iframe", "select", "button", "object"]
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_BLOCK_NAMES = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form
header hr html li main ol p pre section summary table tbody tfoot thead ul
"""
_BLOCKS = _BLOCK_NAMES.split()
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def read(data: bytes, text: str) -> Page:
    r"""Make a page of HTML from the file's bytes, or from their decoded `text` when they declare no encoding.

    >>> read(b"", "<html><style>p {}</style><h2>Rent</h2><p>12 &euro;<br>a year<table><tr><td>a<td>b</table>").text
    'Rent\n\n12 €\n\na year\n\na | b'
    """
    declared = _CHARSET.search(data[:4096])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            soup = BeautifulSoup(data, "lxml")
        else:
            soup = BeautifulSoup(text, "lxml")
    _drop_unseen(soup)
    _collapse_space(soup)
    _mark_tables(soup)
    _mark_blocks(soup)
    return page(_blocks(soup.get_text()))


def _drop_unseen(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(_UNSEEN):
        if not tag.decomposed:
            tag.decompose()
    for tag in soup.find_all(_is_hidden):
        if not tag.decomposed:
            tag.decompose()


def _is_hidden(tag: Tag) -> bool:
    return "hidden" in tag.attrs or bool(_HIDDEN.search(str(tag.get("style", ""))))


def _collapse_space(soup: BeautifulSoup) -> None:
    for string in list(soup.find_all(string=True)):
        if isinstance(string, PreformattedString):
            string.extract()
        elif string.find_parent("pre"):
            string.replace_with(NavigableString(str(string).replace("\n", _MARK_OF["row"])))
        else:
            string.replace_with(NavigableString(_SPLIT.sub("", re.sub(r"\s+", " ", str(string)))))


def _mark_tables(soup: BeautifulSoup) -> None:
    """Write data tables as rows of cells; tables that only lay the page out stay blocks."""
    for table in soup.find_all("table"):
        cells = table.find_all(["td", "th"])
        layout = table.find("table") or any(len(cell.get_text()) > 400 for cell in cells)
        for row in table.find_all("tr"):
            row.insert(0, _MARK_OF["row"])
        for cell in cells:
            if layout:
                cell.insert(0, _MARK_OF["paragraph"])
                continue
            cell.string = " ".join(cell.get_text(" ").split())
            if cell.find_previous_sibling(["td", "th"]):
                cell.insert(0, " | ")


def _mark_blocks(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(_HEADINGS):
        tag.string = _MARK_OF["heading"] + " ".join(_SPLIT.sub(" ", tag.get_text(" ")).split()) + _MARK_OF["paragraph"]
    for items in soup.find_all(["ul", "ol"]):
        for number, tag in enumerate(items.find_all("li", recursive=False), start=1):
            tag.insert(0, _MARK_OF["item"] + (f"{number}. " if items.name == "ol" else "- "))
    for tag in soup.find_all(_BLOCKS):
        if tag.name != "li":
            tag.insert(0, _MARK_OF["paragraph"])
        tag.append(_MARK_OF["paragraph"])


def _blocks(text: str) -> Iterator[Block]:
    pieces = _SPLIT.split(text)
    kind: Kind = "paragraph"
    bullet = ""
    for piece in pieces:
        if piece in _MARKS:
            kind = _MARKS[piece]
            continue
        words = " ".join(piece.split())
        if words == "-" or re.fullmatch(r"\d+\.", words):
            bullet = words + " "  # the item's words stand in a paragraph inside it
        elif words:
            yield Block(text=bullet + words, kind="item" if bullet else kind)
            bullet = ""
            kind = "paragraph"
