"""However a receiver fails, a handover arrives once in effect, and keeps no other waiting."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from minigiants.store import OPEN, Store
from scenarios.customer_support.helpdesk import Courier, Handovers, Sender
from tests.scenarios.customer_support.helpdesk.receiver import Fault, Receiver
from tests.scenarios.customer_support.helpdesk.test_outbox import PACKET, Clock, filled, sites

__all__ = ["sites"]


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait two seconds for a receiver in the place of twenty."""
    monkeypatch.setattr("scenarios.customer_support.helpdesk._senders.SECONDS", 2)


def book(sites: Path, receiver: Receiver, name: str = "Shop") -> None:
    (sites / f"{name}.toml").write_text(f"name = '{name}'\n[delivery]\nwebhook = '{receiver.url}'\n")


@pytest.mark.parametrize("fault", get_args(Fault))
def test_a_receiver_that_fails_twice_gets_each_handover_once_in_effect(url: str, sites: Path, fault: Fault) -> None:
    clock, receiver = Clock(), Receiver(first=(fault, fault))
    store = Store(url, clock=clock, through=OPEN)
    handovers, ids = Handovers(store), filled(store, 3)
    book(sites, receiver)
    effects: Counter[str] = Counter()

    courier = Courier(handovers, Sender(sites))
    for _ in range(4):
        courier.round()
        clock.now += timedelta(minutes=1)
    receiver.close()
    left, dead = handovers.undelivered(), handovers.dead()
    store.close()
    effects.update(receiver.arrived.keys())  # who knows a key already does nothing

    assert (left, dead) == (0, [])
    assert effects == Counter(ids)
    assert sum(receiver.arrived.values()) == 3 + (2 if fault == "dies" else 0)


@pytest.mark.parametrize("fault", ["hangs", "trickles"])
def test_a_receiver_that_hangs_keeps_the_handovers_of_other_sites_waiting_once(
    store: Store, sites: Path, fault: Fault
) -> None:
    slow, quick = Receiver(first=(fault,) * 9), Receiver()
    handovers = Handovers(store)
    filled(store, 4)
    talk = store.start_talk("customer_support", "yard", "t").id
    handovers.open(talk, site="Yard", reason="complaint", packet=PACKET, channels=["webhook"])
    book(sites, slow)
    book(sites, quick, "Yard")

    Courier(handovers, Sender(sites)).round()
    slow.close()
    quick.close()

    assert slow.failed == 1
    assert len(quick.arrived) == 1
    assert handovers.undelivered() == 4
