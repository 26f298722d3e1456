"""Write a model once more with fewer bits a weight, by the quantizer of the engine that is installed."""

import ctypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from minigiants.models.catalog.add import add
from minigiants.models.catalog.entries import ModelEntry, catalog, entry
from minigiants.models.catalog.gguf import BadModelFileError
from minigiants.models.catalog.verify import locate, status
from minigiants.models.ctransformers.gguf import BLOCKS, UINT32, Described, Tensor, describe, write

F32, F16 = 0, 1
WIDTHS: Final[Mapping[str, int]] = MappingProxyType(
    {"q8_0": 8, "q6_k": 14, "q5_k": 13, "q5_0": 6, "q4_k": 12, "q4_0": 2, "q3_k": 11, "q2_k": 10}
)
"""Names of widths, widest first -> numbers of GGML's types."""
FILE_TYPES: Final = {"q8_0": 7, "q6_k": 18, "q5_k": 17, "q5_0": 8, "q4_k": 15, "q4_0": 2, "q3_k": 12, "q2_k": 10}
"""What `general.file_type` says of a file that is mostly of that width."""
_INSTEAD: Final = {14: 8, 13: 7, 12: 6, 11: 2, 10: 2}
"""Types of blocks of 256 -> of 32, for rows that 256 does not divide; the engine's own tool does much the same."""
_READERS: Final = {2: "q4_0", 3: "q4_1", 6: "q5_0", 7: "q5_1", 8: "q8_0"} | {
    10: "q2_K",
    11: "q3_K",
    12: "q4_K",
    13: "q5_K",
    14: "q6_K",
}
_ROWS: Final = 512
"""Turned at a time: a matrix as floats would take gigabytes."""
_Floats = np.ndarray[Any, np.dtype[np.float32]]


def quantize(name: str, width: str, folder: Path, on_bytes: Callable[[int], None] = lambda done: None) -> ModelEntry:
    """Write the model called `name` with its layers' matrices at `width`, and take it into the user's catalog.

    What a file of few bits has lost, a wider copy of it does not bring back. Raises KeyError for a width that there is
    not, ModelNotReadyError, and BadModelFileError for a file whose weights can't be read.
    """
    if width not in WIDTHS:
        raise KeyError(f"no width {width!r}; there are: {', '.join(WIDTHS)}")
    source, target = entry(name, folder), f"{name}-{width}"
    earlier = catalog(folder).get(target)
    if earlier and status(earlier, folder) == "ready":
        return earlier
    path = locate(source.name, folder)
    described = describe(path)
    _refuse_unknown(name, described)
    new = [replace(tensor, kind=_kind(tensor, WIDTHS[width])) for tensor in described.tensors]
    old = {tensor.name: tensor for tensor in described.tensors}
    part = folder / ".pull" / f"{target}.gguf"
    part.parent.mkdir(exist_ok=True)
    metadata = dict(described.metadata) | {"general.file_type": (UINT32, FILE_TYPES[width])}
    try:
        write(part, metadata, new, path, on_bytes, data=lambda tensor: _turned(path, old[tensor.name], tensor.kind))
        return add(part, folder, name=target)
    finally:
        part.unlink(missing_ok=True)


def _refuse_unknown(name: str, described: Described) -> None:
    strange = [tensor for tensor in described.tensors if tensor.kind not in BLOCKS]
    if strange:
        raise BadModelFileError(f"{name!r} has weights of a kind that can't be read here ({strange[0].name})")


def _kind(tensor: Tensor, wanted: int) -> int:
    """Return the type that a tensor gets: matrices of the layers are turned, all else stays as it is."""
    if len(tensor.shape) != 2 or not tensor.name.startswith("blk.") or not tensor.name.endswith(".weight"):
        return tensor.kind
    kind = wanted if tensor.shape[0] % BLOCKS[wanted][0] == 0 else _INSTEAD.get(wanted, wanted)
    return kind if tensor.shape[0] % BLOCKS[kind][0] == 0 else tensor.kind


def _turned(path: Path, source: Tensor, kind: int) -> Iterator[bytes]:
    """Yield the data of a tensor as another type, some rows at a time."""
    width, rows = source.shape[0], int(np.prod(source.shape[1:], dtype=int))
    per_row = source.size // rows
    with path.open("rb") as stream:
        stream.seek(source.offset)
        for first in range(0, rows, _ROWS):
            count = min(_ROWS, rows - first)
            data = stream.read(count * per_row)
            if len(data) < count * per_row:
                raise BadModelFileError("the model file is cut off")
            yield data if kind == source.kind else _written(_read(data, source.kind, count * width), kind, width)


def _read(data: bytes, kind: int, number: int) -> _Floats:
    """Return weights as floats."""
    if kind == F32:
        return np.frombuffer(data, np.float32)
    if kind == F16:
        return np.frombuffer(data, np.float16).astype(np.float32)
    values: _Floats = np.empty(number, np.float32)
    reader = getattr(_engine(), f"dequantize_row_{_READERS[kind]}")
    reader.restype = None
    reader(data, values.ctypes.data_as(ctypes.c_void_p), ctypes.c_int64(number))
    return values


def _written(values: _Floats, kind: int, width: int) -> bytes:
    """Return floats as weights of a type."""
    weights, length = BLOCKS[kind]
    made = ctypes.create_string_buffer(len(values) // weights * length)
    quantizer = _engine().ggml_quantize_chunk
    quantizer.restype = ctypes.c_size_t
    number = ctypes.c_int64
    quantizer(
        ctypes.c_int(kind),
        np.ascontiguousarray(values).ctypes.data_as(ctypes.c_void_p),
        made,
        number(0),
        number(len(values) // width),
        number(width),
        None,
    )
    return made.raw


@cache
def _engine() -> ctypes.CDLL:
    """Open the engine's library, which offers GGML's own functions."""
    import xllamacpp.xllamacpp as native

    return ctypes.CDLL(native.__file__)
