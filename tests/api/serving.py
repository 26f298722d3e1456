"""A real server in a thread, and requests that are written by hand."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


@contextmanager
def serving(app: Any) -> Iterator[int]:
    """Serve an ASGI application on loopback, and give its port."""
    config = uvicorn.Config(app, port=0, log_level="critical", lifespan="off", proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)


def asked(port: int, *lines: str, body: bytes = b"", seconds: float = 10, until: bytes = b"") -> str:
    """Send a request as it stands, and return what comes back up to the end or `until`, or in so many seconds."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(seconds)
        connection.sendall("\r\n".join(lines).encode() + body)
        found = b""
        try:
            while piece := connection.recv(65536):
                found += piece
                if until and until in found:
                    break
        except TimeoutError:
            found += b" [still open]"
    return found.decode("utf-8", "replace")


async def echo(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer with the headers of the request, once its body has come whole."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await receive()
        return
    while (await receive()).get("more_body"):
        pass
    body = json.dumps([name.decode() for name, _ in scope["headers"]]).encode()
    headers = [(b"content-length", str(len(body)).encode()), (b"connection", b"close"), (b"x-frame-options", b"ALLOW")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
