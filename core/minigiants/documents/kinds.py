"""Read a file of any supported kind; the kind is decided by the content, never by the name alone."""

import hashlib
import re
from collections.abc import Callable

from minigiants.documents import office, pdf, plain
from minigiants.documents.tables import read_csv
from minigiants.documents.tally import Tally
from minigiants.documents.values import Document, Page, Unreadable
from minigiants.documents.web import read_html, read_markdown

SUFFIXES = (".pdf", ".docx", ".html", ".htm", ".md", ".markdown", ".txt", ".csv")
"""What to offer in a file picker; content decides what a file is."""

OnPage = Callable[[int, int], None]

_MARKDOWN = (".md", ".markdown", ".mdown")
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|table|h[1-6]|br|ul|ol|span)[\s/>]", re.IGNORECASE)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")


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
    media_type, pages, notes = _pages(data, name, on_page or (lambda _done, _total: None))
    if not any(page.text for page in pages):
        raise Unreadable("empty", "The file holds no text: check that it is the right one.")
    return Document(
        id=hashlib.sha256(data).hexdigest(), name=name, media_type=media_type, pages=pages, notes=tuple(notes)
    )


def page_text(data: bytes, name: str, page: int) -> str:
    """Read the text of one page (1-based) again, the same as `read` gave; raises Unreadable or IndexError."""
    if pdf.is_pdf(data):
        return pdf.page_text(data, page)
    pages = read(data, name, max_bytes=len(data)).pages
    if not 1 <= page <= len(pages):
        raise IndexError(f"no page {page!r}; there are {len(pages)}")
    return pages[page - 1].text


def _pages(data: bytes, name: str, on_page: OnPage) -> tuple[str, tuple[Page, ...], list[str]]:
    if pdf.is_pdf(data):
        return "application/pdf", *pdf.read(data, on_page)
    tally = Tally()
    if data.startswith(b"PK"):
        media_type, pages = _archive(data, tally)
        on_page(len(pages), len(pages))
        return media_type, pages, tally.notes()
    _refuse_known(data)
    media_type, page = _text_page(data, name, tally)
    return media_type, _single(page, on_page), tally.notes()


def _archive(data: bytes, tally: Tally) -> tuple[str, tuple[Page, ...]]:
    with office.unpacked(data) as archive:
        contents = office.read_openxml(archive, tally)
    if contents is None:
        raise Unreadable("unsupported", "This archive is not a Word file: save its contents as PDF or DOCX.")
    return contents


def _single(page: Page, on_page: OnPage) -> tuple[Page, ...]:
    on_page(1, 1)
    return (page,)


def _refuse_known(data: bytes) -> None:
    """Name the kinds that people try, so that the message says what to do."""
    if data.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("encrypted", "The file is protected by a password: save a copy without one.")
        raise Unreadable("unsupported", "This is a file of an old Office version: save it as DOCX or PDF.")
    if data.startswith(b"{\\rtf"):
        raise Unreadable("unsupported", "This is an RTF file: save it as DOCX or PDF.")
    if data.startswith(_PICTURES):
        raise Unreadable("unsupported", "This is a picture, not a text: run text recognition (OCR) on it first.")


def _text_page(data: bytes, name: str, tally: Tally) -> tuple[str, Page]:
    text = plain.decode(data)
    start = text[:4000]
    suffix = name.lower()
    if _HTML.search(start) or (suffix.endswith((".html", ".htm", ".xhtml")) and _TAG.search(text)):
        return "text/html", read_html(data, text, tally)
    if suffix.endswith(_MARKDOWN):
        return "text/markdown", read_markdown(text, tally)
    if suffix.endswith(".csv"):
        return "text/csv", read_csv(text)
    return "text/plain", plain.read(text)
