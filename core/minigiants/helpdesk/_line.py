"""End a connection that takes too long, also one on which something still trickles in."""

import contextlib
import socket
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def hanging_up(line: socket.socket, *, after: float) -> Iterator[None]:
    """Cut `line` when what is done on it takes over `after` seconds: a time limit for each read is none for all."""

    def cut() -> None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    late = threading.Timer(after, cut)
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()
