"""Say who asks: the one place where a login would come in, and the one that believes a proxy."""

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from minigiants.settings import Settings


def owner(settings: Settings) -> str:
    """Return whose the things are that this box keeps.

    There are no accounts: everybody who reaches the pages is the one owner. A login would give the name here.
    """
    return settings.user


def address(peer: str, forwarded: str, proxies: Collection[str]) -> str:
    """Return where a request comes from: `peer`, or what `X-Forwarded-For` says where `peer` is a named proxy.

    Read from the right, past further proxies: what stands left of the first stranger is the stranger's own word.

    >>> address("203.0.113.9", "198.51.100.1", ["10.0.0.0/8"])
    '203.0.113.9'
    >>> address("10.0.0.2", "127.0.0.1, 198.51.100.1, 10.0.0.3", ["10.0.0.0/8"])
    '198.51.100.1'
    """
    nearest = peer
    for hop in reversed(forwarded.split(",") if forwarded else []):
        if not _named(nearest, proxies):
            break
        nearest = hop.strip()
        if _parsed(nearest) is None:
            return peer
    return nearest


def _named(seen: str, proxies: Collection[str]) -> bool:
    there = _parsed(seen)
    return there is not None and any(there in ip_network(proxy, strict=False) for proxy in proxies)


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
