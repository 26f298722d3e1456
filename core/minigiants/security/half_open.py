"""End requests that never come whole, so that nobody holds connections by sending a byte now and then."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

SECONDS = 20.0
"""Time for a request's head, and for each further piece of its body."""

Receive = Callable[[], Awaitable[dict[str, Any]]]


class HalfOpenError(Exception):
    """A request's body does not come."""


def in_time(receive: Receive, seconds: float = SECONDS) -> Receive:
    """Return `receive` that raises HalfOpenError when the next piece of a body takes too long."""
    whole = False

    async def received() -> dict[str, Any]:
        nonlocal whole
        if whole:  # what comes now is the end of the connection, whenever that is
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), seconds)
        except TimeoutError:
            raise HalfOpenError from None
        whole = not message.get("more_body", False)
        return message

    return received


def end_half_open(seconds: float = SECONDS) -> None:
    """Let every Uvicorn of this process close connections whose request's head does not come in time.

    Uvicorn has a time for idle connections only. Its protocol is chosen before an application is loaded, so the class
    that it has chosen is made to look, once in a process; a later call sets the seconds.
    """
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    if (heads := getattr(AutoHTTPProtocol, "minigiants_heads", None)) is not None:
        heads.seconds = seconds
        return
    heads = Heads(seconds)
    AutoHTTPProtocol.minigiants_heads = heads  # type: ignore[attr-defined]
    for name in ("connection_made", "data_received", "connection_lost"):
        setattr(AutoHTTPProtocol, name, heads.looking(getattr(AutoHTTPProtocol, name)))


class Heads:
    """The connections that wait for a request's head; idle ones are Uvicorn's own business."""

    def __init__(self, seconds: float) -> None:
        """Wait so long for each."""
        self.seconds = seconds
        self._ending: WeakKeyDictionary[Any, asyncio.TimerHandle] = WeakKeyDictionary()

    def looking(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """Return a method of a protocol that also looks whether a head is waited for: a byte more gains no time."""

        def looked(protocol: Any, argument: Any) -> None:
            method(protocol, argument)
            if not _awaits_head(protocol):
                self._stop(protocol)
            elif protocol not in self._ending:
                self._ending[protocol] = protocol.loop.call_later(self.seconds, self._end, protocol)

        return looked

    def _end(self, protocol: Any) -> None:
        self._ending.pop(protocol, None)
        if _awaits_head(protocol):
            protocol.transport.close()

    def _stop(self, protocol: Any) -> None:
        if (timer := self._ending.pop(protocol, None)) is not None:
            timer.cancel()


def _awaits_head(protocol: Any) -> bool:
    """Tell whether a connection stands open and no request on it is whole or being answered."""
    transport = protocol.transport
    if transport is None or transport.is_closing() or transport.get_protocol() is not protocol:  # now a WebSocket
        return False
    return protocol.cycle is None or bool(protocol.cycle.response_complete)
