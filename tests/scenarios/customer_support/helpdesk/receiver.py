"""A receiver of webhooks: keeps each idempotency key, and is down half of the time."""

import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Fault = Literal["hangs", "trickles", "dies", 500, 503, 302]


class Receiver:
    """Counts what arrived, and what took effect."""

    def __init__(self, *, down_every: int = 0, refuse: int = 0, first: Sequence[Fault] = ()) -> None:
        """Answer 503 to one half of each `down_every` requests, or the status `refuse` to all; 0 is never.

        The `first` requests meet a fault each: no answer at all, one that trickles, a status, or the packet is taken
        and the line is cut before anything is said.
        """
        self.posts = 0
        self.failed = 0
        self.arrived: dict[str, int] = {}
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self._down_every = down_every
        self._refuse = refuse
        self._faults = list(first)
        self._closing = threading.Event()
        self._most: int | None = None
        self._lock = threading.Condition()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fault = receiver.fault()
                if fault in ("hangs", "trickles", "dies"):
                    receiver.fail(self, fault, body)
                    return
                if isinstance(fault, int):
                    self.send_error(fault)
                    return
                self.send_response(receiver.take(self.headers["Idempotency-Key"], body, dict(self.headers.items())))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/in"

    def hold_after(self, posts: int | None) -> None:
        """Leave requests waiting once there were so many, so that a sender can't run ahead; None lets all pass."""
        with self._lock:
            self._most = posts
            self._lock.notify_all()

    def take(self, key: str, body: bytes, headers: dict[str, str]) -> int:
        """Return the status for one request."""
        with self._lock:
            self._lock.wait_for(lambda: self._most is None or self.posts < self._most)
            self.posts += 1
            if self._refuse:
                return self._refuse
            if self._down_every and self.posts % self._down_every >= self._down_every / 2:
                return 503
            self.arrived[key] = self.arrived.get(key, 0) + 1
            self.bodies.append(body)
            self.headers.append(headers)
            return 200

    def fault(self) -> Fault | None:
        """Return what goes wrong with the next request."""
        with self._lock:
            if not self._faults:
                return None
            self.failed += 1
            return self._faults.pop(0)

    def fail(self, line: BaseHTTPRequestHandler, fault: Fault, body: bytes) -> None:
        """Do with a request what a broken receiver does."""
        if fault == "dies":
            self.take(line.headers["Idempotency-Key"], body, dict(line.headers.items()))
        while fault != "dies" and not self._closing.wait(0.05):
            if fault == "trickles":
                try:
                    line.wfile.write(b"H")
                    line.wfile.flush()
                except OSError:
                    return
        line.close_connection = True

    def close(self) -> None:
        """Stop listening."""
        self._closing.set()
        self.hold_after(None)
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
