"""Tell a waiting customer how far the answer is, one JSON object a line, and stop the model when nobody listens."""

import json
import threading
from collections.abc import Callable, Iterator
from queue import Empty, Queue
from typing import Any

from minigiants.pipeline import Event

Work = Callable[[Callable[[Event], None]], dict[str, Any]]
QUIET = 1.0
"""Seconds after which a line is sent that says only that work goes on."""


class GoneError(Exception):
    """Nobody listens any more."""


def lines(work: Work, in_words: Callable[[Exception], str]) -> Iterator[bytes]:
    """Yield {"stage", ...} lines while `work` runs, and {"answer"} or {"error"} as the last one."""
    events: Queue[dict[str, Any] | None] = Queue()
    left_early = threading.Event()

    def on_event(event: Event) -> None:
        if left_early.is_set():
            raise GoneError
        # A draft is not shown: it becomes an answer when it was checked.
        progress = {"stage": event.stage, "done": event.done, "total": event.total}
        events.put(progress | ({"places": event.places} if event.places else {}))

    def run() -> None:
        try:
            events.put({"answer": work(on_event)})
        except GoneError:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, the customer must not wait for ever
            events.put({"error": in_words(error)})
        finally:
            events.put(None)

    threading.Thread(target=run, name="answer", daemon=True).start()
    try:
        yield from _encoded(events)
    finally:
        left_early.set()


def _encoded(told: "Queue[dict[str, Any] | None]") -> Iterator[bytes]:
    while True:
        try:
            item = told.get(timeout=QUIET)
        except Empty:
            item = {"stage": "wait", "done": 0, "total": 0}
        if item is None:
            return
        yield json.dumps(item, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
