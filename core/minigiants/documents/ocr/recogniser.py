"""Recognise the scanned pages of one file side by side, within the time that is allowed."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from PIL import Image

from minigiants.documents.ocr.tesseract import Recognition, known, program, recognise

PAGE_SECONDS = 120.0
"""Seconds that one page may take."""
_MOST_AT_ONCE = 4
"""Pages at once: each holds a picture of some ten megabytes and what Tesseract makes of it."""


@dataclass(kw_only=True, slots=True)
class _Budget:
    left: float
    languages: str
    on_wait: Callable[[float], None]


_BUDGET: ContextVar[_Budget | None] = ContextVar("ocr", default=None)


@contextmanager
def allowed(*, seconds: float, languages: str, on_wait: Callable[[float], None] | None = None) -> Iterator[None]:
    """Let pages be recognised within the block, for so many seconds in all; elsewhere none is.

    `on_wait` is called with the seconds that the next page may take before it is waited for, and afterwards with those
    that were not needed, below 0.
    """
    budget = _Budget(left=seconds, languages=languages, on_wait=on_wait or (lambda _seconds: None))
    token = _BUDGET.set(budget)
    try:
        yield
    finally:
        _BUDGET.reset(token)


class Recogniser:
    """Take pictures of pages and give back their texts in order; as many at once as there are processors."""

    def __init__(self) -> None:
        self._budget = _BUDGET.get()
        self._at_once = min(_MOST_AT_ONCE, os.cpu_count() or 1)
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: deque[tuple[int, Future[Recognition | None]]] = deque()

    def __enter__(self) -> Self:
        """Give the recogniser itself; nothing runs before the first page."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    @property
    def ready(self) -> bool:
        """Whether a page can be recognised: it is allowed, Tesseract is there, and there is time."""
        budget = self._budget
        return bool(budget and budget.left > 0 and known(budget.languages) and program())

    @property
    def exhausted(self) -> bool:
        """Whether the time that was allowed is over."""
        return bool(self._budget and self._budget.left <= 0 and program())

    @property
    def waiting(self) -> int:
        """How many pages are not finished."""
        return len(self._waiting)

    def start(self, number: int, image: Image.Image) -> None:
        """Begin with page `number`, drawn at `DOTS` an inch."""
        budget = self._budget
        if budget is None:
            return
        self._pool = self._pool or ThreadPoolExecutor(self._at_once, thread_name_prefix="ocr")

        def job() -> Recognition | None:
            return recognise(image, languages=budget.languages, seconds=min(PAGE_SECONDS, budget.left))

        self._waiting.append((number, self._pool.submit(job)))

    def finished(self, *, all_of_them: bool = False) -> Iterator[tuple[int, Recognition | None]]:
        """Yield (page, text or None) of those that are through; wait only where more would be at work than may be."""
        most = 0 if all_of_them else self._at_once - 1
        while self._waiting and (len(self._waiting) > most or self._waiting[0][1].done()):
            number, job = self._waiting.popleft()
            yield number, self._awaited(job)

    def _awaited(self, job: "Future[Recognition | None]") -> Recognition | None:
        budget = self._budget
        if budget is None or job.done():
            return job.result()
        if budget.left <= 0:
            job.cancel()
            return None
        granted = min(PAGE_SECONDS, budget.left)
        budget.on_wait(granted)
        started = time.monotonic()
        try:
            return job.result(timeout=granted)
        except TimeoutError:
            return None
        finally:
            spent = min(granted, time.monotonic() - started)
            budget.left -= spent
            budget.on_wait(spent - granted)
