"""Send a handover as a mail: logged in and encrypted as its site says."""

import contextlib
import os
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from ..sites import Smtp
from ._courier import DeliveryError
from ._handovers import Parcel
from ._line import hanging_up
from ._packet import SPEAKERS
from ._tunnel import mail_line

SECONDS = 20
"""Patience with a mail server."""
_SMTPS = 465
_READY = 220
_GONE = smtplib.SMTPConnectError | smtplib.SMTPServerDisconnected


def mail(smtp: Smtp, parcel: Parcel, proxy: str = "") -> None:
    """Send the packet as a mail whose Message-ID is the idempotency key; raises DeliveryError."""
    message, password = _message(smtp, parcel), _password(smtp)
    try:
        _send(smtp, message, password, proxy)
    except smtplib.SMTPAuthenticationError:
        raise DeliveryError("the mail server refused the login: mend its user or password") from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        away = isinstance(error, ConnectionError | TimeoutError | _GONE)
        words = f"the mail server did not take it ({type(error).__name__})"
        raise DeliveryError(words, unreachable=away) from None


def in_words(packet: Any) -> str:
    """Write a packet for a reader."""
    lines = [packet["summary"], f"Wants: {packet['wants']}", ""]
    lines += [f"Tried: {step['question']} -> {step['action']}" for step in packet["tried"]]
    lines += [f"Source: {source['document']}, page {source['page']}" for source in packet["sources"]]
    return "\n".join([*lines, "", *(_said(turn) for turn in packet["transcript"])]) + "\n"


def _said(turn: Mapping[str, str]) -> str:
    """Say who said what.

    >>> _said({"role": "user", "text": "My lamp is broken"})
    'Customer: My lamp is broken'
    """
    return f"{SPEAKERS.get(turn['role'], turn['role'])}: {turn['text']}"


def _message(smtp: Smtp, parcel: Parcel) -> EmailMessage:
    message, handover = EmailMessage(), parcel.handover
    message["Subject"] = f"Customer for a person: {handover.reason}"
    message["From"], message["To"] = smtp.sender, smtp.to
    message["Message-ID"] = f"<{handover.id}@minigiants.invalid>"
    message["X-Idempotency-Key"] = handover.id
    message.set_content(in_words(handover.packet))
    return message


def _send(smtp: Smtp, message: EmailMessage, password: str, proxy: str) -> None:
    """Connect, encrypted where the site wants it, and send; all of it has `SECONDS`."""
    trusted = ssl.create_default_context(cafile=smtp.ca_file or None)
    encrypted = smtp.port == _SMTPS
    server = mail_line(proxy, context=trusted if encrypted else None, seconds=SECONDS)
    vars(server)["_host"] = smtp.host  # the name that the certificate must be of; else set by connecting at once
    with contextlib.closing(server), hanging_up(lambda: server.sock, after=SECONDS):
        code, said = server.connect(smtp.host, smtp.port)
        if code != _READY:
            raise smtplib.SMTPConnectError(code, said)
        if smtp.tls and not encrypted:
            server.starttls(context=trusted)
        if smtp.user:
            server.login(smtp.user, password)
        server.send_message(message)
        with contextlib.suppress(smtplib.SMTPException, OSError):  # it was taken, whatever is said to the farewell
            server.quit()


def _password(smtp: Smtp) -> str:
    """Return the password, read at each mail so that a mended one counts at once; raises DeliveryError."""
    try:
        if smtp.password_file:
            return Path(smtp.password_file).expanduser().read_text("utf-8").split("\n")[0].strip("\r")
        return os.environ[smtp.password_env] if smtp.password_env else ""
    except (OSError, UnicodeDecodeError, KeyError):
        where = repr(smtp.password_file) if smtp.password_file else f"the variable {smtp.password_env!r}"
        raise DeliveryError(f"the mail server's password can't be read from {where}: set it") from None
