"""End a connection that takes too long, also one on which something still trickles in."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def hanging_up(line: Callable[[], socket.socket | None], *, after: float) -> Iterator[None]:
    """Cut the socket that `line` gives when all that is done on it takes over `after` seconds.

    A time limit for each read is none for all of them.
    """

    def cut() -> None:
        with contextlib.suppress(OSError):
            if up := line():
                up.shutdown(socket.SHUT_RDWR)

    late = threading.Timer(after, cut)
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()
