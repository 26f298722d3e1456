"""Let connections out to the named receivers and to nobody else: the one way outwards of a box without a network.

Usage: python egress.py LISTEN [RECEIVER...], where LISTEN is `tcp:HOST:PORT` or `unix:PATH` and each RECEIVER is
`HOST:PORT` as the sites' files name it. It understands CONNECT alone, opens nothing on its own, and writes down the
receiver that was asked for and what became of it, never what is sent.
"""

import asyncio
import contextlib
import sys

from relay import Streams, close, join, listen

HEAD_SECONDS = 10.0
"""Patience with a request's head, and with a receiver that does not pick up."""
LONGEST = 4096
"""Bytes of a request's head."""


class Egress:
    """A proxy for tunnels to `receivers`."""

    def __init__(self, receivers: set[str]) -> None:
        self._receivers = {receiver.lower() for receiver in receivers}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection and, where it may leave, pass on both ways until both sides have ended."""
        try:
            asked = await _asked(reader)
            status, there = await self._open(asked)
            print(f"{status} {asked or '?'}", flush=True)
            writer.write(f"HTTP/1.1 {status}\r\n\r\n".encode("ascii"))
            await writer.drain()
            if there:
                await join((reader, writer), there)
        except ConnectionError:
            pass  # who asked is gone
        finally:
            await close(writer)

    async def _open(self, asked: str) -> tuple[str, Streams | None]:
        if not asked:
            return "405 Only CONNECT", None
        if asked not in self._receivers:
            return "403 Not a named receiver", None
        host, _, port = asked.rpartition(":")
        try:
            async with asyncio.timeout(HEAD_SECONDS):
                return "200 Connected", await asyncio.open_connection(host.strip("[]"), int(port))
        except (OSError, TimeoutError):
            return "502 The receiver does not answer", None


async def _asked(reader: asyncio.StreamReader) -> str:
    """Return HOST:PORT of a CONNECT request, empty for anything else and for a head that does not come."""
    with contextlib.suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
        async with asyncio.timeout(HEAD_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
        words = head.split(b"\r\n")[0].decode("latin-1").split(" ")
        if len(words) == 3 and words[0] == "CONNECT" and words[1].isascii() and words[1].isprintable():
            return words[1].lower()
    return ""


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(listen(sys.argv[1], Egress(set(sys.argv[2:])).serve, limit=LONGEST))
