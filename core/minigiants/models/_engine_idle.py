"""Give the memory of models back that nobody has asked for a while."""

import threading

from minigiants.models._engines import engines

LOOKS = 4
"""How often within the time it is looked whether a model is idle."""
LONGEST = 30.0
"""Seconds between two looks at the most."""

_lock = threading.Lock()
_watching: threading.Event | None = None


def free_when_idle(after: float) -> threading.Event:
    """Free models that were idle for `after` seconds, from now on and beside everything else; 0 never does.

    There is one watch in a process, and the last call counts; setting the event that is returned ends it.
    """
    global _watching  # noqa: PLW0603 - one watch in a process
    with _lock:
        if _watching:
            _watching.set()
        _watching = ended = threading.Event()
    if after > 0:
        threading.Thread(target=_watch, args=(after, ended), name="idle-models", daemon=True).start()
    return ended


def give_back(after: float) -> int:
    """Free every model that nobody used for `after` seconds, and return how many; the next use loads it again."""
    return sum(held.give_back(after) for held in engines())


def _watch(after: float, ended: threading.Event) -> None:
    while not ended.wait(min(after / LOOKS, LONGEST)):
        give_back(after)
