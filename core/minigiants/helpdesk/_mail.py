"""Send a handover as a mail: logged in and encrypted as its site says."""

import os
import smtplib
import socket
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from minigiants.helpdesk._courier import DeliveryError
from minigiants.helpdesk._line import hanging_up
from minigiants.sites import Smtp
from minigiants.store import Parcel

SECONDS = 20
"""Patience with a mail server."""
_SMTPS = 465


def mail(smtp: Smtp, parcel: Parcel) -> None:
    """Send the packet as a mail whose Message-ID is the idempotency key; raises DeliveryError."""
    message, password = _message(smtp, parcel), _password(smtp)
    try:
        with _connected(smtp) as server, hanging_up(_socket(server), after=SECONDS):
            if smtp.user:
                server.login(smtp.user, password)
            server.send_message(message)
    except smtplib.SMTPAuthenticationError:
        raise DeliveryError("the mail server refused the login: mend its user or password") from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        away = isinstance(error, ConnectionError | TimeoutError | smtplib.SMTPConnectError)
        words = f"the mail server did not take it ({type(error).__name__})"
        raise DeliveryError(words, unreachable=away) from None


def in_words(packet: Any) -> str:
    """Write a packet for a reader."""
    lines = [packet["summary"], f"Wants: {packet['wants']}", ""]
    lines += [f"Tried: {step['question']} -> {step['action']}" for step in packet["tried"]]
    lines += [f"Source: {source['document']}, page {source['page']}" for source in packet["sources"]]
    return "\n".join([*lines, "", *(f"{turn['role']}: {turn['text']}" for turn in packet["transcript"])]) + "\n"


def _message(smtp: Smtp, parcel: Parcel) -> EmailMessage:
    message, handover = EmailMessage(), parcel.handover
    message["Subject"] = f"Customer for a person: {handover.reason}"
    message["From"], message["To"] = smtp.sender, smtp.to
    message["Message-ID"] = f"<{handover.id}@minigiants.invalid>"
    message["X-Idempotency-Key"] = handover.id
    message.set_content(in_words(handover.packet))
    return message


def _connected(smtp: Smtp) -> smtplib.SMTP:
    """Return a connection on which nothing was said yet, encrypted where the site wants it."""
    trusted = ssl.create_default_context(cafile=smtp.ca_file or None)
    if smtp.port == _SMTPS:
        return smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=SECONDS, context=trusted)
    server = smtplib.SMTP(smtp.host, smtp.port, timeout=SECONDS)
    try:
        if smtp.tls:
            server.starttls(context=trusted)
    except BaseException:
        server.close()
        raise
    return server


def _socket(server: smtplib.SMTP) -> socket.socket:
    assert server.sock is not None
    return server.sock


def _password(smtp: Smtp) -> str:
    """Return the password, read at each mail so that a mended one counts at once; raises DeliveryError."""
    try:
        if smtp.password_file:
            return Path(smtp.password_file).expanduser().read_text("utf-8").split("\n")[0].strip("\r")
        return os.environ[smtp.password_env] if smtp.password_env else ""
    except (OSError, UnicodeDecodeError, KeyError):
        where = repr(smtp.password_file) if smtp.password_file else f"the variable {smtp.password_env!r}"
        raise DeliveryError(f"the mail server's password can't be read from {where}: set it") from None
