"""The relay passes on what comes, both ways, and opens no way of its own."""

import asyncio
import os
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

RELAY = Path(__file__).resolve().parents[2] / "docker" / "relay.py"
DEADLINE = 20.0
"""Seconds until a test that hangs has failed."""


@pytest.fixture
async def echo() -> AsyncIterator[str]:
    """Address of a server that sends back all it got once the sender has ended."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.read()).upper())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"tcp:127.0.0.1:{server.sockets[0].getsockname()[1]}"


@asynccontextmanager
async def relayed(socket: Path, target: str) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(sys.executable, RELAY, f"unix:{socket}", target)
    try:
        async with asyncio.timeout(DEADLINE):
            while not await listens(socket):
                await asyncio.sleep(0.05)
            assert stat.S_IMODE(socket.stat().st_mode) == 0o600
            yield
    finally:
        process.terminate()
        await process.wait()


async def listens(socket: Path) -> bool:
    try:
        _, writer = await asyncio.open_unix_connection(str(socket))
    except OSError:
        return False
    writer.close()
    return True


async def ask(socket: Path, text: bytes) -> bytes:
    reader, writer = await asyncio.open_unix_connection(str(socket))
    writer.write(text)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    return answer


async def test_bytes_pass_both_ways_to_the_end(tmp_path: Path, echo: str) -> None:
    text = b"minigiants " * 200_000

    async with relayed(tmp_path / "app.sock", echo):
        assert await ask(tmp_path / "app.sock", text) == text.upper()


async def test_two_visitors_do_not_mix(tmp_path: Path, echo: str) -> None:
    async with relayed(tmp_path / "app.sock", echo):
        answers = await asyncio.gather(ask(tmp_path / "app.sock", b"one"), ask(tmp_path / "app.sock", b"two"))

    assert list(answers) == [b"ONE", b"TWO"]


async def test_a_visitor_is_sent_away_while_the_app_is_down(tmp_path: Path) -> None:
    async with relayed(tmp_path / "app.sock", f"unix:{tmp_path / 'nobody.sock'}"):
        assert await ask(tmp_path / "app.sock", b"") == b""


async def test_a_socket_left_by_a_crash_gives_way(tmp_path: Path, echo: str) -> None:
    os.mknod(tmp_path / "app.sock", stat.S_IFSOCK | 0o600)

    async with relayed(tmp_path / "app.sock", echo):
        for _ in range(100):
            try:
                assert await ask(tmp_path / "app.sock", b"again") == b"AGAIN"
                return
            except ConnectionRefusedError:
                await asyncio.sleep(0.1)
    pytest.fail("the relay did not take over the socket")
