"""Decode text of unknown encoding, and read plain text."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from charset_normalizer import from_bytes

from minigiants.documents.blocks import Block, page
from minigiants.documents.values import Page, Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\u00ad\u200b\ufeff]")
_SAMPLE = 65_536
_MUCH = 0.1
"""The share of control or undecodable characters that no text has."""
_JUNK = "The file is not a text: save it as PDF, DOCX, HTML, Markdown or plain text."

ITEM = re.compile(r"\s*(?:[-*+•‣▪●○–·]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s+")
"""How a list item begins."""


def decode(data: bytes) -> str:
    """Decode `data` to NFC text without control characters; raises Unreadable for what is no text.

    >>> decode("Überweisung".encode("utf-16"))
    'Überweisung'
    """
    text = data.decode(_encoding(data), errors="replace").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = _CONTROLS.sub("", text)
    if len(text) - len(clean) > _MUCH * len(text) or clean.count("\ufffd") > _MUCH * len(clean):
        raise Unreadable("unsupported", _JUNK)
    return unicodedata.normalize("NFC", clean)


def _encoding(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    if encoding := _wide(data[:_SAMPLE]):
        return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data[:_SAMPLE].replace(b"\0", b"")).best()
        if best is None:
            raise Unreadable("unsupported", _JUNK) from None
        return best.encoding
    return "utf-8"


def _wide(sample: bytes) -> str:
    """Recognize UTF-16 without a mark by its zeros, which western text has at every second byte."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * len(sample) and even < 0.05 * len(sample):
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * len(sample) and odd < 0.05 * len(sample) else ""


def read(text: str) -> Page:
    r"""Make a page of plain text, joining lines that were broken at a fixed width.

    >>> read("The tenant shall pay the rent on the\nfirst day of each month.\n\nSigned\n").text
    'The tenant shall pay the rent on the first day of each month.\n\nSigned'
    """
    lines = [" ".join(line.split()) if "\t" not in line else line.strip() for line in text.splitlines()]
    return page(Block(text=paragraph) for paragraph in _paragraphs(lines))


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
    text = lines[0]
    for line, following in pairwise(lines):
        full = len(line) + 1 + len(following.split(" ", 1)[0]) > width >= 40
        goes_on = following[0].islower() and line[-1] not in ".:;!?|"
        joined = (full or goes_on) and not ITEM.match(following) and "\t" not in line + following
        text += (" " if joined else "\n") + following
    return text
