"""Keep one engine of a model file for the whole process."""

import atexit
import threading
from pathlib import Path

from minigiants.models._engine import Engine, Opener
from minigiants.models._engine_native import EngineError, Server

_engines: dict[tuple[Path, Opener], Engine] = {}
_registry = threading.Lock()


def engine(path: Path, *, context: int, threads: int = 0, opener: Opener = Server) -> Engine:
    """Return the process's one engine of a model file; raises EngineError when it holds another context."""
    key = path.resolve(), opener
    with _registry:
        found = _engines.get(key)
        if found is None or (found.state in ("not loaded", "failed") and found.context != context):
            found = _engines[key] = Engine(key[0], context=context, threads=threads, opener=opener)
    if found.context != context:
        raise EngineError(
            f"{path.name!r} is loaded with a context of {found.context} tokens; ask for that instead of {context}"
        )
    return found


def engines() -> list[Engine]:
    """Return every engine of the process."""
    with _registry:
        return list(_engines.values())


@atexit.register
def close_engines() -> None:
    """Free every engine; runs by itself when the process ends, while threads can still be joined."""
    with _registry:
        for held in _engines.values():
            held.close()
        _engines.clear()
