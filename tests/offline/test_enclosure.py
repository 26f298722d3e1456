"""The detector of the offline proof sees every way out, so that its silence means something."""

import sys

import pytest

from tests.offline.enclosure import enclosed

pytestmark = pytest.mark.offline

NATIVE = """
import ctypes, socket, struct
libc = ctypes.CDLL(None)
handle = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
address = struct.pack("=H", socket.AF_INET) + struct.pack("!H", 443) + socket.inet_aton("192.0.2.1") + bytes(8)
assert libc.connect(handle, address, len(address)) == -1
"""


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('192.0.2.1', 443), timeout=2)",
        "import socket; socket.create_connection(('2001:db8::1', 443), timeout=2)",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'.', ('192.0.2.1', 53))",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 1))",
        "import socket; socket.getaddrinfo('models.invalid', 443)",
        "import urllib.request; urllib.request.urlopen('https://models.invalid/', timeout=2)",
    ],
)
def test_an_attempt_by_python_is_seen_and_named(code: str) -> None:
    outcome = enclosed([sys.executable, "-c", f"try:\n  {code}\nexcept OSError: pass"])

    assert outcome.code == 0, outcome.output
    assert outcome.attempts


def test_an_attempt_by_native_code_is_seen() -> None:
    outcome = enclosed([sys.executable, "-c", NATIVE])

    assert outcome.code == 0, outcome.output
    assert outcome.attempts == ["kernel: 1 of Ip.OutNoRoutes"]


def test_an_attempt_by_a_grandchild_is_seen() -> None:
    outcome = enclosed(
        ["sh", "-c", f"{sys.executable} -c \"import socket; socket.gethostbyname('models.invalid')\" & wait"]
    )

    assert any("models.invalid" in attempt for attempt in outcome.attempts)


def test_talk_between_processes_of_the_machine_is_allowed() -> None:
    code = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
    client.sendall(b"hello")
    assert server.accept()[0].recv(5) == b"hello"
socket.getaddrinfo("localhost", 80)
left, right = socket.socketpair()
"""
    outcome = enclosed([sys.executable, "-c", code])

    assert (outcome.code, outcome.attempts) == (0, [])
