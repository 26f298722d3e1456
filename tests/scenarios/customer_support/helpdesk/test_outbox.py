"""Every handover arrives, whatever is killed, whoever is down; none takes effect twice."""

import hashlib
import hmac
import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from minigiants.store import OPEN, Store
from scenarios.customer_support.helpdesk import Courier, DeliveryError, Handovers, Parcel, Sender
from tests.scenarios.customer_support.helpdesk.receiver import Receiver
from tests.soak import sized

COURIER = """
import sys, threading
from datetime import timedelta
from pathlib import Path
from scenarios.customer_support.helpdesk import Courier, Sender
from minigiants.store import OPEN, Store
from scenarios.customer_support.helpdesk import Handovers
print("up", flush=True)
courier = Courier(
    Handovers(Store(sys.argv[1], through=OPEN)),
    Sender(Path(sys.argv[2])),
    pause=timedelta(milliseconds=20),
    attempts=10_000,
)
courier.run(threading.Event(), every=0.02)
"""
PACKETS, KILLS = sized(60, 1000), sized(3, 20)
BETWEEN = sized(15, 60)
"""Posts that a courier may live to make; kept so low that packets are left for the last kill."""
DOWN_EVERY = sized(10, 50)
PACKET = {"summary": "s", "wants": "w", "tried": [], "sources": [], "transcript": []}


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    (tmp_path / "sites").mkdir()
    return tmp_path / "sites"


@pytest.fixture
def receiver(sites: Path) -> Iterator[Receiver]:
    made = Receiver(down_every=DOWN_EVERY)
    (sites / "shop.toml").write_text(f"name = 'Shop'\n[delivery]\nwebhook = '{made.url}'\nsecret = 'hush'\n")
    yield made
    made.close()


