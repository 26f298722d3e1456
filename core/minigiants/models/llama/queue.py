"""Let requests wait in one fair line, and let each be given up at any time."""

import threading
from collections import deque
from collections.abc import Mapping
from queue import SimpleQueue
from typing import Any


class QueuedRequest:
    """One request: its place in the line, then the events it produced so far."""

    def __init__(self, body: Mapping[str, Any], line: "RequestQueue") -> None:
        self.body = body
        self._line = line
        self._events: SimpleQueue[Mapping[str, Any] | BaseException | None] = SimpleQueue()
        self._given_up = threading.Event()

    @property
    def place(self) -> tuple[int, int]:
        """The 1-based place in the line and the line's length; place 0 once the request runs or is over."""
        return self._line.place(self)

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the rest of it."""
        return self._given_up.is_set()

    def cancel(self) -> None:
        """Give up: leave the line, or stop at the model's next token; safe to call at any time."""
        self._given_up.set()
        self._line.leave(self)

    def receive(self, event: Mapping[str, Any]) -> bool:
        """Keep an event for the consumer; True asks the engine to stop."""
        self._events.put(event)
        return self.cancelled

    def end(self, error: BaseException | None = None) -> None:
        """Tell the consumer that nothing more comes, or why it failed."""
        self._events.put(error)

    def wait(self, seconds: float) -> Mapping[str, Any] | None:
        """Return the next event; None after the last one; raises Empty after `seconds`, or the request's error."""
        event = self._events.get(timeout=seconds)
        if isinstance(event, BaseException):
            raise event
        return event


class RequestQueue:
    """First come, first served."""

    def __init__(self) -> None:
        self._waiting: deque[QueuedRequest] = deque()
        self._running: set[QueuedRequest] = set()
        self._changed = threading.Condition()
        self._closed = False

    def join(self, body: Mapping[str, Any]) -> QueuedRequest:
        """Put a request at the end of the line."""
        turn = QueuedRequest(body, self)
        with self._changed:
            if self._closed:
                raise RuntimeError("the engine was closed")
            self._waiting.append(turn)
            self._changed.notify()
        return turn

    def take(self) -> QueuedRequest | None:
        """Wait for the first request of the line; None once the line is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if self._closed:
                return None
            turn = self._waiting.popleft()
            self._running.add(turn)
            return turn

    def finish(self, turn: QueuedRequest, error: BaseException | None) -> None:
        """Say that a request that was taken is over, and why if it failed."""
        with self._changed:
            self._running.discard(turn)
        turn.end(error)

    def leave(self, turn: QueuedRequest) -> None:
        """Take a request out of the line, if it still waits there."""
        with self._changed:
            if turn in self._waiting:
                self._waiting.remove(turn)

    def place(self, turn: QueuedRequest) -> tuple[int, int]:
        """Return the 1-based place of a request, 0 when it doesn't wait, and how many wait."""
        with self._changed:
            return (self._waiting.index(turn) + 1 if turn in self._waiting else 0), len(self._waiting)

    def __len__(self) -> int:
        """Count the requests that wait or run."""
        with self._changed:
            return len(self._waiting) + len(self._running)

    def close(self) -> None:
        """Let nobody join, and end every request."""
        with self._changed:
            self._closed = True
            waiting, self._waiting = self._waiting, deque()
            running = list(self._running)
            self._changed.notify_all()
        for turn in running:
            turn.cancel()
        for turn in waiting:
            turn.end(RuntimeError("the engine was closed"))
