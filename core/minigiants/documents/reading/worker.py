"""Read files in this process and answer over its pipes; started by `process.py` as `python -m ...worker`."""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from minigiants.documents import kinds, ocr, passages, pdf
from minigiants.documents.reading import frames
from minigiants.documents.values import Document, Unreadable

_last: list[Document] = []
"""What was read last, which is mostly what is cut next."""
_GRACE = 5
"""Seconds after which the process ends by itself when nobody ended it at its limit."""


def main() -> None:
    """Answer requests until the other side closes the pipe."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    at_rest = _taken()
    frames.send(answers, frames.READY)
    while request := frames.receive(source, sys.maxsize):
        header, _, data = request[1].partition(b"\n")
        order: dict[str, Any] = json.loads(header)
        _confine(order["limits"], at_rest)
        with _ending_with_the_parent(order["limits"]["seconds"] + order["limits"]["ocr_seconds"]):
            kind, content = _answer(answers, order, data)
        frames.send(answers, kind, content)  # not before: the next request may follow at once


def _answer(answers: BinaryIO, order: dict[str, Any], data: bytes) -> tuple[bytes, bytes]:
    """Do what is asked and return the answer, which never holds a parser's own words: they may quote the file."""
    try:
        return _TASKS[order["task"]](answers, order, data)
    except Unreadable as error:
        return frames.REFUSED, json.dumps([error.reason, error.message]).encode()
    except MemoryError:
        return frames.BROKEN, b"memory"
    except RecursionError:
        return frames.BROKEN, b"nesting"
    except IndexError as error:
        return frames.BROKEN, b"page " + str(error).encode() if order["task"] == "picture" else b"IndexError"
    except Exception as error:  # noqa: BLE001 - whatever a parser raises fails this one file
        return frames.BROKEN, type(error).__name__.encode()


def _read(answers: BinaryIO, order: dict[str, Any], data: bytes) -> tuple[bytes, bytes]:
    limits = order["limits"]

    def on_page(done: int, total: int) -> None:
        if total > limits["pages"]:
            most = f"{limits['pages']:,}"
            raise Unreadable("too large", f"The file has {total:,} pages, more than {most}: split it into parts.")
        frames.send(answers, frames.PROGRESS, json.dumps([done, total]).encode())

    def on_wait(seconds: float) -> None:
        frames.send(answers, frames.LONGER, json.dumps(seconds).encode())

    with ocr.allowed(seconds=limits["ocr_seconds"], languages=limits["languages"], on_wait=on_wait):
        document = kinds.read(data, order["name"], on_page=on_page, max_bytes=limits["file_bytes"])
    _last[:] = [document]
    return frames.DOCUMENT, _json(asdict(document))


def _split(_answers: BinaryIO, asked: dict[str, Any], data: bytes) -> tuple[bytes, bytes]:
    pieces = passages.split(_document(data) if data else _last[0])
    if len(pieces) > asked["limits"]["passages"]:
        most = f"{asked['limits']['passages']:,}"
        raise Unreadable("too large", f"The file has {len(pieces):,} passages, more than {most}: split it.")
    return frames.PASSAGES, _json([asdict(piece) for piece in pieces])


def _document(data: bytes) -> Document:
    from pydantic import TypeAdapter  # it takes long to import, and most documents are those that were just read

    return TypeAdapter(Document).validate_json(data)


def _json(value: object) -> bytes:
    """Write JSON; half of a character, which a damaged file may give, becomes a question mark."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _picture(_answers: BinaryIO, asked: dict[str, Any], data: bytes) -> tuple[bytes, bytes]:
    spans = [(start, end) for start, end in asked["spans"]]
    areas = [(left, top, right, bottom) for left, top, right, bottom in asked["areas"]]
    return frames.BYTES, pdf.picture(data, asked["page"], spans, width=asked["width"], areas=areas)


_TASKS: dict[str, Callable[[BinaryIO, dict[str, Any], bytes], tuple[bytes, bytes]]] = {
    "read": _read,
    "split": _split,
    "picture": _picture,
}


def _confine(limits: dict[str, Any], at_rest: int) -> None:
    """Let this process have no more memory than allowed over the bytes `at_rest`, write no file and leave no core."""
    sys.setrecursionlimit(max(200, limits["nesting"]))
    if not at_rest:
        return  # then the other side watches alone
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, at_rest + limits["megabytes"] * 1_000_000),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower limit may be set from outside
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def _taken() -> int:
    """Return the bytes of address space that this process has, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGESIZE")


@contextlib.contextmanager
def _ending_with_the_parent(seconds: float) -> Iterator[None]:
    """Let the system end this process, whatever holds it, when the other side is gone or has forgotten it."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)  # nothing handles SIGALRM: it ends the process
    flags = fcntl.fcntl(0, fcntl.F_GETFL)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, flags | os.O_ASYNC)  # the pipe's end raises SIGIO, which ends the process
    try:
        yield
    finally:
        fcntl.fcntl(0, fcntl.F_SETFL, flags)
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
