"""Stand before the pages: for which names they are given out, to whose scripts, and what a browser may do with them."""

from collections.abc import Awaitable, Callable, Collection
from typing import TYPE_CHECKING, Any

from minigiants.security.half_open import SECONDS, HalfOpenError, end_half_open, in_time
from minigiants.security.hosts import Hosts
from minigiants.settings import Settings, SettingsError

if TYPE_CHECKING:
    from starlette.middleware import Middleware

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Streamlit evaluates the expressions of its charts, and loads components from addresses of its own making.
        "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""No script, picture or connection from anywhere else, whatever a document has in it; no frame of a foreign page."""
SAFE: Headers = [
    (b"content-security-policy", POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
]
MISDIRECTED = (
    "This address is none that these pages answer to. Whoever runs this box can add its name to MINIGIANTS_HOSTS.\n"
)
FOREIGN = "A page from elsewhere may not read these pages.\n"


def page_door() -> "list[Middleware]":
    """Return what looks at each request before Streamlit does, and end requests that never come whole.

    A settings file with a mistake closes no door: it is said on the page, which then answers on this machine alone.
    """
    from starlette.middleware import Middleware

    end_half_open()
    try:
        hosts = Settings().hosts
    except SettingsError:
        hosts = ()
    return [Middleware(PageDoor, hosts=hosts)]


class PageDoor:
    """ASGI middleware around the pages, their files and their WebSocket."""

    def __init__(self, app: Any, hosts: Collection[str] = (), seconds: float = SECONDS) -> None:
        """Stand before `app`, which answers to loopback, to `hosts` and to the address that it listens on."""
        self._app = app
        self._hosts = Hosts(hosts)
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse foreign names and pages, and add the headers that keep a page to itself."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if refused := self._refused(scope, headers):
            await _refuse(scope, receive, send, *refused)
            return
        # It was looked at here; Streamlit would ask the outside for this machine's address to compare it with.
        inner = {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"origin"]}
        if scope["type"] == "websocket":
            await self._app(inner, receive, send)
        else:
            await self._pass(inner, receive, send)

    def _refused(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        """Return status and words for a request that is not let in."""
        host, arrived = headers.get("host", ""), str((scope.get("server") or ("",))[0])
        if not self._hosts.admits(host, arrived):
            return 421, MISDIRECTED
        if "origin" in headers and not self._hosts.same(headers["origin"], host):
            return 403, FOREIGN
        return None

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sending(message: dict[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                named = {name for name, _ in SAFE}
                others = [pair for pair in message.get("headers", ()) if pair[0].lower() not in named]
                message = {**message, "headers": [*others, *SAFE]}
            await send(message)

        try:
            await self._app(scope, in_time(receive, self._seconds), sending)
        except HalfOpenError:
            if not begun:
                await reply(send, 408, "The request did not come whole.\n")


async def reply(send: Send, status: int, text: str) -> None:
    """Answer with a sentence, and close."""
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        *SAFE,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})  # before it was accepted: the handshake fails with 403
    else:
        await reply(send, status, words)
