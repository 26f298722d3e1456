"""What is scrubbed is scrubbed once on each way: on its way to the model, and on its way out."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from minigiants import scenario
from minigiants.privacy import OPEN, Funnel, Rules, Scrubbed, Scrubber, load_policy
from tests import fakes
from tests.privacy.leaking import LEASE, NAME, WHO, command

pytestmark = pytest.mark.slow

VISIT = (
    f"Doctor: Good morning, {NAME}. What brings you in?\nPatient: My left knee hurts. I am {WHO}.\n"
    "Doctor: Any fever?\nPatient: No.\nDoctor: I want you to take ibuprofen 400 mg twice a day.\n"
)
REQUESTS: dict[str, dict[str, Any]] = {
    "customer_support": {"messages": [{"role": "user", "content": f"How much is the rent of {NAME}, who is {WHO}?"}]},
    "document_qa": {"question": f"How much is the monthly rent of {NAME}, who is {WHO}?"},
    "medical_notes": {"dialogue": VISIT, "patient": {"name": NAME}},
}


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The texts of each call of a scrubber, as they come."""
    calls: list[list[str]] = []
    together, one_by_one = Scrubber.scrub_together, Scrubber.scrub_all

    def scrub_together(self: Scrubber, texts: Iterable[str], **options: Any) -> list[Scrubbed]:
        calls.append(list(texts))
        return together(self, calls[-1], **options)

    def scrub_all(self: Scrubber, texts: Iterable[str], **options: Any) -> Iterator[Scrubbed]:
        calls.append(list(texts))
        return one_by_one(self, calls[-1], **options)

    monkeypatch.setattr(Scrubber, "scrub_together", scrub_together)
    monkeypatch.setattr(Scrubber, "scrub_all", scrub_all)
    return calls


@pytest.mark.model
@pytest.mark.parametrize("name", scenario.names())
def test_one_request_is_searched_once_on_its_way_in_and_once_on_its_way_out(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, searched: list[list[str]]
) -> None:
    monkeypatch.setenv("MINIGIANTS_MODEL", "smollm2-135m")
    monkeypatch.setenv("MINIGIANTS_PRIVACY", "everywhere")
    (tmp_path / "lease.md").write_text(LEASE)
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1} | REQUESTS[name]) + "\n")
    search = ["--collection", "leases"] if scenario.load(name).searches else []
    assert command("ingest", "leases", str(tmp_path / "lease.md")) == 0
    searched.clear()

    assert command("run", name, str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl"), *search) == 0

    personal = [text for call in searched for text in dict.fromkeys(call) if "uackenbush" in text]
    assert personal != []
    assert {text: times for text, times in Counter(personal).items() if times > 2} == {}
    *ways_in, way_out = searched
    written = json.loads((tmp_path / "out.jsonl").read_text())
    assert NAME not in json.dumps(written)
    inward = [text for call in ways_in for text in dict.fromkeys(call) if "uackenbush" in text]
    assert {text: times for text, times in Counter(inward).items() if times > 1} == {}
    assert len(way_out) == len(set(way_out))


def strict() -> Funnel:
    return Funnel(Rules(policy=load_policy("redact"), where=frozenset({"model"})))


def test_a_second_funnel_takes_the_place_of_the_first() -> None:
    services = fakes.services()

    once, twice = services.behind(strict()), services.behind(strict()).behind(strict())

    assert once.bare_model is twice.bare_model is services.model
    assert twice.behind(OPEN).model is services.model
