"""A trial writes its verdict on the adapter's card, unless the one that stands there was made on more cases."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from minigiants import evaluation, models, scenario, suite
from minigiants.adapt import Measure, Verdict, _trial, try_out
from minigiants.models import Adapter
from minigiants.settings import Settings
from tests.adapt.test_registry import CARD, lay

REPORT = SimpleNamespace(task="shorts", dataset="made up", dataset_sha256="0" * 64, prompt_sha256="1" * 64)
PASSED_ON_60 = {"passed": True, "why": [], "compared": [{"name": "right", "n": 39}, {"name": "failed", "n": 60}]}

Try = Callable[[Adapter, int], tuple[Adapter, Verdict, str]]


@pytest.fixture
def try_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> Try:
    """Try an adapter on so many cases, of which it changes none, without asking a model."""
    learning = SimpleNamespace(MEASURES=(Measure(name="right", deciding=True),), scores=lambda row: row)
    asked = [0]
    monkeypatch.setattr(scenario, "load_module", lambda *_: learning)
    monkeypatch.setattr(evaluation, "evaluate", lambda *_, **__: REPORT)
    monkeypatch.setattr(evaluation, "logged", lambda _: [{"right": 0.0}] * asked[0])
    monkeypatch.setattr(_trial, "_setup", lambda *_: None)

    def run(found: Adapter, cases: int) -> tuple[Adapter, Verdict, str]:
        asked[0] = cases
        return try_out(found, Settings())

    return run


def own(home: Path, gate: dict[str, object]) -> Adapter:
    card = lay(home, replace(CARD, gate=gate))
    return Adapter(card=card, folder=home / "adapters" / card.scenario / card.name)


def on_disk(found: Adapter) -> models.Card:
    return models.adapters([found.folder.parent])[found.card.name].card


def test_a_quick_test_leaves_the_verdict_of_a_longer_one_on_the_card(home: Path, try_on: Try) -> None:
    found = own(home, PASSED_ON_60)

    tried, verdict, stands = try_on(found, 1)

    assert on_disk(found) == found.card
    assert not verdict.passed
    assert tried.card.gate["compared"][0]["n"] == 1
    assert stands == "The verdict on the card stands (offered), for it was made on 60 cases, and this one on 1."


@pytest.mark.parametrize(("gate", "cases"), [({}, 1), (PASSED_ON_60, 60)], ids=["the first verdict", "as many cases"])
def test_a_verdict_on_as_many_cases_is_written(home: Path, try_on: Try, gate: dict[str, object], cases: int) -> None:
    found = own(home, gate)

    tried, _, stands = try_on(found, cases)

    assert on_disk(found) == tried.card
    assert not tried.offered
    assert stands == ""


def test_the_card_of_an_adapter_that_ships_is_never_written(
    home: Path, try_on: Try, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = own(home, PASSED_ON_60)
    monkeypatch.setattr(suite, "scenarios", lambda: home / "adapters")

    _, _, stands = try_on(found, 60)

    assert on_disk(found) == found.card
    assert stands == "The verdict on the card stands (offered), for the adapter ships with the suite."
