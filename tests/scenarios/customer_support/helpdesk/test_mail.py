"""Handovers reach a mail server: encrypted, logged in, again after a failure, and known again by their id."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from minigiants.store import OPEN, Store
from scenarios.customer_support.helpdesk import Courier, Handovers, Sender
from tests.scenarios.customer_support.helpdesk.mailbox import Mailbox, certificate
from tests.scenarios.customer_support.helpdesk.test_outbox import PACKET, Clock

Start = Callable[..., Mailbox]


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    (tmp_path / "sites").mkdir()
    return tmp_path / "sites"


@pytest.fixture
def start() -> Iterator[Start]:
    """Return a function that starts a mail server, which ends with the test."""
    started: list[Mailbox] = []

    def made(**settings: object) -> Mailbox:
        started.append(Mailbox(**settings))  # type: ignore[arg-type]
        return started[-1]

    yield made
    for box in started:
        box.close()


def site(sites: Path, box: Mailbox, **more: object) -> None:
    """Write a site whose handovers go to this mailbox."""
    lines = [f"{name} = {str(value).lower() if value is True else repr(value)}" for name, value in more.items()]
    plain = f"host = '127.0.0.1'\nport = {box.port}\nto = 'desk@shop.example'\nsender = 'bot@shop.example'"
    (sites / "shop.toml").write_text("\n".join(["name = 'Shop'\n[delivery.smtp]", plain, *lines, ""]))


def opened(store: Store) -> str:
    """Hand a talk over by mail and return the handover's id."""
    talk = store.start_talk("customer_support", "c", "t").id
    return Handovers(store).open(talk, site="Shop", reason="complaint", packet=PACKET, channels=["smtp"]).id


def test_a_mail_carries_its_key_and_comes_again_when_the_server_was_busy(url: str, sites: Path, start: Start) -> None:
    clock, box = Clock(), start(busy=1)
    store = Store(url, clock=clock, through=OPEN)
    site(sites, box)
    handover, courier = opened(store), Courier(Handovers(store), Sender(sites))

    courier.round()
    assert box.mails == []
    clock.now += timedelta(minutes=1)
    courier.round()
    courier.round()
    left = Handovers(store).undelivered()
    store.close()

    [mail] = box.mails
    assert mail["Message-ID"] == f"<{handover}@minigiants.invalid>"
    assert mail["X-Idempotency-Key"] == handover
    assert (mail["To"], mail["Subject"]) == ("desk@shop.example", "Customer for a person: complaint")
    assert "Wants: w" in str(mail.get_payload())
    assert left == 0


@pytest.mark.parametrize("kept", ["variable", "file"])
def test_a_login_is_made_over_tls_with_a_password_that_stands_elsewhere(
    store: Store, sites: Path, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    pem = certificate(tmp_path)
    box = start(pem=pem, login=("bot", "hush hush"))
    monkeypatch.setenv("SHOP_MAIL", "hush hush")
    (tmp_path / "password").write_text("hush hush\n")
    ways = {"variable": {"password_env": "SHOP_MAIL"}, "file": {"password_file": str(tmp_path / "password")}}
    site(sites, box, user="bot", ca_file=str(pem), **ways[kept])
    opened(store)

    Courier(Handovers(store), Sender(sites)).round()

    assert len(box.mails) == 1
    assert box.said.index("STARTTLS") < box.said.index("AUTH") < box.said.index("MAIL")


def test_no_password_is_sent_to_a_server_that_nobody_vouches_for(
    store: Store, sites: Path, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = start(pem=certificate(tmp_path), login=("bot", "hush"))
    monkeypatch.setenv("SHOP_MAIL", "hush")
    site(sites, box, user="bot", password_env="SHOP_MAIL")
    opened(store)

    Courier(Handovers(store), Sender(sites), attempts=1).round()

    assert "AUTH" not in box.said
    assert "SSLCertVerificationError" in Handovers(store).dead()[0].error


@pytest.mark.parametrize(
    ("password", "said"), [("wrong", "refused the login"), (None, "can't be read from the variable 'SHOP_MAIL'")]
)
def test_a_login_that_fails_is_said_without_the_password(
    store: Store,
    sites: Path,
    start: Start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    password: str | None,
    said: str,
) -> None:
    pem = certificate(tmp_path)
    box = start(pem=pem, login=("bot", "hush"))
    monkeypatch.delenv("SHOP_MAIL", raising=False)
    if password:
        monkeypatch.setenv("SHOP_MAIL", password)
    site(sites, box, user="bot", password_env="SHOP_MAIL", ca_file=str(pem))
    opened(store)

    Courier(Handovers(store), Sender(sites), attempts=1).round()

    assert box.mails == []
    assert said in Handovers(store).dead()[0].error


def test_a_mail_that_was_taken_is_sent_whatever_the_farewell_is(store: Store, sites: Path, start: Start) -> None:
    box = start(bye="421 closing")
    site(sites, box)
    opened(store)
    courier = Courier(Handovers(store), Sender(sites))

    courier.round()
    courier.round()

    assert len(box.mails) == 1
    assert Handovers(store).undelivered() == 0


def test_a_greeting_that_never_ends_is_cut(
    store: Store, sites: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenarios.customer_support.helpdesk._mail.SECONDS", 1)
    site(sites, start(trickles=True))
    opened(store)

    Courier(Handovers(store), Sender(sites)).round()

    assert Handovers(store).undelivered() == 1
