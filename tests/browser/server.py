"""A server of the real app with the real model, as `streamlit run apps/home.py` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

from minigiants import suite

START = 60.0
"""Seconds until a server that does not answer has failed."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Server:
    """One app process in a home folder of its own."""

    def __init__(self, home: Path, log: Path, script: Path | None = None) -> None:
        """Choose the port; nothing runs yet. `script` is shown in the place of the whole app."""
        self.home = home
        self.log = log
        self.script = script or suite.apps() / "home.py"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: psutil.Popen | None = None

    def start(self) -> None:
        """Start, and wait until the server says that it is healthy."""
        with self.log.open("ab") as log:
            self._process = psutil.Popen(
                [sys.executable, "-m", "streamlit", "run", self.script, f"--server.port={self.port}"],
                cwd=self.home,
                env=os.environ | {"MINIGIANTS_HOME": str(self.home), "MINIGIANTS_USER": "local"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START
        while not self._is_healthy():
            assert self._process.poll() is None, f"the server ended: {self.said()}"
            assert time.monotonic() < deadline, f"the server does not answer after {START:.0f} s: {self.said()}"
            time.sleep(0.2)

    def stop(self) -> None:
        """End the server as a user would, and be sure that it is gone."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(20)
            except psutil.TimeoutExpired:
                self._process.kill()
                self._process.wait(20)
            self._process = None

    def busy(self, seconds: float) -> float:
        """Return how many CPU seconds the server uses in the next `seconds`."""
        before = self._cpu()
        time.sleep(seconds)
        return self._cpu() - before

    def said(self) -> str:
        """Return the last of what the server printed."""
        return self.log.read_text("utf-8", errors="replace")[-3000:] if self.log.exists() else ""

    def _cpu(self) -> float:
        assert self._process is not None
        family = [self._process, *self._process.children(recursive=True)]
        return float(sum(sum(member.cpu_times()[:2]) for member in family))

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False
