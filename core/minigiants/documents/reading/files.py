"""Take the bytes of a file that a stranger may have named: regular files only, and no more than is allowed."""

import os
import stat
from pathlib import Path

from minigiants.documents.values import Unreadable

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISDIR, "a folder"),
)
_MARKS = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def contents(file: Path, *, most: int) -> bytes:
    """Return the bytes of a regular file; raises Unreadable for anything else and for more than `most` bytes, OSError.

    What the file is, is asked before it is opened: opening a pipe waits for its writer, and opening a device may act.
    """
    _refuse_special(file.stat().st_mode)
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        _refuse_special(os.fstat(descriptor).st_mode)  # it may have changed in between
        data = stream.read(most + 1)  # at once: a size that was stated proves nothing, and pieces would be held twice
    if len(data) > most:
        raise Unreadable("too large", f"The file has more than {most / 1e6:g} MB: split it into parts.")
    return data


def shown_name(name: str) -> str:
    r"""Write a file's name so that it is one line of text: what is no character of a name is escaped.

    >>> shown_name("a.txt: added\nb.txt"), shown_name("caf\udce9.txt"), shown_name("\u202etxt.exe")
    ('a.txt: added\\nb.txt', 'caf\\xe9.txt', '\\u202etxt.exe')
    """
    return "".join(_shown(character) for character in name)


def _shown(character: str) -> str:
    if mark := _MARKS.get(character):
        return mark
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if character.isprintable():
        return character
    if character.isspace() and character not in "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029":
        return " "
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _refuse_special(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kind = next((words for test, words in _KINDS if test(mode)), "no regular file")
    raise Unreadable("unsupported", f"This is {kind}, not a file: copy its content to a file and add that.")
