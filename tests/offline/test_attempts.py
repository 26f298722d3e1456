"""The count by strace sees every way out, so that its nought means something."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline.attempts import __file__ as script
from tests.offline.test_enclosure import NATIVE

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")

NAMED = "import socket; s = socket.socket({family}, {kind}); s.settimeout(0.2); s.{call}"
WAYS = {
    "tcp": NAMED.format(family="socket.AF_INET", kind="socket.SOCK_STREAM", call="connect_ex(('192.0.2.1', 443))"),
    "own address": NAMED.format(family="socket.AF_INET", kind="socket.SOCK_DGRAM", call="connect_ex(('192.0.2.1', 1))"),
    "datagram": NAMED.format(family="socket.AF_INET", kind="socket.SOCK_DGRAM", call="sendto(b'.', ('192.0.2.1', 53))"),
    "native": NATIVE.replace("assert ", ""),
}


def counting(code: str, *, in_child: bool = False) -> subprocess.CompletedProcess[str]:
    inner = [sys.executable, "-c", f"try:\n  exec({code!r})\nexcept OSError: pass"]
    command = ["sh", "-c", '"$@" & wait', "sh", *inner] if in_child else inner
    return subprocess.run([sys.executable, Path(script), *command], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("way", WAYS)
def test_an_attempt_is_counted_with_its_address(way: str) -> None:
    outcome = counting(WAYS[way])

    assert outcome.returncode == 1
    assert "192.0.2.1" in outcome.stdout
    assert "1 attempts outside loopback" in outcome.stdout


def test_an_attempt_of_a_child_is_counted() -> None:
    assert "1 attempts outside loopback" in counting(WAYS["tcp"], in_child=True).stdout


def test_talk_within_the_machine_is_none() -> None:
    outcome = counting("import socket; socket.socket().connect_ex(('127.0.0.1', 1))")

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "0 attempts outside loopback" in outcome.stdout
