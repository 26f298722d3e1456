"""Read the next file while the one before it is embedded."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from minigiants import documents
from minigiants.types import Passage

_LOOK = 0.2
"""Seconds between two looks at how far the reading is."""
Load = Callable[[], bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A file that was read and cut into passages."""

    data: bytes
    document: documents.Document
    passages: tuple[Passage, ...]


class Ahead:
    """One thread that reads by the reader whatever comes next; the reader's limits hold as ever."""

    def __init__(self, reader: documents.FileReader) -> None:
        self._reader = reader
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._next: tuple[str, Future[Prepared]] | None = None
        self._far = (0, 0)

    def __enter__(self) -> Self:
        """Give the object itself; nothing is read before it is asked for."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._next and not self._next[1].done():
            self._next[1].cancel()
            self._reader.close()  # ends what it is reading
        self._pool.shutdown()

    def start(self, name: str, load: Load) -> None:
        """Begin to read the file `name`, whose bytes `load` gives."""
        self._far = (0, 0)
        self._next = (name, self._pool.submit(self._prepare, name, load))

    def prepared(self, name: str, on_page: Callable[[int, int], None]) -> Prepared | None:
        """Return the file when it is the one that was begun, None for another; raises what reading it raised.

        `on_page` is called in the caller's thread.
        """
        if self._next is None or self._next[0] != name:
            return None
        job, pages_told = self._next[1], (0, 0)
        while not job.done():
            wait([job], timeout=_LOOK)
            if self._far != pages_told:
                pages_told = self._far
                on_page(*pages_told)
        self._next = None
        ready = job.result()
        pages = len(ready.document.pages)
        if pages_told != (pages, pages):
            on_page(pages, pages)
        return ready

    def _prepare(self, name: str, load: Load) -> Prepared:
        data = load()
        document = self._reader.read(data, name, on_page=self._note)
        return Prepared(data=data, document=document, passages=self._reader.split(document))

    def _note(self, done: int, total: int) -> None:
        self._far = (done, total)
