"""Start an app's server, open its page as a browser would, and come again until the page shows the words UNTIL.

Usage: python visit.py PORT SECONDS UNTIL COMMAND...
"""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol


def listens(port: int) -> bool:
    """Tell whether somebody listens, without knocking."""
    state = f":{port:04X} "
    tables = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
    lines = [line for table in tables if table.exists() for line in table.read_text("ascii").splitlines()]
    return any(state in line and " 0A " in line for line in lines)


def show(port: int, deadline: float) -> str:
    """Run the page's script once and return what it shows; an exception in the script is raised here."""
    shown: list[str] = []
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None
    ) as page:
        start = BackMsg()
        start.rerun_script.query_string = ""
        page.send(start.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(page.recv(timeout=deadline - time.monotonic(), decode=False)))
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(f"{element.exception.type}: {element.exception.message}")
            shown.append(str(element))
            if message.WhichOneof("type") == "script_finished":
                return "\n".join(shown)


def main() -> None:
    """Wait for the server, fetch its page and health, run the script until it says the words, stop the server."""
    port, seconds, until, *command = sys.argv[1:]
    started = time.monotonic()
    deadline = started + float(seconds)
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as server:
        try:
            while not listens(int(port)):
                if server.poll() is not None or time.monotonic() > deadline:
                    sys.exit(f"the server is not there after {time.monotonic() - started:.0f} s, code {server.poll()}")
                time.sleep(0.2)
            for path in ("/", "/_stcore/health"):
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
                    assert answer.status == 200, path
            first = time.monotonic() - started
            while until not in show(int(port), deadline):
                time.sleep(1)
            print(f"page after {first:.1f} s, {until!r} after {time.monotonic() - started:.1f} s")
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
