"""Keep a visitor from asking more often than the site allows."""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable

VISITORS = 10_000
"""Visitors remembered at a time; who came longest ago is forgotten first."""


class Limiter:
    """Counts what each visitor sent within the last minute."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Take the time in seconds from `clock`."""
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_for(self, visitor: str, per_minute: int) -> float:
        """Count one message of `visitor`; return 0, or the seconds until the next one is taken.

        >>> limiter = Limiter(lambda: 5.0)
        >>> limiter.wait_for("a", 1), limiter.wait_for("a", 1), limiter.wait_for("b", 1)
        (0.0, 60.0, 0.0)
        """
        now = self._clock()
        with self._lock:
            times = self._seen.setdefault(visitor, deque())
            self._seen.move_to_end(visitor)
            while len(self._seen) > VISITORS:
                self._seen.popitem(last=False)
            while times and now - times[0] >= 60:
                times.popleft()
            if len(times) >= per_minute:
                return 60 - (now - times[0])
            times.append(now)
            return 0.0
