"""Start, watch and end a process that reads files."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import IO, cast

import psutil

import minigiants
from minigiants.documents.reading import frames
from minigiants.documents.reading.limits import Limits

_START = 60
"""Seconds that a process may take to start on a busy machine."""
_LOOK = 0.05
"""Seconds between two looks at its memory."""
_NEAR = 0.4
"""The share of its memory with which a process that died is taken to have asked for more, as buffers double."""
_PASSED = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "PATH",
    "SYSTEMROOT",
    "TESSDATA_PREFIX",
    "TMPDIR",
    "VIRTUAL_ENV",
)
"""Variables of the environment that the process gets: none that may hold a key."""
_MODULE = "minigiants.documents.reading.worker"


class Stopped(Exception):  # noqa: N818 - it is an end, not an error
    """The process ended before it answered: `why` is `seconds`, `memory` or how it died."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Process:
    """A reading process: it starts at once and imports while the caller goes on."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library's complaint may quote the file
            env=_environment(),
            start_new_session=True,
        )
        self._answers: queue.SimpleQueue[tuple[bytes, bytes] | None] = queue.SimpleQueue()
        threading.Thread(target=self._receive, name="reading", daemon=True).start()
        self.longer = 0.0
        """Seconds over its limit that the last request took for recognising pages."""
        self._ready = False
        self._taken = 0
        self._most = 0
        self._looked = 0.0

    def ask(self, header: bytes, data: bytes, seconds: float) -> Iterator[tuple[bytes, bytes]]:
        """Send a request and yield the answers, of which the last is no progress; raises Stopped after `seconds`.

        Recognising pages may take longer, by what the limits allow for it in all.
        """
        if not self._ready:
            self._next(time.monotonic() + _START)
            self._ready, self._taken = True, self._memory()
        end = time.monotonic() + seconds
        self.longer = 0.0
        try:
            frames.send(self._pipe, b"r", header, b"\n", data)
        except OSError:
            raise Stopped(self._death()) from None
        kind = frames.PROGRESS
        while kind in (frames.PROGRESS, frames.LONGER):
            kind, content = self._next(end + min(self.longer, self._limits.ocr_seconds))
            if kind == frames.LONGER:
                self.longer = max(0.0, self.longer + float(json.loads(content)))
            else:
                yield kind, content

    def kill(self) -> None:
        """End the process and whatever it started, and wait until they are gone."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with contextlib.suppress(OSError):
            self._pipe.close()

    @property
    def _allowed(self) -> int:
        return self._limits.megabytes * 1_000_000

    @property
    def _pipe(self) -> IO[bytes]:
        return cast("IO[bytes]", self._process.stdin)

    def _next(self, end: float) -> tuple[bytes, bytes]:
        while True:
            try:
                answer = self._answers.get(timeout=_LOOK)
            except queue.Empty:
                self._check(end)
                continue
            if answer is None:
                raise Stopped(self._death())
            self._check(end)
            return answer

    def _check(self, end: float) -> None:
        now = time.monotonic()
        if now > end:
            raise Stopped("seconds")
        if now < self._looked + _LOOK:
            return
        self._looked = now
        if self._ready:
            self._most = max(self._most, self._memory() - self._taken)
            if self._most > self._allowed:
                raise Stopped("memory")

    def _memory(self) -> int:
        """Return the bytes that the process holds in memory."""
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0  # it ends: the pipe says so next

    def _death(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        code = self._process.returncode
        if self._most > _NEAR * self._allowed:  # a library that gets no more memory ends the process in its own way
            return "memory"
        return f"signal {-code}" if code is not None and code < 0 else f"exit {code}"

    def _receive(self) -> None:
        """Pass on what comes, until the pipe ends or brings what no answer can be."""
        pipe = cast("IO[bytes]", self._process.stdout)
        with pipe:
            while answer := frames.receive(pipe, self._allowed):
                self._answers.put(answer)
        self._answers.put(None)


def _environment() -> dict[str, str]:
    """Let the process import the same program, and nothing of the person who runs it."""
    source = os.path.dirname(os.path.dirname(os.path.abspath(minigiants.__file__)))  # noqa: PTH100, PTH120
    return {name: os.environ[name] for name in _PASSED if name in os.environ} | {
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": source,
    }
