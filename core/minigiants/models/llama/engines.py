"""Keep one engine of a model file for the whole process, and give back the memory of those that nobody asks."""

import atexit
import threading
from pathlib import Path

from minigiants.models.llama.engine import Engine, Opener
from minigiants.models.llama.native import EngineError, Server

LOOKS = 4
"""How often within the time it is looked whether a model is idle."""
LONGEST = 30.0
"""Seconds between two looks at the most."""

_engines: dict[tuple[Path, Opener, int, Path | None], Engine] = {}
_registry = threading.Lock()
_lock = threading.Lock()
_watching: threading.Event | None = None


def engine(
    path: Path,
    *,
    context: int,
    threads: int = 0,
    parallel: int = 1,
    opener: Opener = Server,
    adapter: Path | None = None,
) -> Engine:
    """Return the process's one engine of a model file that runs `parallel` requests at once, which wear `adapter`.

    Raises EngineError when it holds another context.
    """
    key = path.resolve(), opener, parallel, adapter
    with _registry:
        running = _engines.get(key)
        if running is None or (running.state in ("not loaded", "failed") and running.context != context):
            running = _engines[key] = Engine(
                key[0], context=context, threads=threads, parallel=parallel, opener=opener, adapter=adapter
            )
    if running.context != context:
        raise EngineError(
            f"{path.name!r} is loaded with a context of {running.context} tokens; ask for that instead of {context}"
        )
    return running


def make_room(wanted: Engine) -> None:
    """Before an engine is loaded, free those of the same file that nobody uses: one copy of the weights is enough."""
    for other in engines() if wanted.state == "not loaded" else ():
        if other is not wanted and other.path == wanted.path:
            other.free_unused(0)


def engines() -> list[Engine]:
    """Return every engine of the process."""
    with _registry:
        return list(_engines.values())


def requests() -> int:
    """Count the requests that wait for an engine of this process, or run."""
    return sum(each.requests for each in engines())


@atexit.register
def close_engines() -> None:
    """Free every engine; runs by itself when the process ends, while threads can still be joined."""
    with _registry:
        for held in _engines.values():
            held.close()
        _engines.clear()


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


def free_unused(after: float) -> int:
    """Free every model that nobody used for `after` seconds, and return how many; the next use loads it again."""
    return sum(held.free_unused(after) for held in engines())


def _watch(after: float, ended: threading.Event) -> None:
    while not ended.wait(min(after / LOOKS, LONGEST)):
        free_unused(after)
