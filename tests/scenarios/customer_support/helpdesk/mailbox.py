"""A small mail server: takes mails, after STARTTLS and a login where it wants them."""

import base64
import datetime
import ipaddress
import socket
import socketserver
import ssl
import threading
import time
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate(folder: Path) -> Path:
    """Write a certificate of 127.0.0.1 and its key into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    text = serialization.Encoding.PEM
    private = key.private_bytes(text, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "server.pem"
    file.write_bytes(private + made.public_bytes(text))
    return file


class Mailbox:
    """Keeps the mails that arrived, and who had logged in."""

    def __init__(
        self,
        *,
        pem: Path | None = None,
        login: tuple[str, str] | None = None,
        busy: int = 0,
        bye: str = "221 bye",
        trickles: bool = False,
    ) -> None:
        """Offer STARTTLS with the certificate `pem`; refuse the first `busy` mails for now; never end a greeting."""
        self.bye, self.trickles = bye, trickles
        self.mails: list[Message] = []
        self.said: list[str] = []
        self.busy = busy
        self.login = login
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if pem else None
        if self.tls and pem:
            self.tls.load_cert_chain(pem)
        box = self

        class Line(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                _Talk(box, self.request).lead()

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Talk:
    """One connection."""

    def __init__(self, box: Mailbox, connection: socket.socket) -> None:
        self._box, self._line, self._user = box, connection, ""
        self._secure = False

    def lead(self) -> None:
        self._open()
        try:
            while self._box.trickles:
                self._say("220-here")
                time.sleep(0.05)
            self._say("220 here")
            while line := self._file.readline().decode().strip():
                self._box.said.append(line.split()[0].upper())
                if not self._answer(line):
                    break
        except OSError:
            pass
        finally:
            self._file.close()
            self._line.close()

    def _answer(self, line: str) -> bool:
        verb = line.split(maxsplit=1)[0].upper()
        if verb == "EHLO":
            ways = ["here"] + (["STARTTLS"] if self._box.tls and not self._secure else [])
            ways += ["AUTH PLAIN"] if self._box.login else []
            self._say(*(f"250{'-' if way != ways[-1] else ' '}{way}" for way in ways))
        elif verb == "STARTTLS" and self._box.tls:
            self._say("220 go on")
            self._file.close()
            try:
                self._line = self._box.tls.wrap_socket(self._line, server_side=True)
            except OSError:
                return False
            self._secure = True
            self._open()
        elif verb == "AUTH":
            _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
            good = (user, password) == self._box.login
            self._user = user if good else ""
            self._say("235 welcome" if good else "535 who are you")
        elif verb == "MAIL":
            self._say("530 log in first" if self._box.login and not self._user else "250 ok")
        elif verb == "DATA":
            self._take()
        else:
            self._say(self._box.bye if verb == "QUIT" else "250 ok")
        return verb != "QUIT"

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self._file.readline()) != b".\r\n":
            lines.append(line)
        if self._box.busy:
            self._box.busy -= 1
            self._say("451 later")
            return
        self._box.mails.append(message_from_bytes(b"".join(lines)))
        self._say("250 taken")

    def _open(self) -> None:
        self._file = self._line.makefile("rb")

    def _say(self, *lines: str) -> None:
        self._line.sendall("".join(f"{line}\r\n" for line in lines).encode())
