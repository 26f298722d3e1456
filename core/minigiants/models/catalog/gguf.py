"""Read what a GGUF file says about itself, without loading it."""

import struct
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, BinaryIO

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_LONGEST = 64 << 20
"""Bytes of the longest string that is believed; a damaged length would ask for exabytes."""


class BadModelFileError(ValueError):
    """The file is not a GGUF model that the suite can run."""


def read_gguf(path: Path, lists: Collection[str] = ()) -> Mapping[str, Any]:
    """Return a GGUF file's metadata, arrays as their length but for `lists`; raises BadModelFileError."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        try:
            if stream.read(4) != b"GGUF":
                raise BadModelFileError(f"{path.name!r} is no GGUF file: it doesn't begin with 'GGUF'")
            version, tensors, count = _unpack(stream, "I"), _unpack(stream, "Q"), _unpack(stream, "Q")
            if version not in (2, 3):
                raise BadModelFileError(f"{path.name!r} is GGUF version {version}; versions 2 and 3 can be read")
            metadata = dict(_entry(stream, lists) for _ in range(count))
            last = max((_tensor(stream) for _ in range(tensors)), default=0)
            if not tensors or stream.tell() + last >= size:
                raise BadModelFileError(f"{path.name!r} is cut off: its last tensors are missing")
        except (struct.error, KeyError, UnicodeDecodeError, OverflowError) as error:
            raise BadModelFileError(f"{path.name!r} is damaged: its metadata cannot be read") from error
    return metadata


def _unpack(stream: BinaryIO, code: str) -> Any:
    layout = struct.Struct("<" + code)
    return layout.unpack(stream.read(layout.size))[0]


def _string(stream: BinaryIO) -> str:
    length = _unpack(stream, "Q")
    if length > _LONGEST:
        raise OverflowError(length)
    return stream.read(length).decode("utf-8")


def _entry(stream: BinaryIO, lists: Collection[str]) -> tuple[str, Any]:
    name = _string(stream)
    return name, _value(stream, _unpack(stream, "I"), whole=name in lists)


def _value(stream: BinaryIO, kind: int, *, whole: bool = False) -> Any:
    if kind == _STRING:
        return _string(stream)
    if kind != _ARRAY:
        return _unpack(stream, _SCALARS[kind])
    inner, length = _unpack(stream, "I"), _unpack(stream, "Q")
    if whole:
        return [_value(stream, inner) for _ in range(length)]
    if inner in _SCALARS:
        stream.seek(struct.calcsize("<" + _SCALARS[inner]) * length, 1)
        return length
    for _ in range(length):
        _value(stream, inner)
    return length


def _tensor(stream: BinaryIO) -> int:
    """Read one tensor's description and return where its data begin, in bytes after the descriptions."""
    _string(stream)
    dimensions = _unpack(stream, "I")
    stream.seek(8 * dimensions + 4, 1)
    return int(_unpack(stream, "Q"))
