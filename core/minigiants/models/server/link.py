"""Talk HTTP with a model server so that a request can be given up at any moment, and is asked again when it may be."""

import asyncio
import json
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import cache
from queue import SimpleQueue
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from minigiants.models.llama.native import EngineError
from minigiants.models.server.errors import Unreachable, refusal

_T = TypeVar("_T")

AGAIN = frozenset({429, 500, 502, 503, 504})
"""Answers of a server that is busy or still loading; anything else would be the same the next time."""
LONGEST_WAIT = 30.0
"""Seconds between two attempts at most, whatever the server asks for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """The way to one server."""

    url: str
    """Its base, such as http://127.0.0.1:8080/v1."""
    key: str
    timeout: float
    """Seconds of silence after which a request has failed."""
    retries: int
    connect_timeout: float = 5.0

    @property
    def host(self) -> str:
        """Name and port, for people."""
        return urlsplit(self.url).netloc

    def fetch(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Return the server's JSON answer to a GET, or to a POST of `body`; raises Refused or Unreachable."""
        return _wait(self._fetch(self.address(path), body))

    def start(self, path: str, body: Mapping[str, Any]) -> "Call":
        """Post `body` and return the stream of events that it begins."""
        return Call(lambda put: self._follow(self.address(path), body, put))

    def address(self, path: str) -> str:
        """Return the address of `path` below the base, or with a leading slash of what lies beside it."""
        base = self.url.rstrip("/")
        return base.removesuffix("/v1") + path if path.startswith("/") else f"{base}/{path}"

    async def _fetch(self, address: str, body: Mapping[str, Any] | None) -> Any:
        async with self._client() as client:
            request = client.build_request("POST" if body is not None else "GET", address, json=body)
            response, _ = await self._send(client, request)
            try:
                return json.loads(await _read(response, self.host))
            except ValueError as error:
                raise EngineError(f"the server at {self.host} answered with something that is no JSON") from error
            finally:
                await response.aclose()

    async def _follow(self, address: str, body: Mapping[str, Any], put: Callable[[Mapping[str, Any]], None]) -> None:
        async with self._client() as client:
            response, retries = await self._send(client, client.build_request("POST", address, json=body))
            put({"retries": retries})
            try:
                async for event in _events(response):
                    put(event)
            except httpx.HTTPError as error:
                raise Unreachable(f"the server at {self.host} broke off in the middle of its answer") from error
            finally:
                await response.aclose()

    async def _send(self, client: httpx.AsyncClient, request: httpx.Request) -> tuple[httpx.Response, int]:
        """Send the request, again while the server is away or busy, and return the good answer and how many retries."""
        for retry in range(self.retries + 1):
            last, wait = retry == self.retries, 0.5 * 2**retry
            try:
                response = await client.send(request, stream=True)
            except httpx.TimeoutException as error:
                if last or not isinstance(error, httpx.ConnectTimeout):
                    raise Unreachable(f"the server at {self.host} was silent for {self.timeout:g} seconds") from error
            except httpx.HTTPError as error:
                if last:
                    raise Unreachable(f"there is no server to be reached at {self.host}: is it running?") from error
            else:
                if response.status_code == httpx.codes.OK:
                    return response, retry
                problem = refusal(response.status_code, await _read(response, self.host), self.host)
                await response.aclose()
                if last or response.status_code not in AGAIN:
                    raise problem
                wait = _asked_wait(response) or wait
            await asyncio.sleep(min(wait, LONGEST_WAIT))
        raise AssertionError("the last attempt returns or raises")

    def _client(self) -> httpx.AsyncClient:
        # The environment's proxies are left aside: what is asked goes to the named server and nowhere else.
        return httpx.AsyncClient(
            headers={"Authorization": f"Bearer {self.key}"} if self.key else {},
            timeout=httpx.Timeout(self.timeout, connect=self.connect_timeout),
            verify=_authorities(),
            trust_env=False,
            follow_redirects=False,
        )


class Call:
    """A running request: its events as they come, until it ends or is given up."""

    def __init__(self, begin: Callable[[Callable[[Mapping[str, Any]], None]], Coroutine[Any, Any, None]]) -> None:
        self._events: SimpleQueue[Mapping[str, Any] | BaseException | None] = SimpleQueue()
        self._future: Future[None] = asyncio.run_coroutine_threadsafe(begin(self._events.put), _loop())
        self._future.add_done_callback(self._end)

    def wait(self, seconds: float) -> Mapping[str, Any] | None:
        """Return the next event; None after the last one; raises Empty after `seconds`, or the request's error."""
        event = self._events.get(timeout=seconds)
        if isinstance(event, BaseException):
            raise event
        return event

    def cancel(self) -> None:
        """Close the connection, which tells the server to stop; safe to call at any time."""
        self._future.cancel()

    def _end(self, future: Future[None]) -> None:
        self._events.put(None if future.cancelled() else future.exception())


async def _events(response: httpx.Response) -> AsyncIterator[Mapping[str, Any]]:
    """Yield what a stream of server-sent events carries, until it says that it is done."""
    async for line in response.aiter_lines():
        kind, _, data = line.partition(":")
        if kind == "error" or (kind == "data" and data.strip() not in ("", "[DONE]")):
            try:
                event = json.loads(data)
            except ValueError as error:
                raise EngineError("the server sent an event that is no JSON") from error
            yield {"error": event} if kind == "error" else event
        elif kind == "data" and data.strip():
            return


async def _read(response: httpx.Response, host: str) -> bytes:
    try:
        return await response.aread()
    except httpx.HTTPError as error:
        raise Unreachable(f"the server at {host} broke off in the middle of its answer") from error


def _asked_wait(response: httpx.Response) -> float:
    wait = response.headers.get("retry-after", "")
    return float(wait) if wait.isdigit() else 0.0


@cache
def _authorities() -> ssl.SSLContext:
    """Trust whom this machine trusts, a site's own authority included."""
    return ssl.create_default_context()


_starting = threading.Lock()


@cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="server-link", daemon=True).start()
    return loop


def _loop() -> asyncio.AbstractEventLoop:
    """Return the process's one loop for all servers, in a thread of its own: a blocked read can't be cancelled."""
    with _starting:
        return _started()


def _wait(work: Coroutine[Any, Any, _T]) -> _T:
    future = asyncio.run_coroutine_threadsafe(work, _loop())
    try:
        return future.result()
    except CancelledError as error:
        raise EngineError("the request was given up") from error
    finally:
        future.cancel()
