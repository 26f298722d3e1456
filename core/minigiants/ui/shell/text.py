"""Say numbers and foreign texts so that they can be shown as they are."""

import re
from datetime import UTC, datetime

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def plain(text: str) -> str:
    r"""Escape `text` for places that read Markdown (labels, titles): no link, image, formula or tag comes of it.

    >>> plain("![x](http://a.example) $1")
    '\\!\\[x\\]\\(http\\:\\/\\/a\\.example\\) \\$1'
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split())).replace("/", r"\/")


def shorten(text: str, length: int) -> str:
    """Cut `text` to at most `length` characters, at a word where possible.

    >>> shorten("What is the notice period?", 15)
    'What is the…'
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rpartition(" ")[0] or head) + "…"


def count(number: int, noun: str) -> str:
    """Say how many there are.

    >>> count(1, "page"), count(1200, "passage")
    ('1 page', '1,200 passages')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def duration(seconds: float) -> str:
    """Say a time span in words.

    >>> duration(0.04), duration(3.21), duration(75)
    ('under 0.1 s', '3.2 s', '1 min 15 s')
    """
    if seconds < 0.1:
        return "under 0.1 s"
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{seconds // 60:.0f} min {seconds % 60:.0f} s"


def size(number: int) -> str:
    """Say a number of bytes in words.

    >>> size(900), size(120_400), size(3_210_000)
    ('1 KB', '120 KB', '3.2 MB')
    """
    return f"{number / 1e6:.1f} MB" if number >= 1_000_000 else f"{max(1, round(number / 1e3))} KB"


def ordinal(rank: int) -> str:
    """Say a rank in words.

    >>> ordinal(1), ordinal(12), ordinal(23)
    ('1st', '12th', '23rd')
    """
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def file_name(what: str, kind: str, suffix: str, *, day: datetime | None = None) -> str:
    """Name a file to be saved after what it is about, what it is, and the day; nothing in it troubles a file system.

    >>> file_name("Lease / 2026", "conversation", "md", day=datetime(2026, 11, 30))
    'lease-2026_conversation_2026-11-30.md'
    """
    about = re.sub(r"[^\w]+", "-", what.casefold()).strip("-_")[:60] or "untitled"
    return f"{about}_{kind}_{day or datetime.now(UTC):%Y-%m-%d}.{suffix}"
