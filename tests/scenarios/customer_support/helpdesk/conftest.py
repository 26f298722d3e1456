"""A helpdesk over a store in either kind of database, with a pipeline that is told what to decide."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from minigiants.pipeline import Event, Request, Services
from minigiants.privacy import Funnel, Rules, load_policy
from minigiants.store import OPEN, Store
from minigiants.types import Answer
from scenarios.customer_support.helpdesk import Helpdesk
from tests import fakes


def scripted(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Hand over when the word is said, fail on another, else repeat the last message."""
    last = str(request["messages"][-1]["content"])
    if "crash" in last:
        raise ZeroDivisionError(last)
    for done in range(3):
        if on_event:
            on_event(Event(stage="read", done=done, total=3))
    wanted = "person" in last
    return Answer(
        id=uuid.uuid4().hex,
        text="A person comes." if wanted else f"You said: {last}",
        action="handoff" if wanted else "answer",
        reason="asked for a person" if wanted else "",
    )


@pytest.fixture
def services() -> Services:
    """Return services that the scripted pipeline does not use."""
    return fakes.services()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    made = Store(url, through=OPEN)
    yield made
    made.close()


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Any:
    """Return the helpdesk of a site that has the collection `shop`."""
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "shop.toml").write_text(
        "name = 'Shop'\ncollection = 'shop'\n[delivery]\nwebhook = 'http://127.0.0.1:9/x'\n"
    )
    rules = Rules(policy=load_policy("redact"), where=frozenset({"exports"}))
    return Helpdesk(
        store,
        scenario="customer_support",
        pipeline=scripted,
        funnel=Funnel(rules),
        sites=sites,
        later=lambda work: work(),
    )