class Clock:
    """A time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def filled(store: Store, count: int) -> list[str]:
    handovers = Handovers(store)
    talks = [store.start_talk("customer_support", "c", "t").id for _ in range(count)]
    opened = [
        handovers.open(talk, site="Shop", reason="complaint", packet=PACKET, channels=["webhook"]) for talk in talks
    ]
    return [handover.id for handover in opened]


@pytest.mark.slow
@pytest.mark.soak
def test_every_packet_arrives_once_though_the_courier_is_killed_again_and_again(
    store: Store, url: str, sites: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenarios.customer_support.helpdesk._handovers.LEASE", timedelta(seconds=1))
    ids, rng = filled(store, PACKETS), random.Random(7)
    script = (
        "import datetime, scenarios.customer_support.helpdesk._handovers as h; h.LEASE = datetime.timedelta(seconds=1)"
    )

    kills = 0
    while Handovers(store).undelivered():
        courier = subprocess.Popen(
            [sys.executable, "-c", script + COURIER, url, str(sites)], stdout=subprocess.PIPE, text=True
        )
        assert courier.stdout
        courier.stdout.readline()
        if kills < KILLS:
            receiver.hold_after(wanted := receiver.posts + rng.randint(1, BETWEEN))
            while receiver.posts < wanted:
                time.sleep(0.002)
            time.sleep(rng.random() / 100)
            kills += 1
        else:
            receiver.hold_after(None)
            while Handovers(store).undelivered():
                time.sleep(0.05)
        courier.send_signal(signal.SIGKILL)
        courier.communicate()

    assert kills == KILLS
    assert set(receiver.arrived) == set(ids)
    assert sum(receiver.arrived.values()) <= PACKETS + KILLS * 2  # a repeat has the same key, so it changes nothing


def test_a_webhook_is_signed_and_carries_its_key(store: Store, sites: Path, receiver: Receiver) -> None:
    [handover] = filled(store, 1)

    assert Courier(Handovers(store), Sender(sites)).round() == 1

    signed = hmac.new(b"hush", receiver.bodies[0], hashlib.sha256).hexdigest()
    assert receiver.headers[0]["X-Minigiants-Signature"] == f"sha256={signed}"
    assert json.loads(receiver.bodies[0])["id"] == handover == receiver.headers[0]["Idempotency-Key"]


def test_pauses_grow_and_the_last_failure_is_dead_until_a_person_wakes_it(url: str) -> None:
    clock = Clock()
    store = Store(url, clock=clock, through=OPEN)
    handovers = Handovers(store)
    filled(store, 1)
    tried: list[datetime] = []

    def down(parcel: Parcel) -> None:
        tried.append(clock.now)
        raise DeliveryError("the receiver answered 503")

    courier = Courier(handovers, down, pause=timedelta(seconds=10), attempts=4)
    for _ in range(200):
        courier.round()
        clock.now += timedelta(seconds=1)
    pauses = [(b - a).total_seconds() for a, b in pairwise(tried)]
    [dead] = handovers.dead()

    assert pauses == [10, 20, 40]
    assert dead.error == "the receiver answered 503"

    handovers.wake(dead)
    Courier(handovers, lambda parcel: None).round()
    store.close()
    assert len(tried) == 4


def test_a_place_that_nobody_answers_at_is_tried_once_a_round_and_keeps_no_other_waiting(store: Store) -> None:
    handovers = Handovers(store)
    filled(store, 5)
    talk = store.start_talk("customer_support", "yard", "t").id
    handovers.open(talk, site="Yard", reason="complaint", packet=PACKET, channels=["webhook"])
    tried: list[str] = []

    def send(parcel: Parcel) -> None:
        tried.append(parcel.handover.site)
        if parcel.handover.site == "Shop":
            raise DeliveryError("the receiver can't be reached (TimeoutError)", unreachable=True)

    assert Courier(handovers, send).round() == 6

    assert sorted(tried) == ["Shop", "Yard"]
    assert handovers.undelivered() == 5


def test_a_packet_that_is_refused_for_what_it_is_waits_for_a_person_at_once(store: Store, sites: Path) -> None:
    made = Receiver(refuse=422)
    (sites / "shop.toml").write_text(f"name = 'Shop'\n[delivery]\nwebhook = '{made.url}'\n")
    filled(store, 1)

    Courier(Handovers(store), Sender(sites)).round()
    made.close()

    assert [parcel.error for parcel in Handovers(store).dead()] == ["the receiver answered 422"]


def test_two_couriers_do_not_send_the_same_at_once(store: Store) -> None:
    filled(store, 5)

    first, second = Handovers(store).due(3), Handovers(store).due(9)

    assert (len(first), len(second)) == (3, 2)
    assert not {p.id for p in first} & {p.id for p in second}


def test_what_a_killed_courier_held_is_due_again_after_its_lease(url: str) -> None:
    clock = Clock()
    store = Store(url, clock=clock, through=OPEN)
    filled(store, 1)
    held = Handovers(store).due()
    assert Handovers(store).due() == []

    clock.now += timedelta(minutes=2)

    assert [p.id for p in Handovers(store).due()] == [p.id for p in held]
    store.close()


def test_an_address_that_is_gone_is_an_error_for_a_person_to_see(store: Store, sites: Path) -> None:
    filled(store, 1)

    Courier(Handovers(store), Sender(sites), attempts=1).round()
    [dead] = Handovers(store).dead()

    assert "has no webhook any more" in dead.error


def test_the_handover_of_a_site_with_a_mistake_waits_and_those_of_others_arrive(
    url: str, sites: Path, receiver: Receiver
) -> None:
    clock = Clock()
    store = Store(url, clock=clock, through=OPEN)
    handovers = Handovers(store)
    [arrives] = filled(store, 1)
    talk = store.start_talk("customer_support", "yard", "t").id
    yard = sites / "yard.toml"
    yard.write_text("name = 'Yard'\ncollection = 'yard'\nkolor = 1")
    waits = handovers.open(talk, site="Yard", reason="complaint", packet=PACKET, channels=["webhook"]).id

    Courier(handovers, Sender(sites)).round()
    assert (list(receiver.arrived), handovers.undelivered()) == ([arrives], 1)

    yard.write_text(f"name = 'Yard'\n[delivery]\nwebhook = '{receiver.url}'\n")
    clock.now += timedelta(minutes=1)
    Courier(handovers, Sender(sites)).round()
    store.close()
    assert list(receiver.arrived) == [arrives, waits]


def test_no_failure_ends_the_courier(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    handovers, stop = Handovers(store), threading.Event()
    filled(store, 2)
    seen: list[int] = []

    class Shaky(Handovers):
        rounds = 0

        def due(self, limit: int = 20) -> list[Parcel]:
            self.rounds += 1
            if self.rounds == 1:
                raise ZeroDivisionError("a customer's words")
            return super().due(limit)

    def send(parcel: Parcel) -> None:
        seen.append(parcel.id)
        if len(seen) == 2:
            stop.set()
            return
        raise ValueError("a customer's words")

    Courier(Shaky(store), send, attempts=1).run(stop, every=0.01)

    assert len(seen) == 2
    assert [parcel.error for parcel in handovers.dead()] == ["it could not be sent (ValueError)"]
    assert "ZeroDivisionError" in caplog.text
    assert "customer's words" not in caplog.text


def test_a_clock_that_is_set_back_keeps_no_handover_waiting(url: str, sites: Path) -> None:
    clock, receiver = Clock(), Receiver(first=(503,))
    store = Store(url, clock=clock, through=OPEN)
    handovers, ids = Handovers(store), filled(store, 1)
    (sites / "shop.toml").write_text(f"name = 'Shop'\n[delivery]\nwebhook = '{receiver.url}'\n")

    clock.now += timedelta(days=3)
    Courier(handovers, Sender(sites)).round()  # fails, and is to be tried again soon by the wrong clock
    clock.now -= timedelta(days=3)
    Courier(handovers, Sender(sites)).round()
    receiver.close()
    left = handovers.undelivered()
    store.close()

    assert (list(receiver.arrived), left) == (ids, 0)
