"""Send and receive over a pipe: a kind of one byte, a length, and as many bytes."""

import struct
from typing import IO

_HEAD = struct.Struct("<cQ")

READY, PROGRESS, LONGER, DOCUMENT, PASSAGES, BYTES, REFUSED, BROKEN = (
    *(b"y", b"p", b"l", b"d"),
    *(b"s", b"b", b"u", b"x"),
)
"""What the reading process answers; LONGER asks for more seconds, or gives back what it did not need."""


def send(pipe: IO[bytes], kind: bytes, *parts: bytes) -> None:
    """Write one frame whose content are the parts, one after the other."""
    pipe.write(_HEAD.pack(kind, sum(map(len, parts))))
    for part in parts:
        pipe.write(part)
    pipe.flush()


def receive(pipe: IO[bytes], most: int) -> tuple[bytes, bytes] | None:
    """Read one frame; None at the end, and for one that is cut or longer than `most` bytes."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    if length > most:
        return None
    content = pipe.read(length)
    return (kind, content) if len(content) == length else None
