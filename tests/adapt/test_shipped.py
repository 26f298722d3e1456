"""The adapters that ship are whole, small, passed their gate, and belong to the base and the prompts of today."""

from pathlib import Path

import pytest

from minigiants import models, scenario, suite
from minigiants.adapt._gate import LEAST, measures_of
from minigiants.adapt._train import MOST
from minigiants.models import Adapter

SHIPPED = [
    found for name in scenario.names() for found in models.adapters([suite.scenarios() / name / "adapters"]).values()
]


def test_an_adapter_ships() -> None:
    assert SHIPPED


@pytest.mark.parametrize("found", SHIPPED, ids=lambda found: found.card.name)
def test_a_shipped_adapter_is_what_its_card_says(found: Adapter) -> None:
    card, learning = found.card, scenario.load_module(found.card.scenario, "learning")
    deciding = {measure.name for measure in measures_of(learning, card.trial) if measure.deciding}

    assert (models.sha256(found.path), found.path.stat().st_size) == (card.sha256, card.size)
    assert card.size < MOST
    assert found.offered
    assert models.catalog(Path())[card.base].sha256 == card.base_sha256
    assert min(row["n"] for row in card.gate["compared"] if row["name"] in deciding) >= LEAST
    prompts = learning.PROMPT_SHA256
    assert card.prompt_sha256 == (prompts if isinstance(prompts, str) else prompts[card.trial])
