"""Tell a waiting person how far a request is, from the events that an engine sends."""

from collections.abc import Callable, Iterator, Mapping
from queue import Empty
from typing import Any, Literal, Protocol

from minigiants.models.llama.native import EngineError

OnProgress = Callable[[Literal["queue", "read", "write"], int, int], None]
"""Called with the stage, how far it is and how far it goes: place in the line and its length, else tokens."""

PROGRESS_EVERY = 0.2
"""Seconds between two calls of OnProgress while nothing else happens."""


class LiveRequest(Protocol):
    """A request that waits or runs."""

    @property
    def place(self) -> tuple[int, int]:
        """The 1-based place in the line and the line's length; place 0 once it runs."""
        ...

    def wait(self, seconds: float) -> Mapping[str, Any] | None:
        """Return the next event; None after the last one; raises Empty after `seconds`, or the request's error."""
        ...


def follow(turn: LiveRequest, on_progress: OnProgress, sizes: tuple[int, int]) -> Iterator[Mapping[str, Any]]:
    """Yield the events of `turn` until it ends; `sizes` are the prompt's tokens and the answer's limit."""
    prompt_tokens, max_tokens = sizes
    read, to_read, count = 0, prompt_tokens, 0
    while True:
        try:
            event = turn.wait(PROGRESS_EVERY)
        except Empty:
            event = {}
        if event is None:
            return
        if failure := event.get("error"):
            raise EngineError(f"the engine refused the request: {failure.get('type', 'unknown reason')}")
        if progress := event.get("prompt_progress"):
            read, to_read = progress["processed"] - progress["cache"], progress["total"] - progress["cache"]
        elif event.get("choices") and not event["choices"][0]["finish_reason"]:
            count += 1
        if count:
            on_progress("write", count, max_tokens)
        elif (place := turn.place)[0]:
            on_progress("queue", *place)
        else:
            on_progress("read", read, to_read)
        if event:
            yield event
