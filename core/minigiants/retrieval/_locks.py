"""Keep writers apart, between threads and between processes."""

import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from minigiants.at_rest import FILE, private_file
from minigiants.retrieval._errors import IndexUnwritable, LibraryBusy


class WriteLock:
    """A lock on a file that one thread of one process holds at a time; reentrant within a thread."""

    def __init__(self, path: Path, *, seconds: float) -> None:
        self._path = path
        self._holder = path.with_name(f"{path.name}.holder")
        self._seconds = seconds
        self._threads = threading.RLock()
        self._file = FileLock(path, mode=FILE, poll_interval=0.005, thread_local=False)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises LibraryBusy after waiting too long."""
        if not self._take(self._seconds):
            raise LibraryBusy(self._path.parent, self._seconds, holder=self.holder())
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

    def holder(self) -> str:
        """Say who holds the lock; empty when nobody does, or nobody said so."""
        try:
            return self._holder.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

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
        if self._file.lock_counter == 1:
            self._sign()
        return True

    def _sign(self) -> None:
        """Write down who holds the lock; a disk without room for it is the business of what is written next."""
        with suppress(OSError):
            words = f"process {os.getpid()} ({Path(sys.argv[0]).name}) on {socket.gethostname()}, since {_now()}"
            private_file(self._holder).write_text(words, "utf-8")

    def _give(self) -> None:
        if self._file.lock_counter == 1:
            with suppress(OSError):  # a folder that may only be read by now; the lock must be given back all the same
                self._holder.unlink(missing_ok=True)
        self._file.release()
        self._threads.release()


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
