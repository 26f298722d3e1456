"""Rewrite a model file of today so that ctransformers, made for the files of 2023, loads it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from filelock import FileLock

from minigiants.models.catalog.add import record
from minigiants.models.catalog.entries import USER_CATALOG, ModelEntry, ModelFile, ModelNotReadyError, catalog, entry
from minigiants.models.catalog.gguf import BadModelFileError
from minigiants.models.catalog.verify import locate, mark, sha256, status
from minigiants.models.ctransformers.gguf import (
    BLOCKS,
    FLOAT32,
    INT32,
    STRING,
    Described,
    Tensor,
    describe,
    numbers,
    strings,
    write,
)
from minigiants.models.ctransformers.tokens import PRE, TOKENS, byte_text

ENGINE: Final = "ctransformers"
CONTROL, BYTE = 3, 6
"""Kinds of tokens as GGUF numbers them."""
_LAYER = r"blk\.\d+\.(?:attn_(?:norm|q|k|v|output)|ffn_(?:norm|gate|up|down))\.weight"
_KNOWN = re.compile(rf"token_embd\.weight|output_norm\.weight|output\.weight|{_LAYER}")
_WAY_OUT = "run it with the engine 'llama.cpp', which can"


def convert(name: str, folder: Path, on_bytes: Callable[[int], None] = lambda done: None) -> ModelEntry:
    """Write the model called `name` once more for ctransformers, and record it in the user's catalog.

    Raises ModelNotReadyError when the model is not here, BadModelFileError with what cannot be converted and the way
    out.
    """
    source = entry(name, folder)
    if source.engine == ENGINE:
        return source
    path, target = locate(name, folder), converted_name(name)
    description = describe(path) if path.is_file() else None
    if description is None:
        raise BadModelFileError(f"{name!r} is no chat model in one GGUF file: {_WAY_OUT}")
    refuse_unfit(name, description)
    with FileLock(folder / f".{USER_CATALOG}.lock"):
        earlier = catalog(folder).get(target)
        if earlier and status(earlier, folder) == "ready":
            return earlier
        part = folder / ".pull" / "convert.part"
        part.parent.mkdir(exist_ok=True)
        write(part, metadata_of(description), tensors_of(description), path, on_bytes)
        result = _described(source, target, part)
        if earlier and earlier.sha256 != result.sha256:
            raise BadModelFileError(f"the name {target!r} is taken by another model: take it out of {USER_CATALOG!r}")
        part.replace(result.path(folder))
        mark(result.path(folder), result.files[0], folder, right=True)
        if not earlier:
            record(result, folder)
    return result


def converted(name: str, folder: Path) -> ModelEntry:
    """Return the model called `name` in the form for ctransformers; raises ModelNotReadyError with what to do."""
    source = entry(name, folder)
    if source.engine == ENGINE:
        return source
    result = catalog(folder).get(converted_name(name))
    if result is None:
        raise ModelNotReadyError(
            f"model {name!r} is not made ready for ctransformers: run "
            f"`minigiants models convert {name} --for ctransformers`, or set MINIGIANTS_ENGINE to 'llama.cpp'"
        )
    return result


def converted_name(name: str) -> str:
    """Return what the model is called once it is converted.

    >>> converted_name("smollm2-135m")
    'smollm2-135m-ctransformers'
    """
    return f"{name}-{ENGINE}"


def refuse_unfit(name: str, description: Described) -> None:
    """Raise BadModelFileError, saying by name what ctransformers could not run."""
    architecture, vocabulary = (
        description.get("general.architecture", ""),
        description.get("tokenizer.ggml.model", "none"),
    )
    if architecture != "llama":
        raise _unfit(name, f"its architecture is {architecture!r}, and only 'llama' can be converted")
    if vocabulary != "gpt2":
        raise _unfit(name, f"its vocabulary is of the kind {vocabulary!r}, and only 'gpt2' can be converted")
    if (splitting := description.get("tokenizer.ggml.pre", "")) not in PRE:
        raise _unfit(name, f"its vocabulary splits words as {splitting!r}, and only {', '.join(PRE)} are known")
    if description.get("llama.rope.scaling.type", "none") != "none":
        raise _unfit(name, "it scales positions, which came later")
    if strange := [tensor.name for tensor in description.tensors if not _KNOWN.fullmatch(tensor.name)]:
        raise _unfit(name, f"it has parts that came later, such as {strange[0]!r}")
    if packed := [tensor for tensor in description.tensors if tensor.kind not in BLOCKS]:
        raise _unfit(name, f"its weights are packed in a way that came later (type {packed[0].kind})")


def _unfit(name: str, why: str) -> BadModelFileError:
    return BadModelFileError(f"ctransformers cannot run {name!r}: {why}; {_WAY_OUT}")


def tensors_of(found: Described) -> list[Tensor]:
    """Return the file's tensors, with an output matrix of their own where it shares the one of the input."""
    tensors = list(found.tensors)
    if not any(tensor.name == "output.weight" for tensor in tensors):
        shared = next(tensor for tensor in tensors if tensor.name == "token_embd.weight")
        tensors.append(replace(shared, name="output.weight"))
    return tensors


