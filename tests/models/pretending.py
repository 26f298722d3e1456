"""A hand-made server with OpenAI's interface, which can be weak, busy, silent or broken on purpose."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(kw_only=True)
class Pretence:
    """How the server behaves, and what it was asked."""

    models: Sequence[str] = ("tiny",)
    owner: str = "somebody"
    schemas: bool = True
    seeds: bool = True
    logprobs: bool = True
    key: str = ""
    says: list[str] = field(default_factory=list)
    """What it says to the next chats that stream, one after the other; then "Hello."."""
    failures: list[tuple[int, Any]] = field(default_factory=list)
    """Statuses and bodies of the next chats that stream."""
    breaks: bool = False
    """Whether it closes the connection in the middle of an answer."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    """The bodies of the chats that stream."""
    url: str = ""

    def probe(self, body: dict[str, Any]) -> dict[str, Any]:
        """Answer one of the requests that try what it can do."""
        text = "Hello."
        if "response_format" in body and self.schemas:
            text = '{"code": "K7Q"}'
        if body["temperature"] and "seed" in body:
            self.drawn = getattr(self, "drawn", 0) + 1
            text = f"name {body['seed'] if self.seeds else self.drawn}"
        choice: dict[str, Any] = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        if body.get("logprobs") and self.logprobs:
            choice["logprobs"] = {"content": [token(text, body["top_logprobs"])]}
        return {"choices": [choice]}


def token(text: str, alternatives: int) -> dict[str, Any]:
    tops = [{"token": f"{text}{n or ''}", "logprob": -0.1 - n} for n in range(alternatives)]
    return {"token": text, "logprob": -0.1, "top_logprobs": tops}


@contextmanager
def pretending(pretence: Pretence) -> Iterator[Pretence]:
    """Run the server while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its base's word
            pass

        def reply(self, status: int, body: Any, kind: str = "application/json") -> None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def allowed(self) -> bool:
            if not pretence.key or self.headers.get("Authorization") == f"Bearer {pretence.key}":
                return True
            self.reply(401, {"error": {"message": f"no such key {self.headers.get('Authorization')}", "type": "auth"}})
            return False

        def do_GET(self) -> None:
            if self.allowed():
                listed = [{"id": name, "owned_by": pretence.owner} for name in pretence.models]
                self.reply(200, {"data": listed})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not self.allowed():
                return
            if not body.get("stream"):
                self.reply(200, pretence.probe(body))
                return
            pretence.asked.append(body)
            if pretence.failures:
                self.reply(*pretence.failures.pop(0))
            else:
                self.stream(pretence.says.pop(0) if pretence.says else "Hello.")

        def stream(self, text: str) -> None:
            events: list[dict[str, Any]] = [
                {"choices": [{"delta": {"role": "assistant", "content": None}, "finish_reason": None}]},
                *({"choices": [{"delta": {"content": char}, "finish_reason": None}]} for char in text),
                {"choices": [{"delta": {}, "finish_reason": "stop"}]},
                {"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": len(text)}},
            ]
            lines = [f"data: {json.dumps(event)}\n\n" for event in events]
            if not pretence.breaks:
                self.reply(200, "".join([*lines, "data: [DONE]\n\n"]).encode(), "text/event-stream")
                return
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(lines[0].encode() + lines[1].encode())

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    pretence.url = f"http://127.0.0.1:{httpd.server_port}/v1"
    try:
        yield pretence
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()
