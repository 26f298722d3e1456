"""Read files through a process of their own; what goes wrong there is one sentence here."""

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from types import TracebackType
from typing import Any, NoReturn, Self

from minigiants.documents.reading import frames
from minigiants.documents.reading.files import shown_name
from minigiants.documents.reading.limits import Limits
from minigiants.documents.reading.process import Process, Stopped
from minigiants.documents.values import Document, Reason, Unreadable
from minigiants.types import Passage


class FileReader:
    """A warm process that reads one file after the other; a file that breaks it costs that file only.

    Threads take turns. Closing it, or the end of the `with` block, leaves no process.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._turn = threading.Lock()
        self._process: Process | None = None
        self._last: Document | None = None
        self._spent = 0.0
        """Seconds that reading the last document took: cutting it has what is left."""

    def __enter__(self) -> Self:
        """Give the reader itself; its process starts with the first request."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next request starts another."""
        if self._process:
            self._process.kill()
        self._process, self._last = None, None

    def read(self, data: bytes, name: str, *, on_page: Callable[[int, int], None] | None = None) -> Document:
        """Read the file as `documents.read` does; raises Unreadable, also for what a limit stopped.

        What `on_page(done, total)` raises passes through, and ends the process.
        """
        from pydantic import TypeAdapter

        if len(data) > self.limits.file_bytes:
            most = f"{self.limits.file_megabytes:g} MB"
            raise Unreadable("too large", f"The file has {len(data) / 1e6:.0f} MB, more than {most}: split it.")
        started = time.monotonic()
        shown = name if name.isprintable() else shown_name(name)  # one that was escaped before stays as it is
        content = self._ask("read", data, on_page=on_page, name=shown)
        self._spent = time.monotonic() - started - (self._process.longer if self._process else 0.0)
        self._last = TypeAdapter(Document).validate_json(content)
        return self._last

    def split(self, document: Document) -> tuple[Passage, ...]:
        """Cut the document into passages as `documents.split` does; raises Unreadable when there are too many."""
        from pydantic import TypeAdapter

        known = document is self._last  # then the process has it still
        data = b"" if known else TypeAdapter(Document).dump_json(document)
        left = max(1.0, self.limits.seconds - (self._spent if known else 0.0))
        content = self._ask("split", data, seconds=left)
        return TypeAdapter(tuple[Passage, ...]).validate_json(content)

    def picture(
        self,
        data: bytes,
        page: int,
        spans: Sequence[tuple[int, int]],
        *,
        width: int = 1000,
        areas: Sequence[tuple[float, float, float, float]] = (),
    ) -> bytes:
        """Draw a page as `documents.picture` does; raises Unreadable, IndexError."""
        return self._ask("picture", data, page=page, spans=list(spans), width=width, areas=list(areas))

    def _ask(
        self,
        task: str,
        data: bytes,
        *,
        on_page: Callable[[int, int], None] | None = None,
        seconds: float = 0.0,
        **arguments: Any,
    ) -> bytes:
        seconds = seconds or self.limits.seconds
        limits = asdict(self.limits) | {"file_bytes": self.limits.file_bytes, "seconds": seconds}
        header = json.dumps({"task": task, "limits": limits, **arguments}).encode()
        with self._turn:
            kind, content = self._last_answer(header, data, seconds, on_page)
        if kind == frames.REFUSED:
            reason, message = json.loads(content)
            raise Unreadable(reason, message)
        if kind == frames.BROKEN:
            self._refuse(content.decode())
        return content

    def _last_answer(
        self, header: bytes, data: bytes, seconds: float, on_page: Callable[[int, int], None] | None
    ) -> tuple[bytes, bytes]:
        """Pass on the progress and return what comes of it; a process that did not get so far is ended."""
        self._process = self._process or Process(self.limits)
        answer = None
        try:
            for kind, content in self._process.ask(header, data, seconds):
                if kind == frames.PROGRESS:
                    if on_page:
                        on_page(*json.loads(content))
                else:
                    answer = kind, content
        except Stopped as end:
            answer = frames.BROKEN, end.why.encode()
            self.close()
        finally:
            if answer is None:
                self.close()
        assert answer is not None
        return answer

    def _refuse(self, why: str) -> NoReturn:
        if why.startswith("page "):
            raise IndexError(why.removeprefix("page "))
        raise Unreadable(*self._why(why))

    def _why(self, why: str) -> tuple[Reason, str]:
        """Say in a sentence why the reading ended, and what to do."""
        match why:
            case "seconds":
                most = f"{self.limits.seconds:g} seconds"
                return "too large", f"Reading the file took over {most} and was stopped: split it, or save it as PDF."
            case "memory":
                most = f"{self.limits.megabytes:,} MB"
                return "too large", f"Reading the file took over {most} of memory and was stopped: split it."
            case "nesting":
                return "too large", "The file's parts stand in one another too deeply: save it anew, or as PDF."
        return "corrupt", f"The file can't be read ({why}): save it anew, or as PDF."
