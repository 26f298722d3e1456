"""Put a mail's head, its words and what is attached together to pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minigiants.documents import plain
from minigiants.documents.blocks import Block, page
from minigiants.documents.inside import Inside, attached
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page
from minigiants.documents.web import html_blocks


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A mail, decoded."""

    subject: str = ""
    head: Sequence[tuple[str, str]] = ()
    """Who wrote to whom, and when: names of the lines, and what stands there."""
    text: str = ""
    html: str = ""
    attachments: Sequence[tuple[str, bytes]] = ()


def pages(letter: Letter, tally: Tally, inside: Inside) -> tuple[Page, ...]:
    """Return the mail as page 1, and the pages of what is attached after it."""
    return attached([page(_blocks(letter, tally))], letter.attachments, tally, inside)


def _blocks(letter: Letter, tally: Tally) -> Iterator[Block]:
    if letter.subject:
        yield Block(text=letter.subject, kind="heading")
    yield from (Block(text=f"{name}: {value}", kind="row") for name, value in letter.head if value)
    if letter.text.strip() and not _has_table(letter.html):
        yield from plain.blocks(letter.text)
    elif letter.html.strip():
        yield from html_blocks(b"", letter.html, tally)


def _has_table(html: str) -> bool:
    """Tell whether a mail's HTML holds a table, of whose cells its plain text makes lines."""
    return "<table" in html.lower() and any(block.table for block in html_blocks(b"", html, Tally()))
