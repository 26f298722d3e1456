"""Send a handover by webhook or mail, to where its site says and nowhere else."""

import hashlib
import hmac
import http.client
import json
import smtplib
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from minigiants.helpdesk._courier import DeliveryError
from minigiants.sites import NEUTRAL, Delivery, Site, Smtp, read_sites
from minigiants.store import Channel, Parcel

SECONDS = 20
"""Patience with a receiver."""
_REFUSED = {400, 410, 413, 415, 422}
"""Answers that say that this very packet is not wanted, now or later."""


def channels(delivery: Delivery) -> list[Channel]:
    """Return the ways that a site has opened."""
    ways: list[tuple[Channel, bool]] = [("webhook", bool(delivery.webhook)), ("smtp", delivery.smtp is not None)]
    return [channel for channel, there in ways if there]


def address(collection: str, folder: Path) -> tuple[str, list[Channel]]:
    """Return the name of the site whose knowledge base `collection` is, and its ways out.

    A site whose file has a mistake keeps those that the file tells of: its handovers wait in the outbox until the file
    is mended.
    """
    found = read_sites(folder)
    if site := next((site for site in found.good.values() if collection and site.collection == collection), None):
        return site.name, channels(site.delivery)
    if bad := next((bad for bad in found.mistaken if bad.name and collection and bad.collection == collection), None):
        told: list[tuple[Channel, bool]] = [("webhook", bad.webhook), ("smtp", bad.smtp)]
        return bad.name, [channel for channel, there in told if there]
    return NEUTRAL.name, []


class Sender:
    """Sends each parcel as its site wishes today."""

    def __init__(self, folder: Path) -> None:
        """Read the sites of `folder` at each parcel, so that a mended address counts at once."""
        self._folder = folder

    def __call__(self, parcel: Parcel) -> None:
        """Deliver one parcel; raises DeliveryError."""
        found, name = read_sites(self._folder), parcel.handover.site
        site = next((site for site in found.good.values() if site.name == name), None)
        if site is None and (bad := next((bad for bad in found.mistaken if bad.name == name), None)):
            raise DeliveryError(bad.mistake)
        if site is None or parcel.channel not in channels(site.delivery):
            raise DeliveryError(f"the site has no {parcel.channel} any more: set it, and wake this delivery")
        if parcel.channel == "webhook":
            post(site.delivery, parcel)
        else:
            _attempted(lambda smtp: mail(smtp, parcel), site)


def post(delivery: Delivery, parcel: Parcel) -> None:
    """Post the packet as JSON, with its idempotency key, signed when the site has a secret; follows no redirect."""
    body = json.dumps({"id": parcel.handover.id, **parcel.handover.packet}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": parcel.handover.id}
    if delivery.secret:
        signed = hmac.new(delivery.secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Minigiants-Signature"] = f"sha256={signed}"
    request = urllib.request.Request(delivery.webhook, data=body, headers=headers, method="POST")  # noqa: S310 (checked)
    try:
        with _OPENER.open(request, timeout=SECONDS):
            pass
    except urllib.error.HTTPError as error:
        error.close()
        raise DeliveryError(f"the receiver answered {error.code}", hopeless=error.code in _REFUSED) from None
    except (OSError, http.client.HTTPException) as error:
        raise DeliveryError(f"the receiver can't be reached ({type(error).__name__})", unreachable=True) from None


def mail(smtp: Smtp, parcel: Parcel) -> None:
    """Send the packet as a mail whose Message-ID is the idempotency key."""
    message = EmailMessage()
    handover = parcel.handover
    message["Subject"] = f"Customer for a person: {handover.reason}"
    message["From"], message["To"] = smtp.sender, smtp.to
    message["Message-ID"] = f"<{handover.id}@minigiants.invalid>"
    message["X-Idempotency-Key"] = handover.id
    message.set_content(in_words(handover.packet))
    with smtplib.SMTP(smtp.host, smtp.port, timeout=SECONDS) as server:
        if smtp.tls:
            server.starttls()
        server.send_message(message)


def in_words(packet: Any) -> str:
    """Write a packet for a reader."""
    lines = [packet["summary"], f"Wants: {packet['wants']}", ""]
    lines += [f"Tried: {step['question']} -> {step['action']}" for step in packet["tried"]]
    lines += [f"Source: {source['document']}, page {source['page']}" for source in packet["sources"]]
    return "\n".join([*lines, "", *(f"{turn['role']}: {turn['text']}" for turn in packet["transcript"])]) + "\n"


def _attempted(send: Callable[[Smtp], None], site: Site) -> None:
    assert site.delivery.smtp is not None
    try:
        send(site.delivery.smtp)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        away = isinstance(error, ConnectionError | TimeoutError | smtplib.SMTPConnectError)
        words = f"the mail server did not take it ({type(error).__name__})"
        raise DeliveryError(words, unreachable=away) from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A packet goes to the address that the site wrote down, and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Refuse."""


# No proxy of the environment either: what is not in the site's file is not used.
_OPENER = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
