"""Read a file of any supported kind; the kind is decided by the content, never by the name alone."""

import contextlib
import hashlib
import re
from collections.abc import Callable

from minigiants.documents import mail, office, pdf, plain
from minigiants.documents.archives import read_epub, read_packed
from minigiants.documents.blocks import page
from minigiants.documents.inside import Inside, attached
from minigiants.documents.refused import refuse, refuse_old
from minigiants.documents.tables import read_csv
from minigiants.documents.tally import Tally
from minigiants.documents.values import Document, Page, Unreadable
from minigiants.documents.web import read_html, read_markdown

SUFFIXES = (
    *(".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp", ".rtf", ".html", ".htm", ".md", ".markdown", ".txt"),
    *(".csv", ".tsv", ".eml", ".msg", ".mbox", ".mht", ".epub", ".zip"),
)
"""What to offer in a file picker; content decides what a file is."""

KINDS = {
    "application/epub+zip": "book",
    "application/mbox": "mailbox",
    "application/pdf": "PDF",
    "application/rtf": "rich text",
    "application/vnd.ms-outlook": "mail",
    "application/zip": "archive",
    "message/rfc822": "mail",
    "text/csv": "table",
    "text/html": "web page",
    "text/markdown": "Markdown",
    "text/plain": "text",
}
_ENDINGS = {
    "presentation": "presentation",
    "presentationml.presentation": "presentation",
    "sheet": "workbook",
    "spreadsheet": "workbook",
    "spreadsheetml.sheet": "workbook",
    "text": "text document",
    "wordprocessingml.document": "Word file",
}
"""Of the media types of office programs, after the last dash or the part that is common to all."""

OnPage = Callable[[int, int], None]

_MARKDOWN = (".md", ".markdown", ".mdown")
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|table|h[1-6]|br|ul|ol|span)[\s/>]", re.IGNORECASE)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DEEPEST = 3
"""Files inside of one another that are read."""


def _tell_nobody(_done: int, _total: int) -> None:
    """Leave it untold how far it is."""


def read(
    data: bytes, name: str, *, on_page: Callable[[int, int], None] | None = None, max_bytes: int = 200_000_000
) -> Document:
    """Read the file `data` called `name`; raises Unreadable with the reason.

    `on_page(done, total)` is called after each page; what it raises passes through.
    """
    if len(data) > max_bytes:
        size = f"{len(data) / 1e6:.0f} MB"
        raise Unreadable("too large", f"The file has {size}, more than {max_bytes / 1e6:g} MB: split it into parts.")
    if not data.strip(b" \t\r\n\f\v\0"):
        raise Unreadable("empty", "The file is empty: check that it was saved or copied whole.")
    media_type, pages, notes = _pages(data, name, on_page or _tell_nobody)
    if not any(page.text for page in pages):
        raise Unreadable("empty", "The file holds no text: check that it is the right one.")
    return Document(
        id=hashlib.sha256(data).hexdigest(), name=name, media_type=media_type, pages=pages, notes=tuple(notes)
    )


def kind(media_type: str) -> str:
    """Name a media type as people do.

    >>> kind("application/pdf"), kind("application/vnd.oasis.opendocument.spreadsheet")
    ('PDF', 'workbook')
    """
    ending = media_type.rpartition("opendocument.")[2].rpartition("officedocument.")[2]
    return KINDS.get(media_type) or _ENDINGS.get(ending, "document")


def page_text(data: bytes, name: str, page: int) -> str:
    """Read the text of one page (1-based) again, the same as `read` gave; raises Unreadable or IndexError."""
    if pdf.is_pdf(data):
        with contextlib.suppress(IndexError):  # it may be one of a file that is attached
            return pdf.page_text(data, page)
    pages = read(data, name, max_bytes=len(data)).pages
    if not 1 <= page <= len(pages):
        raise IndexError(f"no page {page!r}; there are {len(pages)}")
    return pages[page - 1].text


def _pages(data: bytes, name: str, on_page: OnPage) -> tuple[str, tuple[Page, ...], list[str]]:
    tally = Tally()
    media_type, pages = _contents(data, name, tally, on_page, depth=0)
    if media_type != "application/pdf":  # which tells page by page
        on_page(len(pages), len(pages))
    return media_type, pages, tally.notes()


def _contents(
    data: bytes, name: str, tally: Tally, on_page: OnPage = _tell_nobody, *, depth: int
) -> tuple[str, tuple[Page, ...]]:
    """Return the media type and the pages of a file; `depth` counts the files around it."""

    def inside(inner: bytes, inner_name: str) -> tuple[Page, ...]:
        if depth >= DEEPEST:
            raise Unreadable("unsupported", "It is packed too often: unpack it and add what is in it.")
        if not inner.strip(b" \t\r\n\f\v\0"):
            raise Unreadable("empty", "The file is empty: check that it was saved or copied whole.")
        return _contents(inner, inner_name, tally, depth=depth + 1)[1]

    if pdf.is_pdf(data):
        pages, notes = pdf.read(data, on_page)
        tally.others.extend(notes)
        return "application/pdf", attached(pages, pdf.attachments(data), tally, inside)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with office.unpacked(data) as archive:
            known = (office.read_openxml, office.read_opendocument, read_epub)
            contents = next((found for read_kind in known if (found := read_kind(archive, tally))), None)
            return contents or read_packed(archive, tally, inside)
    if data.startswith(_OLE2):
        refuse_old(data)
        with mail.opened(data) as file:
            return "application/vnd.ms-outlook", mail.read_outlook(file, tally, inside)
    if data.startswith(b"{\\rtf"):
        return "application/rtf", (page(office.rtf_blocks(data, tally)),)
    refuse(data, name)
    return _textual(data, name, tally, inside)


def _textual(data: bytes, name: str, tally: Tally, inside: Inside) -> tuple[str, tuple[Page, ...]]:
    """Return the media type and the pages of a file that is written in characters."""
    if mail.is_mailbox(data):
        return "application/mbox", mail.read_mailbox(data, tally, inside)
    if mail.is_message(data, name):
        return "message/rfc822", mail.read_message(data, tally, inside)
    media_type, text_page = _text_page(data, name, tally)
    return media_type, (text_page,)


def _text_page(data: bytes, name: str, tally: Tally) -> tuple[str, Page]:
    text = plain.decode(data)
    start = text[:4000]
    suffix = name.lower()
    if _HTML.search(start) or (suffix.endswith((".html", ".htm", ".xhtml")) and _TAG.search(text)):
        return "text/html", read_html(data, text, tally)
    if suffix.endswith(_MARKDOWN):
        return "text/markdown", read_markdown(text, tally)
    if suffix.endswith((".csv", ".tsv", ".tab")):
        return "text/csv", read_csv(text)
    return "text/plain", plain.read(text)
