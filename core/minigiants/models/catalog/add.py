"""Take a GGUF file of the user's own into the models folder and the user's catalog."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock

from minigiants.models.catalog.entries import USER_CATALOG, ModelEntry, ModelFile, catalog, entry
from minigiants.models.catalog.gguf import BadModelFileError, read_gguf
from minigiants.models.catalog.sources import link_or_copy
from minigiants.models.catalog.verify import mark, sha256

_BUFFERS = 300_000_000
"""Bytes of working memory beside the weights and the cache, as measured with models of one to three billion weights."""


def add(path: Path, folder: Path, *, name: str = "") -> ModelEntry:
    """Check the GGUF file, put it into the models folder (linked where possible) and record it in the catalog.

    The name is made from the file's when none is given. A file that the catalog knows by its hash gets the name it
    has there. Raises FileNotFoundError, or BadModelFileError with the reason.
    """
    path = path.expanduser()
    if not path.is_file():
        raise FileNotFoundError(f"no file {str(path)!r}")
    metadata = read_gguf(path)
    _refuse_unfit(path, metadata)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f".{USER_CATALOG}.lock"):
        part = folder / ".pull" / "add.part"
        part.parent.mkdir(exist_ok=True)
        link_or_copy(path, part)
        model = _describe(name or _slug(path.stem), part, path, metadata)
        known = catalog(folder)
        same = next((m for m in known.values() if m.sha256 == model.sha256), None)
        if same is None and model.name in known:
            part.unlink()
            raise BadModelFileError(f"the name {model.name!r} is taken by another model: give one with --name")
        model = same or model
        final = model.path(folder)
        part.replace(final)
        mark(final, model.files[0], folder, right=True)
        if same is None:
            record(model, folder)
    return entry(model.name, folder)


def _refuse_unfit(path: Path, metadata: Mapping[str, Any]) -> None:
    architecture = str(metadata.get("general.architecture", ""))
    if not architecture:
        raise BadModelFileError(f"{path.name!r} doesn't say which architecture it has")
    if "bert" in architecture or architecture == "clip":
        raise BadModelFileError(f"{path.name!r} is a {architecture} model, which cannot chat")
    if metadata.get("split.count", 1) > 1:
        raise BadModelFileError(f"{path.name!r} is one piece of a split model: merge its pieces first")
    if "tokenizer.ggml.model" not in metadata:
        raise BadModelFileError(f"{path.name!r} carries no tokenizer")


def _describe(name: str, part: Path, path: Path, metadata: Mapping[str, Any]) -> ModelEntry:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name):
        raise BadModelFileError(f"{name!r} is no name for a model: use small letters, digits, '.', '_' and '-'")
    size = part.stat().st_size
    architecture = metadata["general.architecture"]
    return ModelEntry(
        name=name,
        title=str(metadata.get("general.name") or path.stem),
        kind="chat",
        licence=str(metadata.get("general.license") or "not stated in the file"),
        context=int(metadata.get(f"{architecture}.context_length", 4096)),
        memory=size + _cache_bytes(metadata, 4096) + _BUFFERS,
        files=(ModelFile(path=f"{name}.gguf", size=size, sha256=sha256(part)),),
        own=True,
    )


def _cache_bytes(metadata: Mapping[str, Any], tokens: int) -> int:
    """Estimate the cache of keys and values in half precision; 0 where the file doesn't give its shape."""
    prefix = f"{metadata['general.architecture']}."
    layers, heads, width = (
        metadata.get(prefix + key, 0) for key in ("block_count", "attention.head_count", "embedding_length")
    )
    shared = metadata.get(prefix + "attention.head_count_kv", heads)
    if not (layers and heads and width):
        return 0
    return int(2 * 2 * layers * shared * (width // heads) * tokens)


def _slug(stem: str) -> str:
    """Make a catalog name of a file's.

    >>> _slug("My Model (v2)-Q4_K_M")
    'my-model-v2-q4_k_m'
    """
    return re.sub(r"[^a-z0-9._]+", "-", stem.lower()).strip("-._") or "model"


def record(model: ModelEntry, folder: Path) -> None:
    """Append the model to the user's catalog in one step."""
    path = folder / USER_CATALOG
    before = path.read_text(encoding="utf-8") if path.is_file() else "# Models that were added on this machine.\n"
    fields = {
        key: getattr(model, key) for key in ("name", "title", "kind", "licence", "context", "memory", "own", "engine")
    }
    file = model.files[0]
    lines = ["", "[[model]]", *(f"{key} = {_toml(value)}" for key, value in fields.items()), "[[model.files]]"]
    lines += [f"path = {_toml(file.path)}", f"size = {file.size}", f"sha256 = {_toml(file.sha256)}", ""]
    temporary = path.with_suffix(".part")
    temporary.write_text(before + "\n".join(lines), encoding="utf-8")
    temporary.replace(path)


def _toml(value: object) -> str:
    # A JSON string, number or truth value is a TOML one too, as long as no character is written as two halves.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
