"""`minigiants app`: a real server from any folder, on loopback, that says nothing to anybody."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from minigiants import suite
from minigiants.cli.app import flags, script


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_an_unknown_page_is_answered_with_the_pages_there_are() -> None:
    with pytest.raises(LookupError, match="no page 'nothing'; there are: "):
        script("nothing")


def test_every_page_can_be_named() -> None:
    for page in suite.apps().glob("*.py"):
        assert script(page.stem) == page


def test_the_server_sends_no_statistics() -> None:
    words = flags(host="127.0.0.1", port=8501)

    assert words[words.index("--browser.gatherUsageStats") + 1] == "false"
    assert words[words.index("--server.address") + 1] == "127.0.0.1"


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_the_server_answers_from_another_folder_and_stops_at_a_signal(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "minigiants", "app", "home", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            assert health(port) == "ok"
        finally:
            server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def health(port: int) -> str:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    return ""
