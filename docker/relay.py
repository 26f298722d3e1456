"""Pass bytes on from one address to another: the doors of services that have no network.

Usage: python relay.py LISTEN TARGET, each `tcp:HOST:PORT` or `unix:PATH`. It opens connections towards TARGET only.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
CHUNK = 65_536
"""Bytes passed on at once."""


async def close(writer: asyncio.StreamWriter) -> None:
    """Close a side, whether or not the other end is there still."""
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


async def join(one: Streams, other: Streams) -> None:
    """Pass on both ways until both sides have ended, and close `other`."""
    try:
        await asyncio.gather(_pump(one[0], other[1]), _pump(other[0], one[1]))
    finally:
        await close(other[1])


async def listen(address: str, serve: Serve, *, limit: int = CHUNK) -> None:
    """Listen until cancelled; the socket file is its owner's alone, and one left by a crash gives way."""
    kind, _, rest = address.partition(":")
    if kind == "unix":
        Path(rest).unlink(missing_ok=True)
        os.umask(0o177)
        server: asyncio.Server = await asyncio.start_unix_server(serve, rest, limit=limit)
    else:
        host, _, port = rest.rpartition(":")
        server = await asyncio.start_server(serve, host, int(port), limit=limit)
    async with server:
        await server.serve_forever()


async def open_to(address: str) -> Streams:
    """Open a connection to `address`."""
    kind, _, rest = address.partition(":")
    if kind == "unix":
        return await asyncio.open_unix_connection(rest)
    host, _, port = rest.rpartition(":")
    return await asyncio.open_connection(host, int(port))


def towards(target: str) -> Serve:
    """Return what serves one connection by passing it on to `target`."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(OSError):  # nobody is there, or not any more: the connection ends
                await join((reader, writer), await open_to(target))
        finally:
            await close(writer)

    return serve


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
    with contextlib.suppress(OSError):  # a side that vanished is the other side's end too
        writer.write_eof()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(listen(sys.argv[1], towards(sys.argv[2])))
