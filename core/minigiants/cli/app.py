"""`minigiants app`: start a page in the browser, reachable from this machine only."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from minigiants import suite


def app(
    name: Annotated[str, typer.Argument(help="A page, such as home.", show_default=True)] = "home",
    extra: Annotated[list[str] | None, typer.Argument(help="Passed on to the page, after --.")] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="TCP port.")] = 8501,
    host: Annotated[str, typer.Option(help="Address to listen on; another than this opens the page to others.")] = (
        "127.0.0.1"
    ),
) -> None:
    """Start a page in the browser, on this machine only; Ctrl-C stops it."""
    command = [sys.executable, "-m", "streamlit", "run", str(script(name)), *flags(host=host, port=port)]
    command += ["--", *(extra or ())]
    if os.name == "posix":
        # Becoming the server instead of starting it: a signal to this process then reaches the server itself.
        os.execv(sys.executable, command)  # noqa: S606 - no shell is wanted
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def script(name: str) -> Path:
    """Return the page's script; raise LookupError with the pages there are."""
    there = sorted(path.stem for path in suite.apps().glob("*.py") if not path.name.startswith("_"))
    if name not in there:
        raise LookupError(f"no page {name!r}; there are: {', '.join(there)}")
    return suite.apps() / f"{name}.py"


def flags(*, host: str, port: int) -> list[str]:
    """Return the options that hold whatever a settings file says: no statistics, no prompt, this address only."""
    options = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    return [word for key, value in options.items() for word in (f"--{key}", value)]
