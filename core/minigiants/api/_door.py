"""Stand before an HTTP application: under which name, body size, and whose web pages may use it."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from minigiants.security import Hosts
from minigiants.security.half_open import HalfOpenError, in_time

LARGEST = 64 * 1024
"""Bytes of a request's body."""

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class TooLargeError(Exception):
    """A body is larger than any message."""


class Door:
    """ASGI middleware around a whole application."""

    def __init__(
        self,
        app: Any,
        origins: Callable[[], Collection[str]],
        *,
        hosts: Collection[str] = (),
        largest: int = LARGEST,
    ) -> None:
        """Stand before `app`, which answers to loopback and `hosts`; `origins` is asked whose web pages may use it.

        A body of more than `largest` bytes is refused.
        """
        self._app = app
        self._origins = origins
        self._hosts = Hosts(hosts)
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer preflights, add the cross-origin headers, and cut off bodies that are too large."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if not self._hosts.admits(headers.get("host", ""), str((scope.get("server") or ("",))[0])):
            await _reply(send, 421, [])
            return
        origin = headers.get("origin", "")
        allowed = bool(origin) and origin in self._origins()
        extra = _cors(origin) if allowed else []
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await _reply(send, 204 if allowed else 403, extra)
            return
        told = headers.get("content-length", "")
        if told.isdecimal() and int(told[:12]) > self._largest:
            await _reply(send, 413, extra)
            return
        await self._pass(scope, receive, send, extra)

    async def _pass(self, scope: Scope, receive: Receive, send: Send, extra: list[tuple[bytes, bytes]]) -> None:
        size, begun, piece = 0, False, in_time(receive)

        async def counted() -> dict[str, Any]:
            nonlocal size
            message = await piece()
            size += len(message.get("body", b""))
            if size > self._largest:
                raise TooLargeError
            return message

        async def sending(message: dict[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                status = 413 if size > self._largest else message["status"]
                message = {**message, "status": status, "headers": [*message.get("headers", ()), *extra, *_SAFE]}
            await send(message)

        try:
            await self._app(scope, counted, sending)
        except (TooLargeError, HalfOpenError) as error:
            if not begun:
                await _reply(send, 413 if isinstance(error, TooLargeError) else 408, extra)


_SAFE = [
    # What is given out here is data and one script for other pages: none of it is a page that runs, or a frame, itself.
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
]


def _cors(origin: str) -> list[tuple[bytes, bytes]]:
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", b"content-type, x-site-key"),
        (b"access-control-max-age", b"600"),
        (b"vary", b"origin"),
    ]


async def _reply(send: Send, status: int, headers: list[tuple[bytes, bytes]]) -> None:
    await send(
        {"type": "http.response.start", "status": status, "headers": [*headers, *_SAFE, (b"content-length", b"0")]}
    )
    await send({"type": "http.response.body", "body": b""})
