"""Put a text format's blocks together into one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from minigiants.documents.values import Page

Kind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A stretch of text that stands on lines of its own."""

    text: str
    kind: Kind = "paragraph"


def page(blocks: Iterable[Block]) -> Page:
    r"""Join `blocks` into page 1: a blank line between them, none between list items or table rows.

    >>> heading = Block(text="Lease", kind="heading")
    >>> lease = page([heading, Block(text="Rent", kind="row"), Block(text="Term", kind="row")])
    >>> lease.text, lease.headings
    ('Lease\n\nRent\nTerm', ((0, 'Lease'),))
    """
    pieces: list[str] = []
    headings: list[tuple[int, str]] = []
    offset = 0
    before: Kind | None = None
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        if before is not None:
            pieces.append("\n" if before == block.kind and block.kind in ("item", "row") else "\n\n")
            offset += len(pieces[-1])
        if block.kind == "heading":
            headings.append((offset, text))
        pieces.append(text)
        offset += len(text)
        before = block.kind
    return Page(number=1, text="".join(pieces), headings=tuple(headings))
