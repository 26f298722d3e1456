"""Say what is read of each kind of file and what is not."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file in words for people, with code in backticks."""

    files: str
    read: str
    unread: str


@cache
def formats() -> tuple[Format, ...]:
    """Return the kinds of files that are read, the commonest first.

    >>> formats()[0].files
    'PDF'
    """
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["format"]
    return tuple(Format(**entry) for entry in listed)
