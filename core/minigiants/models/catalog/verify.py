"""Tell whether a model's files are the right ones, hashing each only once as long as it doesn't change."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from filelock import FileLock

from minigiants.models.catalog.entries import ModelEntry, ModelFile, ModelNotReadyError, entry

Status = Literal["absent", "partial", "wrong", "unverified", "ready"]

_STAMPS = "verified.json"


def sha256(path: Path, on_bytes: Callable[[int], None] | None = None) -> str:
    """Return the SHA-256 of the file in hexadecimal; `on_bytes` hears how many bytes were read so far."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as stream:
        while chunk := stream.read(8 << 20):
            digest.update(chunk)
            done += len(chunk)
            if on_bytes:
                on_bytes(done)
    return digest.hexdigest()


def status(model: ModelEntry, folder: Path) -> Status:
    """Say what is here without hashing: "ready" means hashed before and unchanged since."""
    stamps = _read(folder)
    paths = [(model.file_path(folder, file), file) for file in model.files]
    here = [(path, file) for path, file in paths if path.is_file()]
    if len(here) < len(paths):
        return "partial" if here else "absent"
    if any(path.stat().st_size != file.size for path, file in paths):
        return "wrong"
    return (
        "ready" if all(stamps.get(_key(path, folder)) == _stamp(path, file) for path, file in paths) else "unverified"
    )


def verify(model: ModelEntry, folder: Path, on_bytes: Callable[[int], None] | None = None) -> list[str]:
    """Hash all files of the model anew, and return the paths of those that are missing or wrong."""
    bad, before = [], 0
    for file in model.files:
        path = model.file_path(folder, file)
        start = before
        report = (lambda done, start=start: on_bytes(start + done)) if on_bytes else None
        right = path.is_file() and path.stat().st_size == file.size and sha256(path, report) == file.sha256
        mark(path, file, folder, right=right)
        if not right:
            bad.append(str(path))
        before += file.size
    return bad


def locate(name: str, folder: Path) -> Path:
    """Return the verified file (or folder) of the model called `name`, ready to load; hashes only what changed.

    Raises UnknownModelError, or ModelNotReadyError with what to do.
    """
    model = entry(name, folder)
    state = status(model, folder)
    if state == "absent":
        raise ModelNotReadyError(f"model {name!r} is not on this machine: run `minigiants models pull {name}`")
    if state != "ready" and (bad := verify(model, folder)):
        raise ModelNotReadyError(f"{bad[0]!r} is missing or damaged: run `minigiants models pull {name}`")
    return model.path(folder)


def mark(path: Path, file: ModelFile, folder: Path, *, right: bool) -> None:
    """Remember that the file was found right, or forget that it ever was."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f".{_STAMPS}.lock"):
        stamps = _read(folder)
        if right:
            stamps[_key(path, folder)] = _stamp(path, file)
        elif stamps.pop(_key(path, folder), None) is None:
            return
        temporary = folder / f".{_STAMPS}.part"
        temporary.write_text(json.dumps(stamps, indent=1), encoding="utf-8")
        temporary.replace(folder / _STAMPS)


def _key(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _stamp(path: Path, file: ModelFile) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns} {file.sha256}"


def _read(folder: Path) -> dict[str, str]:
    try:
        stamps = json.loads((folder / _STAMPS).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return stamps if isinstance(stamps, dict) else {}
