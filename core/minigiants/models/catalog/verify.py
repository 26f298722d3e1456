"""Tell whether a model's files are the right ones, hashing each at most once a day as long as it doesn't change."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from filelock import FileLock

from minigiants.at_rest import FILE
from minigiants.models.catalog.entries import ModelEntry, ModelFile, ModelNotReadyError, entry

Status = Literal["absent", "partial", "wrong", "unverified", "ready"]

_STAMPS = "verified.json"
DAY = 24 * 3600
"""Seconds after which a file is hashed again before it is loaded: bytes rot on a disk without a new date."""


def sha256(path: Path, on_bytes: Callable[[int], None] | None = None) -> str:
    """Return the SHA-256 of the file in hexadecimal; `on_bytes` hears how many bytes were read so far."""
    digest = hashlib.sha256()
    count = 0
    with path.open("rb") as stream:
        while chunk := stream.read(8 << 20):
            digest.update(chunk)
            count += len(chunk)
            if on_bytes:
                on_bytes(count)
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
        "ready"
        if all(_stamped(stamps, path, folder)[0] == _stamp(path, file) for path, file in paths)
        else "unverified"
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
    """Return the verified file (or folder) of the model called `name`, ready to load; hashes what changed or is due.

    Raises UnknownModelError, or ModelNotReadyError with what to do.
    """
    model = entry(name, folder)
    state = status(model, folder)
    if state == "absent":
        raise ModelNotReadyError(f"model {name!r} is not on this machine: run `minigiants models pull {name}`")
    if (state != "ready" or _due(model, folder)) and (bad := verify(model, folder)):
        raise ModelNotReadyError(f"{bad[0]!r} is missing or damaged: run `minigiants models pull {name}`")
    return model.path(folder)


def mark(path: Path, file: ModelFile, folder: Path, *, right: bool) -> None:
    """Remember that the file was found right and when, or forget that it ever was; nothing in a read-only folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        return
    with FileLock(folder / f".{_STAMPS}.lock", mode=FILE):
        stamps = _read(folder)
        if right:
            stamps[_key(path, folder)] = f"{_stamp(path, file)} {int(time.time())}"
        elif stamps.pop(_key(path, folder), None) is None:
            return
        temporary = folder / f".{_STAMPS}.part"
        temporary.write_text(json.dumps(stamps, indent=1), encoding="utf-8")
        temporary.replace(folder / _STAMPS)


def _due(model: ModelEntry, folder: Path) -> bool:
    """Tell whether some file of the model was hashed more than a day ago, or in a time to come."""
    stamps = _read(folder)
    ages = [time.time() - _stamped(stamps, model.file_path(folder, file), folder)[1] for file in model.files]
    return not all(0 <= age <= DAY for age in ages)


def _stamped(stamps: dict[str, str], path: Path, folder: Path) -> tuple[str, int]:
    """Return what a file was when it was hashed, and the second of that; 0 when nobody wrote it down.

    >>> _stamped({"a": "12 34 ab 99"}, Path("m/a"), Path("m"))
    ('12 34 ab', 99)
    >>> _stamped({}, Path("m/a"), Path("m"))
    ('', 0)
    """
    *what, last = stamps.get(_key(path, folder), "").split()[:4] or [""]
    return (" ".join(what), int(last)) if len(what) == 3 and last.isdecimal() else (" ".join([*what, last]), 0)


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
