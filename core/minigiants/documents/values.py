"""Say what reading a file gives: a document with its pages, or the reason why not."""

from dataclasses import dataclass
from typing import Literal

from minigiants.types import Scan, Table

READERS = 4
"""The version of the readers: counted on when they read so much better that what is indexed should be read anew."""
Reason = Literal["empty", "encrypted", "scanned", "corrupt", "unsupported", "too large"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page's text: every span in the suite is a pair of offsets into it."""

    number: int
    """1-based; text formats without pages have the one page 1."""
    text: str
    """One line a paragraph, heading, list item or table row; lines broken by the page's width are joined."""
    headings: tuple[tuple[int, str], ...] = ()
    """(offset in the text, heading) in order."""
    tables: tuple[Table, ...] = ()
    """The tables that begin on the page, in order; each row is also a line of the text."""
    scan: Scan | None = None
    """Of a page that was recognised from its picture."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A file that was read."""

    id: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    name: str
    media_type: str
    """Found from the content, not from the name."""
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()
    """What a reader should know, one sentence each, such as pages that hold no text."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables of all pages, in order."""
        return tuple(table for page in self.pages for table in page.tables)

    @property
    def scans(self) -> dict[int, Scan]:
        """Return how surely pages were recognised, by number, of those that are pictures."""
        return {page.number: page.scan for page in self.pages if page.scan}


class Unreadable(Exception):  # noqa: N818 (it is the file that is so, not the program that erred)
    """A file that gives no text; `reason` is for programs, the message says what to do about it."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.message = message
