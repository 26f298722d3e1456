"""A small model, a hub and a package index of our own, for tests that pull."""

import hashlib
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from minigiants.models import ModelEntry, ModelFile

REVISION = "0123456789abcdef0123456789abcdef01234567"
CONTENT = bytes(range(256)) * 40_000
"""Ten megabytes, no two neighbouring parts alike."""


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def tiny(*sources: Any, content: bytes = CONTENT, **files: bytes) -> ModelEntry:
    """Describe a model of one file, or of several when `files` names them (with __ for a slash)."""
    contents = {name.replace("__", "/"): data for name, data in files.items()} or {"tiny.gguf": content}
    return ModelEntry(
        name="tiny",
        title="Tiny",
        kind="embedding" if files else "chat",
        licence="Apache-2.0",
        context=128,
        memory=1_000_000,
        files=tuple(ModelFile(path=name, size=len(data), sha256=digest(data)) for name, data in contents.items()),
        sources=sources,
    )


@dataclass
class Hub:
    """What the server serves, how it misbehaves, and what it was asked."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    """`repo/file` -> content."""
    etag: Callable[[bytes], str] = digest
    breaks: int = 0
    """How many transfers to break off half-way."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and Range header of each request."""


@contextmanager
def serve(hub: Hub) -> Iterator[Hub]:
    """Serve `/{repo}/resolve/{revision}/{file}` as a hub does: HEAD with hash, size and commit; GET with ranges."""

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its base's word
            pass

        def content(self) -> bytes | None:
            hub.asked.append((self.command, self.headers.get("Range", "")))
            found = re.fullmatch(rf"/(.+)/resolve/{REVISION}/(.+)", self.path)
            return hub.files.get(f"{found[1]}/{found[2]}") if found else None

        def head(self, status: int, length: int, content: bytes = b"") -> None:
            self.send_response(status)
            self.send_header("ETag", f'"{hub.etag(content)}"')
            self.send_header("X-Repo-Commit", REVISION)
            self.send_header("Content-Length", str(length))
            self.end_headers()

        def do_HEAD(self) -> None:
            content = self.content()
            self.head(404, 0) if content is None else self.head(200, len(content), content)

        def do_GET(self) -> None:
            content = self.content()
            if content is None:
                return self.head(404, 0)
            start = int(re.sub(r"\D", "", self.headers.get("Range", "")) or 0)
            wanted = content[start:]
            self.head(206 if start else 200, len(wanted), content)
            if hub.breaks:
                hub.breaks -= 1
                wanted = wanted[: len(wanted) // 2]
                self.close_connection = True
            self.wfile.write(wanted)
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    hub.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def wheel(folder: Path, package: str, version: str, members: dict[str, bytes]) -> Path:
    """Write a wheel that pip takes, holding the members."""
    stem = f"{package.replace('-', '_')}-{version}"
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr(f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
        archive.writestr(f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{stem}.dist-info/RECORD", "")
    return path
