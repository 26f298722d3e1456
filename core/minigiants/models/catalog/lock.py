"""Let one process at a time do what takes long, and tell the others that they wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def only_one(path: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file at `path`; while another process has it, call `wait` once and wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
