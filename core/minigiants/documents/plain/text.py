"""Decode text, and read plain text."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from minigiants.documents.blocks import Block, page
from minigiants.documents.plain import columns
from minigiants.documents.plain.encoding import JUNK, encoding
from minigiants.documents.values import Page, Unreadable

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\u00ad\u200b\ufeff]")
_LIGATURES = {0xFB00 + i: text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_MUCH = 0.1
"""The share of control or undecodable characters that no text has."""

ITEM = re.compile(r"\s*(?:[-*+•‣▪●○–·]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s+")
"""How a list item begins."""


def decode(data: bytes) -> str:
    """Decode `data` to NFC text without control characters; raises Unreadable for what is no text.

    >>> decode("Überweisung".encode("utf-16"))
    'Überweisung'
    """
    text = data.decode(encoding(data), errors="replace").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = _CONTROLS.sub("", text)
    if len(text) - len(clean) > _MUCH * len(text) or clean.count("\ufffd") > _MUCH * len(clean):
        raise Unreadable("unsupported", JUNK)
    return unicodedata.normalize("NFC", clean.translate(_LIGATURES))


def blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs and tables of plain text, as `read` takes it."""
    for part in columns.tables(text.splitlines()):
        if isinstance(part, columns.Lines):
            lines = [" ".join(line.split()) if "\t" not in line else line.strip() for line in part.lines]
            yield from (Block(text=paragraph) for paragraph in _paragraphs(lines))
        else:
            yield from part


def read(text: str) -> Page:
    r"""Make a page of plain text, joining lines that were broken at a fixed width.

    >>> read("The tenant shall pay the rent on the\nfirst day of each month.\n\nSigned\n").text
    'The tenant shall pay the rent on the first day of each month.\n\nSigned'
    """
    return page(blocks(text))


def _paragraphs(lines: list[str]) -> Iterator[str]:
    paragraph: list[str] = []
    for line in [*lines, ""]:
        if line:
            paragraph.append(line)
        elif paragraph:
            yield unwrap(paragraph)
            paragraph = []


def unwrap(lines: list[str]) -> str:
    """Join each line with the next when the next one's first word would not have fitted on it."""
    width = max(map(len, lines))
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        full = len(line) + 1 + len(following.split(" ", 1)[0]) > width >= 40
        goes_on = following[0].islower() and line[-1] not in ".:;!?|"
        joined = (full or goes_on) and not ITEM.match(following) and "\t" not in line + following
        pieces += [" " if joined else "\n", following]
    return "".join(pieces)
