"""What an adapter learns from: the request as the pipeline asks it, and what the evidence holds of people's answers."""

from dataclasses import replace
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from pydantic import Field

from minigiants import scenario
from minigiants.pipeline import Services
from scenarios.customer_support.sites import NEUTRAL

data, learning, pipeline, searching = (
    scenario.load_module("customer_support", part)
    for part in ("evals.data", "learning", "pipeline", "deciding.searching")
)
ASKED = "What does delivery of a parcel cost?"


class Heard(FakeListChatModel):
    """Remembers what it was asked."""

    asked: list[tuple[str, Any]] = Field(default_factory=list)

    def _call(self, messages: Any, *args: Any, **options: Any) -> str:
        raise AssertionError("the pipeline streams")

    def _stream(self, messages: Any, *args: Any, adapter: str = "", **options: Any) -> Any:
        self.asked.append((messages[1].content, adapter))
        yield from super()._stream(messages, *args)


def talk(answer: str) -> Any:
    said = ({"role": "user", "content": ASKED},)
    return data.TalkTask(id="1", collection="shop", messages=said, kind="answer", gold=(), answers=(answer,))


def test_what_is_learned_is_what_is_asked(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    model = Heard(responses=["A parcel costs 4.90 euros."])
    monkeypatch.setattr(searching, "kinds", lambda described: {"answer": 0.9, "partial": 0.0, "abstain": 0.1})

    made = learning.example_of(talk("A parcel costs 4.90 euros."), services)
    pipeline.Support(NEUTRAL)(
        {"messages": list(talk("").messages), "collection": "shop"}, replace(services, model=model)
    )

    assert model.asked == [(made.messages[1]["content"], "customer_support")]


def test_what_the_evidence_lacks_is_not_learned(services: Services) -> None:
    made = learning.example_of(talk("A parcel costs 4.90 euros. Insurance costs 77 euros."), services)

    assert made.answer == "A parcel costs 4.90 euros."
    assert learning.example_of(talk("Insurance costs 77 euros."), services) is None


def test_each_half_is_tested_on_the_other() -> None:
    assert {replace(talk(""), id=str(number)).half for number in range(40)} == set(learning.PARTS)
