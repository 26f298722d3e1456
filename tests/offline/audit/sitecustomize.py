"""Write down every attempt by Python code to reach another machine, in the file that ATTEMPTS names."""

import os
import sys
import traceback
from ipaddress import ip_address
from pathlib import Path

_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
_CALLS = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def _is_here(host: object) -> bool:
    """Tell whether `host` is this machine; names other than localhost need a lookup, so they are not."""
    if isinstance(host, bytes):
        host = host.decode("utf-8", "replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ip_address(str(host)).is_loopback or ip_address(str(host)).is_unspecified
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _LOOKUPS:
        target = arguments[0]
    elif event in _CALLS:
        target = arguments[1]
        if not isinstance(target, tuple):  # the path of a Unix socket, or nothing for a connected one
            return
    else:
        return
    host = target[0] if isinstance(target, tuple) else target
    if not _is_here(host):
        frames = [
            f"{Path(f.filename).parent.name}/{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_stack()
        ]
        with Path(os.environ["ATTEMPTS"]).open("a", encoding="utf-8") as attempts:
            attempts.write(f"{event} {target!r} from {' < '.join(reversed(frames[-9:-1]))}\n")


if "ATTEMPTS" in os.environ:
    sys.addaudithook(_watch)
