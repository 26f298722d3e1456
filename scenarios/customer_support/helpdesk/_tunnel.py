"""Reach a receiver through the one proxy that leads outside, or directly where there is none."""

import http.client
import smtplib
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

LONGEST = 4096
"""Bytes of a proxy's answer."""


class TunnelError(OSError):
    """The proxy does not let through to this receiver."""


def http_line(to: SplitResult, proxy: str, seconds: float) -> http.client.HTTPConnection:
    """Return a connection to the host of `to`, not opened yet; by TLS for `https`."""
    kind = http.client.HTTPSConnection if to.scheme == "https" else http.client.HTTPConnection
    if not proxy:
        return kind(to.hostname or "", to.port, timeout=seconds)
    by = urlsplit(proxy)
    line = kind(by.hostname or "", by.port, timeout=seconds)
    line.set_tunnel(to.hostname or "", to.port or kind.default_port)
    return line


def mail_line(proxy: str, *, context: ssl.SSLContext | None, seconds: float) -> smtplib.SMTP:
    """Return a mail client that is not connected yet; with a `context` TLS begins before the first word."""
    line = _SecureTunnelled(timeout=seconds, context=context) if context else _Tunnelled(timeout=seconds)
    line.proxy = proxy
    return line


def tunnel(proxy: str, host: str, port: int, seconds: float) -> socket.socket:
    """Ask the proxy for a way to `host`; no byte after its answer is taken, for a mail server speaks first."""
    by = urlsplit(proxy)
    line = socket.create_connection((by.hostname or "", by.port or 0), seconds)
    try:
        line.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode("ascii"))
        head = b""
        while not head.endswith(b"\r\n\r\n") and len(head) < LONGEST and (byte := line.recv(1)):
            head += byte
        status = head.split(b" ")[1:2]
        if status != [b"200"]:
            raise TunnelError(f"the proxy answered {status[0].decode('latin-1') if status else 'nothing'}")
    except BaseException:
        line.close()
        raise
    return line


class _Tunnelled(smtplib.SMTP):
    proxy = ""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Return what the mails go over, which smtplib asks for here."""
        return (
            tunnel(self.proxy, host, port, timeout) if self.proxy else socket.create_connection((host, port), timeout)
        )


class _SecureTunnelled(smtplib.SMTP_SSL, _Tunnelled):
    """The socket comes from the tunnel, and TLS is laid over it."""
