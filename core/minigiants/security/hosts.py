"""Say under which names this box answers: a page of a foreign name that leads here is none of ours."""

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names that a request may be for, besides those of the machine itself."""

    names: Collection[str] = ()

    def admits(self, host: str, arrived: str) -> bool:
        """Tell whether a request for `host` (the header) is for this box; `arrived` is the address that it came to.

        Loopback has its own names. Who listens on more addresses is reached by each address as it stands: a name that
        somebody else lets lead here is not among them, and so no page of theirs reads ours.

        >>> hosts = Hosts(["notes.example"])
        >>> [hosts.admits(h, "127.0.0.1") for h in ("localhost:8501", "[::1]", "notes.example", "evil.example:8501")]
        [True, True, True, False]
        >>> hosts.admits("192.0.2.7:8501", "192.0.2.7"), hosts.admits("192.0.2.7", "127.0.0.1")
        (True, False)
        """
        name = name_of(host)
        return bool(name) and (name in LOOPBACK or name in self.names or (_is_address(name) and name == arrived))

    def same(self, origin: str, host: str) -> bool:
        """Tell whether a page of `origin` (the header) may call: it is the page that `host` gave out, or a named one.

        >>> hosts = Hosts(["notes.example"])
        >>> hosts.same("http://localhost:8501", "localhost:8501"), hosts.same("https://notes.example", "127.0.0.1:8501")
        (True, True)
        >>> hosts.same("http://localhost:9000", "localhost:8501"), hosts.same("null", "localhost:8501")
        (False, False)
        """
        try:
            parts = urlsplit(origin)
            name = parts.hostname or ""
        except ValueError:
            return False
        if parts.scheme not in ("http", "https") or not name:
            return False
        return parts.netloc.lower() == host.lower() or name in self.names


def name_of(host: str) -> str:
    """Return the name or address of a Host header, without its port; empty where it has no such form.

    >>> name_of("Notes.Example:8501"), name_of("[::1]:80"), name_of("a b"), name_of("x@127.0.0.1")
    ('notes.example', '::1', '', '')
    """
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    if parts.path or parts.query or parts.fragment or "@" in host or any(c.isspace() for c in host):
        return ""
    return (parts.hostname or "").rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
