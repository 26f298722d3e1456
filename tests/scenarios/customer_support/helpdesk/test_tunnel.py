"""Handovers leave through the proxy that lets out to named receivers, and no other way."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from minigiants.settings import OFF
from minigiants.store import Store
from scenarios.customer_support.helpdesk import Courier, Handovers, Sender, deliver
from tests.scenarios.customer_support.helpdesk.mailbox import Mailbox, certificate
from tests.scenarios.customer_support.helpdesk.receiver import Receiver
from tests.scenarios.customer_support.helpdesk.test_mail import opened, site, start
from tests.scenarios.customer_support.helpdesk.test_outbox import filled, sites
from tests.scenarios.customer_support.helpdesk.test_receivers import book

__all__ = ["sites", "start"]

EGRESS = Path(__file__).resolve().parents[4] / "docker" / "egress.py"
Start = Callable[..., Mailbox]


@contextmanager
def egress(port: int, *receivers: str) -> Iterator[str]:
    """Run the proxy while the block runs, and give its address."""
    command = [sys.executable, str(EGRESS), f"tcp:127.0.0.1:{port}", *receivers]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on {port}")


@pytest.fixture
def port() -> int:
    """Return a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_webhook_arrives_through_the_proxy_when_it_is_named_there(store: Store, sites: Path, port: int) -> None:
    receiver = Receiver()
    handovers, ids = Handovers(store), filled(store, 2)
    book(sites, receiver)

    with egress(port, receiver.url.removeprefix("http://").removesuffix("/in")) as proxy:
        Courier(handovers, Sender(sites, proxy)).round()
    receiver.close()

    assert sorted(receiver.arrived) == sorted(ids)
    assert handovers.undelivered() == 0


def test_nothing_reaches_a_receiver_that_the_proxy_does_not_know(store: Store, sites: Path, port: int) -> None:
    receiver = Receiver()
    handovers, ids = Handovers(store), filled(store, 2)
    book(sites, receiver)

    with egress(port, "hooks.example:443") as proxy:
        Courier(handovers, Sender(sites, proxy)).round()
    receiver.close()

    assert receiver.posts == 0
    assert handovers.undelivered() == len(ids), "it waits in the outbox"


@pytest.mark.parametrize("tls", [False, True])
def test_a_mail_arrives_through_the_proxy(
    store: Store, sites: Path, tmp_path: Path, port: int, start: Start, tls: bool
) -> None:
    pem = certificate(tmp_path)
    box = start(pem=pem) if tls else start()
    site(sites, box, **({"tls": True, "ca_file": str(pem)} if tls else {}))
    handover = opened(store)

    with egress(port, f"127.0.0.1:{box.port}") as proxy:
        Courier(Handovers(store), Sender(sites, proxy)).round()

    assert [mail["X-Idempotency-Key"] for mail in box.mails] == [handover]


def test_a_mail_server_that_the_proxy_does_not_know_gets_nothing(
    store: Store, sites: Path, port: int, start: Start
) -> None:
    box = start()
    site(sites, box)
    opened(store)

    with egress(port) as proxy:
        Courier(Handovers(store), Sender(sites, proxy)).round()

    assert box.said == []
    assert Handovers(store).undelivered() == 1


def test_a_process_that_is_told_to_send_nothing_leaves_the_outbox_to_others(store: Store, sites: Path) -> None:
    receiver = Receiver()
    filled(store, 1)
    book(sites, receiver)

    deliver(Handovers(store), sites, OFF)
    time.sleep(0.5)
    receiver.close()

    assert receiver.posts == 0
    assert Handovers(store).due(1), "nobody has taken it"
