"""Send a handover by webhook or mail, to where its site says and nowhere else."""

import hashlib
import hmac
import http.client
import json
import threading
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from minigiants.settings import OFF

from ..sites import NEUTRAL, Delivery, read_sites
from ._courier import Courier, DeliveryError
from ._handovers import Channel, Handovers, Parcel
from ._line import hanging_up
from ._mail import mail
from ._tunnel import http_line

CONNECTING = 10
"""Seconds until a receiver that does not answer the call is not there."""
SECONDS = 20
"""Patience with a receiver's whole answer, however slowly it comes."""
_REFUSED = {400, 410, 413, 415, 422}
"""Answers that say that this very packet is not wanted, now or later."""


def deliver(handovers: Handovers, sites: Path, outward: str = "") -> threading.Event:
    """Begin to bring handovers out, directly or through the proxy `outward`, and return what ends it.

    With `off` this process brings none out; another one does, from the same outbox.
    """
    if outward == OFF:
        return threading.Event()
    return Courier(handovers, Sender(sites, outward)).start()


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

    def __init__(self, folder: Path, proxy: str = "") -> None:
        """Read the sites of `folder` at each parcel, so that a mended address counts at once; send through `proxy`."""
        self._folder = folder
        self._proxy = proxy

    def __call__(self, parcel: Parcel) -> None:
        """Deliver one parcel; raises DeliveryError."""
        found, name = read_sites(self._folder), parcel.handover.site
        site = next((site for site in found.good.values() if site.name == name), None)
        if site is None and (bad := next((bad for bad in found.mistaken if bad.name == name), None)):
            raise DeliveryError(bad.mistake)
        if site is None or parcel.channel not in channels(site.delivery):
            raise DeliveryError(f"the site has no {parcel.channel} any more: set it, and wake this delivery")
        if parcel.channel == "webhook":
            post(site.delivery, parcel, self._proxy)
        else:
            assert site.delivery.smtp is not None
            mail(site.delivery.smtp, parcel, self._proxy)


def post(delivery: Delivery, parcel: Parcel, proxy: str = "") -> None:
    """Post the packet as JSON, with its idempotency key, signed when the site has a secret; follows no redirect."""
    body = json.dumps({"id": parcel.handover.id, **parcel.handover.packet}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": parcel.handover.id}
    if delivery.secret:
        signed = hmac.new(delivery.secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Minigiants-Signature"] = f"sha256={signed}"
    try:
        status = _answered(delivery.webhook, body, headers, proxy)
    except (OSError, http.client.HTTPException) as error:
        raise DeliveryError(f"the receiver can't be reached ({type(error).__name__})", unreachable=True) from None
    if not 200 <= status < 300:
        raise DeliveryError(f"the receiver answered {status}", hopeless=status in _REFUSED)


def _answered(address: str, body: bytes, headers: Mapping[str, str], proxy: str) -> int:
    """Return the status that `address`, and no other, answers with; raises OSError and HTTPException.

    The environment's proxies are not used, only the one of the settings.
    """
    to = urlsplit(address)
    with closing(http_line(to, proxy, CONNECTING)) as line:
        line.connect()
        with hanging_up(lambda: line.sock, after=SECONDS):
            line.sock.settimeout(SECONDS)
            line.request("POST", (to.path or "/") + (f"?{to.query}" if to.query else ""), body, dict(headers))
            return line.getresponse().status
