"""Keep writers apart, between threads and between processes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from minigiants.at_rest import FILE
from minigiants.retrieval._errors import IndexUnwritable, LibraryBusy


class WriteLock:
    """A lock on a file that one thread of one process holds at a time; reentrant within a thread."""

    def __init__(self, path: Path, *, seconds: float) -> None:
        self._path = path
        self._seconds = seconds
        self._threads = threading.RLock()
        self._file = FileLock(path, mode=FILE, poll_interval=0.005, thread_local=False)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises LibraryBusy after waiting too long."""
        if not self._take(self._seconds):
            raise LibraryBusy(self._path.parent, self._seconds)
        try:
            yield
        finally:
            self._give()

    @contextmanager
    def tried(self) -> Iterator[bool]:
        """Take the lock without waiting, and say whether it was free."""
        free = self._take(0)
        try:
            yield free
        finally:
            if free:
                self._give()

    def _take(self, seconds: float) -> bool:
        if not self._threads.acquire(timeout=seconds):
            return False
        try:
            self._file.acquire(timeout=seconds)
        except Timeout:
            self._threads.release()
            return False
        except OSError as error:
            self._threads.release()
            raise IndexUnwritable(self._path.parent, error.strerror or type(error).__name__) from error
        return True

    def _give(self) -> None:
        self._file.release()
        self._threads.release()
