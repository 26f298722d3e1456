"""The door of the pages: foreign names and pages stay outside, over real connections."""

from collections.abc import Iterator

import pytest

from minigiants.security import PageDoor, end_half_open
from tests.api.serving import asked, echo, serving

UPGRADE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Serve what echoes headers behind the door, with short times."""
    end_half_open(1.0)
    with serving(PageDoor(echo, hosts=["notes.example"], seconds=1.0)) as found:
        yield found
    end_half_open()


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost:{port}", "", 200),
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}", 200),
        ("notes.example", "https://notes.example", 200),
        ("localhost:{port}", "https://notes.example", 200),
        ("evil.example", "", 421),
        ("evil.example:{port}", "http://evil.example:{port}", 421),
        ("192.0.2.7", "", 421),
        ("localhost:{port}@evil.example", "", 421),
        ("localhost:{port}", "http://evil.example", 403),
        ("localhost:{port}", "http://localhost:1", 403),
        ("localhost:{port}", "null", 403),
        ("localhost:{port}", "http://[", 403),
        ("localhost:{port}", "http://notes.example.evil.example", 403),
    ],
)
@pytest.mark.parametrize("upgrade", [False, True])
def test_only_our_own_pages_reach_the_pages(port: int, host: str, origin: str, status: int, *, upgrade: bool) -> None:
    lines = [f"Host: {host.format(port=port)}", *([f"Origin: {origin.format(port=port)}"] if origin else [])]
    lines += UPGRADE if upgrade else ("Connection: close",)

    answer = asked(port, "GET / HTTP/1.1", *lines, "", "", until=b"\r\n\r\n")

    expected = {200: 101, 421: 403, 403: 403}[status] if upgrade else status
    assert answer.startswith(f"HTTP/1.1 {expected} ")


def test_a_request_without_a_host_is_refused(port: int) -> None:
    assert " 421 " in asked(port, "GET / HTTP/1.0", "", "")


def test_no_origin_reaches_what_would_ask_the_outside_about_it(port: int) -> None:
    answer = asked(port, "GET / HTTP/1.1", f"Host: localhost:{port}", f"Origin: http://localhost:{port}", "", "")

    assert '"host"' in answer
    assert "origin" not in answer.partition("\r\n\r\n")[2]


def test_a_page_may_not_be_framed_or_load_from_elsewhere(port: int) -> None:
    head = asked(port, "GET / HTTP/1.1", "Host: localhost", "", "").partition("\r\n\r\n")[0].lower()

    assert head.count("x-frame-options") == 1
    assert "x-frame-options: sameorigin" in head
    assert "default-src 'self'" in head
    assert "frame-ancestors 'self'" in head


@pytest.mark.parametrize("begun", ["", "GET / HTTP/1.1\r\nHost: local"])
def test_a_connection_without_a_whole_head_is_closed(port: int, begun: str) -> None:
    assert asked(port, begun, seconds=5) == ""


def test_a_body_that_does_not_come_ends_the_request(port: int) -> None:
    lines = ("POST / HTTP/1.1", "Host: localhost", "Content-Length: 100", "Connection: close", "", "ab")

    assert asked(port, *lines, seconds=5).startswith("HTTP/1.1 408 ")


def test_a_websocket_stays_open_for_longer_than_a_head_may_take(port: int) -> None:
    answer = asked(port, "GET / HTTP/1.1", "Host: localhost", *UPGRADE, "", "", seconds=2)

    assert "101 Switching" in answer
    assert answer.endswith("[still open]")
