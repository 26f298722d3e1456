"""Keep what the suite writes for its owner alone: files 0600, folders 0700."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
OTHERS = 0o077
"""What a group and everybody else could do."""


def for_owner_alone() -> int:
    """Have whatever this process makes from now on open to its owner alone; return the mask that held before."""
    return os.umask(OTHERS)


@contextmanager
def owner_alone() -> Iterator[None]:
    """Do the same while something runs, for a process that goes on with other things."""
    before = for_owner_alone()
    try:
        yield
    finally:
        os.umask(before)


def private_folder(path: Path) -> Path:
    """Make the folder, and those above it that are missing, or close to others what is there; raises OSError."""
    for missing in reversed([folder for folder in (path, *path.parents) if not folder.exists()]):
        missing.mkdir(mode=FOLDER, exist_ok=True)
    _close(path, FOLDER)
    return path


def private_file(path: Path) -> Path:
    """Make the file, empty, unless it is there, and close it to others; raises OSError."""
    if not path.exists():
        path.touch(mode=FILE)
    _close(path, FILE)
    return path


def open_to_others(folder: Path) -> list[Path]:
    """List what lies below `folder`, itself included, that others than its owner may read, write or enter."""
    below = (Path(at) / name for at, folders, files in os.walk(folder) for name in (*folders, *files))
    return [path for path in (folder, *below) if not path.is_symlink() and path.lstat().st_mode & OTHERS]


def _close(path: Path, mode: int) -> None:
    found = path.stat()
    if found.st_mode & OTHERS and found.st_uid == os.geteuid() and os.access(path, os.W_OK):
        path.chmod(mode)
