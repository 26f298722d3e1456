"""Try the way of a handover: in by TLS at the front, out through the proxy to the receiver that it names.

Usage: python handover.py FRONT_PORT WATCH_PORT ROOT_CERTIFICATE KEY OTHER_KEY RECEIVER_PORT OTHER_PORT

The two keys are those of two sites whose handovers go to the two ports, of which the proxy names the first. Exits with
1 unless the first one's handover arrives and the other one's does not.
"""

import http.client
import json
import socket
import ssl
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATIENCE = 60.0
"""Seconds for the first handover; the courier makes a round every five."""
MORE = 6.0
"""Seconds after that in which the other one would have come."""


class Receiver:
    """Takes webhooks on a port of loopback."""

    def __init__(self, port: int) -> None:
        self.ids: list[str] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.ids.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["id"])
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
                """Print nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()


class Front:
    """The front, asked by the names that it answers to."""

    def __init__(self, port: int, root: str) -> None:
        self._port, self._trusted = port, ssl.create_default_context(cafile=root)

    def ask(self, name: str, method: str, path: str, key: str = "") -> tuple[int, Any]:
        """Return the status and the JSON answer, or None where it is none."""
        plain = socket.create_connection(("127.0.0.1", self._port), 10)
        with self._trusted.wrap_socket(plain, server_hostname=name) as line:
            asked = http.client.HTTPConnection(name, self._port)
            asked.sock = line
            asked.request(method, path, headers={"X-Site-Key": key} if key else {})
            answer = asked.getresponse()
            body = answer.read()
        is_json = "json" in answer.headers.get("Content-Type", "")
        return answer.status, json.loads(body) if is_json else None


def main() -> int:
    """Look at everything, and say what is not as it should be."""
    front_port, watch_port, root, key, other_key, port, other_port = sys.argv[1:]
    front, receiver, other = Front(int(front_port), root), Receiver(int(port)), Receiver(int(other_port))
    wrong = [*_pages(front), *_watched(int(watch_port))]
    for each in (key, other_key):
        status, opened = front.ask("support.localhost", "POST", "/v1/talks", each)
        if status == 201:
            status, _ = front.ask("support.localhost", "POST", f"/v1/talks/{opened['talk']}/person", each)
        if status != 200:
            wrong.append(f"the API answered {status} to a customer who asks for a person")
    end = time.monotonic() + PATIENCE
    while not receiver.ids and time.monotonic() < end:
        time.sleep(0.2)
    time.sleep(MORE)
    if len(receiver.ids) != 1:
        wrong.append(f"{len(receiver.ids)} handovers came to the receiver that the proxy names")
    if other.ids:
        wrong.append("a handover came to a receiver that the proxy does not name")
    print("\n".join(wrong) or "a handover came in by TLS and left through the proxy, to the named receiver alone")
    return 1 if wrong else 0


def _pages(front: Front) -> list[str]:
    status, inner = front.ask("localhost", "GET", "/")[0], front.ask("localhost", "GET", "/metrics")[0]
    wrong = [] if status == 200 else [f"the pages answered {status} through the front"]
    return wrong if inner == 404 else [*wrong, "the front lets strangers read the figures"]


def _watched(port: int) -> list[str]:
    wrong = []
    for service in ("pages", "support"):
        for path, words in (("health", b'"ok"'), ("metrics", b"minigiants_queue 0.0")):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{service}/{path}", timeout=10) as answer:
                if words not in answer.read():
                    wrong.append(f"{path} of {service} does not say {words.decode()}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
