"""Run commands in a network namespace without routes, and tell what they tried."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LEFT_OUT = {"ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"}
"""A proxy on loopback would hide an attempt; without one every library has to try by itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a command did."""

    code: int
    output: str
    """Standard output and error, mixed."""
    attempts: list[str]
    """Attempts to reach another machine: by Python code with its place, by any code as the kernel counted them."""


def enclosed(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    seconds: float = 300,
) -> Outcome:
    """Run `command` with nothing but loopback; fails the test when the machine allows no namespace."""
    unshare = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        pytest.fail("this machine allows no network namespace (`unshare --net`): run as root, or with -m 'not offline'")
    with tempfile.TemporaryDirectory() as folder:
        report, attempts = Path(folder, "report.json"), Path(folder, "attempts.txt")
        environment = {name: value for name, value in os.environ.items() if name.upper() not in LEFT_OUT}
        path = os.pathsep.join(filter(None, [str(HERE / "audit"), os.environ.get("PYTHONPATH")]))
        watched = {"ATTEMPTS": str(attempts), "PYTHONPATH": path}
        done = subprocess.run(
            [*unshare, sys.executable, HERE / "enclosed.py", report, *command],
            env=environment | dict(env or {}) | watched,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )
        kernel = json.loads(report.read_text("utf-8"))
        named = attempts.read_text("utf-8").splitlines() if attempts.exists() else []
    seen = [f"kernel: {count} of {name}" for name, count in kernel.items()]
    return Outcome(code=done.returncode, output=done.stdout, attempts=named + seen)