def metadata_of(description: Described) -> dict[str, "tuple[int, object]"]:
    """Return the file's metadata with a vocabulary in SentencePiece's form beside its own."""
    tokens: list[bytes] = description.get("tokenizer.ggml.tokens")
    kinds = description.get("tokenizer.ggml.token_type") or [1] * len(tokens)
    merges: list[bytes] = description.get("tokenizer.ggml.merges")
    rank = {b"".join(merge.split(b" ", 1)): place for place, merge in reversed(list(enumerate(merges)))}
    pieces = [piece(token, kind) for token, kind in zip(tokens, kinds, strict=True)]
    rest = {key: value for key, value in description.metadata.items() if key != "tokenizer.ggml.pre"}
    return {
        **rest,
        "tokenizer.ggml.model": (STRING, b"llama"),
        "tokenizer.ggml.tokens": strings(_unique([text for text, _ in pieces])),
        "tokenizer.ggml.scores": numbers(FLOAT32, [-float(rank.get(token, 0)) for token in tokens]),
        "tokenizer.ggml.token_type": numbers(INT32, [kind for _, kind in pieces]),
        TOKENS: strings(tokens),
        "minigiants.pre": (STRING, str(description.get("tokenizer.ggml.pre")).encode()),
    }


def piece(token: bytes, kind: int) -> tuple[bytes, int]:
    r"""Return a token of a byte-level vocabulary in SentencePiece's form, and its kind there.

    >>> piece("Ġcat".encode(), 1), piece("Ċ".encode(), 1)
    ((b'\xe2\x96\x81cat', 1), (b'<0x0A>', 6))
    """
    if kind == CONTROL:
        return token, kind
    data = byte_text(token.decode())
    if len(data) == 1 and not 32 <= data[0] < 127:
        return f"<0x{data[0]:02X}>".encode(), BYTE
    try:
        data.decode()
    except UnicodeDecodeError:  # a part of a character, which no text can hold; ours are decoded by TOKENS
        return token, kind
    return data.replace(b" ", "\u2581".encode()), kind


def _unique(pieces: Sequence[bytes]) -> list[bytes]:
    earlier: set[bytes] = set()
    result = []
    for place, text in enumerate(pieces):
        result.append(f"<again-{place}>".encode() if text in earlier else text)
        earlier.add(text)
    return result


def _described(source: ModelEntry, name: str, part: Path) -> ModelEntry:
    size = part.stat().st_size
    return replace(
        source,
        name=name,
        title=f"{source.title}, for ctransformers",
        memory=source.memory + size - source.size,
        files=(ModelFile(path=f"{name}.gguf", size=size, sha256=sha256(part)),),
        sources=(),
        own=True,
        engine=ENGINE,
    )
