"""The pages' real server stands behind the door, started either way."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from minigiants import suite
from tests.api.serving import asked
from tests.api.test_pages import UPGRADE
from tests.cli.test_app_command import free_port, health


@pytest.fixture(params=["minigiants", "streamlit"])
def port(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setenv("MINIGIANTS_HOME", str(tmp_path))
    number = free_port()
    ways = {
        "minigiants": ["minigiants", "app", "home", "--port", str(number)],
        "streamlit": ["streamlit", "run", str(suite.apps() / "home.py"), f"--server.port={number}"],
    }
    command = [sys.executable, "-m", *ways[request.param]]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            assert health(number) == "ok"
            yield number
        finally:
            server.terminate()
            server.wait(timeout=20)


def test_foreign_names_and_pages_reach_neither_page_nor_websocket(port: int) -> None:
    stream = "GET /_stcore/stream HTTP/1.1"
    began = time.monotonic()

    foreign_host = asked(port, "GET / HTTP/1.1", "Host: evil.example", "", "")
    foreign_page = asked(port, stream, f"Host: localhost:{port}", "Origin: http://evil.example", *UPGRADE, "", "")
    rebound = asked(port, stream, f"Host: evil.example:{port}", f"Origin: http://evil.example:{port}", *UPGRADE, "", "")
    ours = (f"Host: localhost:{port}", f"Origin: http://localhost:{port}")
    own = asked(port, stream, *ours, *UPGRADE, "", "", until=b"\r\n\r\n")

    assert foreign_host.startswith("HTTP/1.1 421 ")
    assert foreign_page.startswith("HTTP/1.1 403 ")
    assert rebound.startswith("HTTP/1.1 403 ")
    assert "101 Switching" in own
    assert time.monotonic() - began < 8, "a look for this machine's outer address takes ten seconds without a network"
