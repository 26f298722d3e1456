"""Pass bytes on from one address to another: the only door of an app that has no network.

Usage: python relay.py LISTEN TARGET, each `tcp:HOST:PORT` or `unix:PATH`. It opens connections towards TARGET only.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
CHUNK = 65_536
"""Bytes passed on at once."""


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
    with contextlib.suppress(OSError):  # a side that vanished is the other side's end too
        writer.write_eof()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


async def open_to(address: str) -> Streams:
    """Open a connection to `address`."""
    kind, _, rest = address.partition(":")
    if kind == "unix":
        return await asyncio.open_unix_connection(rest)
    host, _, port = rest.rpartition(":")
    return await asyncio.open_connection(host, int(port))


def towards(target: str) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    """Return what serves one connection: pass on both ways until both sides have ended."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, to_there = await open_to(target)
        except OSError:
            await _close(writer)
            return
        try:
            await asyncio.gather(_pump(reader, to_there), _pump(there, writer))
        finally:
            await _close(to_there)
            await _close(writer)

    return serve


async def relay(listen: str, target: str) -> None:
    """Listen until cancelled; the socket file is its owner's alone, and one left by a crash gives way."""
    kind, _, rest = listen.partition(":")
    if kind == "unix":
        Path(rest).unlink(missing_ok=True)
        os.umask(0o177)
        server: asyncio.Server = await asyncio.start_unix_server(towards(target), rest)
    else:
        host, _, port = rest.rpartition(":")
        server = await asyncio.start_server(towards(target), host, int(port))
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(relay(*sys.argv[1:]))
