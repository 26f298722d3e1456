"""Read a whole GGUF file's description and write another with the same weights."""

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

from minigiants.models.catalog.gguf import BadModelFileError, read_gguf

Value = tuple[int, Any]
"""A GGUF type number and the value; arrays are `(ARRAY, (inner type, list))`, strings are bytes."""

UINT32, INT32, FLOAT32, STRING, ARRAY = 4, 5, 6, 8, 9
SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
BLOCKS = {0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34)} | {
    10: (256, 84),
    11: (256, 110),
    12: (256, 144),
    13: (256, 176),
    14: (256, 210),
}
"""How the GGML of 2023 stores weights: type number -> weights of a block, bytes of a block."""
ALIGNMENT = 32
_COPIED = 8 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Tensor:
    """A matrix of the file."""

    name: str
    shape: tuple[int, ...]
    kind: int
    offset: int
    """Of its data, from the beginning of the file."""

    @property
    def size(self) -> int:
        """Bytes; raises KeyError for a kind that BLOCKS doesn't have."""
        weights, length = BLOCKS[self.kind]
        return prod(self.shape) // weights * length


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """What a file says before its weights."""

    metadata: Mapping[str, Value]
    tensors: tuple[Tensor, ...]

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value as Python knows it: strings decoded, arrays as lists."""
        kind, value = self.metadata.get(key, (UINT32, default))
        if kind == ARRAY:
            return value[1]
        return value.decode("utf-8", "replace") if kind == STRING else value


def describe(path: Path) -> Described:
    """Read everything but the weights; raises BadModelFileError."""
    alignment = int(read_gguf(path).get("general.alignment", ALIGNMENT))
    with path.open("rb") as stream:
        stream.seek(8)
        tensors, count = _unpack(stream, "Q"), _unpack(stream, "Q")
        metadata = {_bytes(stream).decode(): _typed(stream) for _ in range(count)}
        found = [_tensor(stream) for _ in range(tensors)]
        start = _aligned(stream.tell(), alignment)
    placed = [Tensor(name=t.name, shape=t.shape, kind=t.kind, offset=start + t.offset) for t in found]
    return Described(metadata=metadata, tensors=tuple(placed))


def write(
    target: Path,
    metadata: Mapping[str, Value],
    tensors: Sequence[Tensor],
    source: Path,
    on_bytes: Callable[[int], None] = lambda done: None,
    *,
    data: Callable[[Tensor], Iterable[bytes]] | None = None,
) -> None:
    """Write a GGUF file with `metadata` and the `tensors` of `source`; `on_bytes` hears how many were written.

    `data` gives a tensor's bytes where they are not the source's own.
    """
    with source.open("rb") as weights, target.open("wb") as stream:
        stream.write(b"GGUF" + struct.pack("<IQQ", 2, len(tensors), len(metadata)))
        for key, (kind, value) in metadata.items():
            stream.write(_text(key.encode()) + struct.pack("<I", kind) + _packed(kind, value))
        offset = 0
        for tensor in tensors:
            shape = struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape)
            stream.write(_text(tensor.name.encode()) + shape + struct.pack("<IQ", tensor.kind, offset))
            offset += _aligned(tensor.size, ALIGNMENT)
        _pad(stream)
        for tensor in tensors:
            if data:
                stream.writelines(data(tensor))
            else:
                _copy(weights, stream, tensor)
            _pad(stream)
            on_bytes(stream.tell())


def strings(values: Sequence[bytes]) -> Value:
    """Make an array of strings."""
    return ARRAY, (STRING, list(values))


def numbers(kind: int, values: Sequence[float]) -> Value:
    """Make an array of numbers of the type `kind`."""
    return ARRAY, (kind, list(values))


def _copy(source: BinaryIO, target: BinaryIO, tensor: Tensor) -> None:
    source.seek(tensor.offset)
    rest = tensor.size
    while rest:
        piece = source.read(min(rest, _COPIED))
        if not piece:
            raise BadModelFileError("the model file is cut off")
        target.write(piece)
        rest -= len(piece)


def _pad(stream: BinaryIO) -> None:
    stream.write(b"\0" * (_aligned(stream.tell(), ALIGNMENT) - stream.tell()))


def _aligned(place: int, alignment: int) -> int:
    return -(-place // alignment) * alignment


def _unpack(stream: BinaryIO, code: str) -> Any:
    layout = struct.Struct("<" + code)
    return layout.unpack(stream.read(layout.size))[0]


def _bytes(stream: BinaryIO) -> bytes:
    return stream.read(_unpack(stream, "Q"))


def _typed(stream: BinaryIO) -> Value:
    kind = _unpack(stream, "I")
    if kind != ARRAY:
        return kind, _scalar(stream, kind)
    inner, length = _unpack(stream, "I"), _unpack(stream, "Q")
    return ARRAY, (inner, [_scalar(stream, inner) for _ in range(length)])


def _scalar(stream: BinaryIO, kind: int) -> Any:
    return _bytes(stream) if kind == STRING else _unpack(stream, SCALARS[kind])


def _tensor(stream: BinaryIO) -> Tensor:
    name = _bytes(stream).decode()
    shape = tuple(_unpack(stream, "Q") for _ in range(_unpack(stream, "I")))
    return Tensor(name=name, shape=shape, kind=_unpack(stream, "I"), offset=_unpack(stream, "Q"))


def _text(value: bytes) -> bytes:
    return struct.pack("<Q", len(value)) + value


def _packed(kind: int, value: Any) -> bytes:
    if kind == STRING:
        return _text(value)
    if kind != ARRAY:
        return struct.pack("<" + SCALARS[kind], value)
    inner, items = value
    head = struct.pack("<IQ", inner, len(items))
    if inner == STRING:
        return head + b"".join(map(_text, items))
    return head + struct.pack(f"<{len(items)}{SCALARS[inner]}", *items)
