"""A misspelt word is read as the articles write it, and only where nothing was found for it as it stands."""

from collections.abc import Iterable

import pytest

from minigiants import scenario
from minigiants.pipeline import Services
from tests.scenarios.customer_support.conftest import TEXTS
from tests.scenarios.customer_support.test_decisions import ask

PIPELINE = scenario.load_module("customer_support", "pipeline")
SEARCHING = scenario.load_module("customer_support", "deciding.searching")
SPELLING = scenario.load_module("customer_support", "understanding.spelling")
KNOWN = [
    "Delivery of a parcel is free.",
    "A full service takes a week; prices are fair, the price of helmets is 49.",
    "Tyres",
]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("delivry", "delivery"),
        ("dellivery", "delivery"),
        ("delivary", "delivery"),
        ("Parcle?", "parcel?"),
        ("full servcie", "full service"),
        ("tires", "tyres"),
        ("what is the prise", "what is the price"),
    ],
)
def test_one_slip_is_mended(said: str, read: str) -> None:
    assert SPELLING.mended(said, KNOWN) == read


@pytest.mark.parametrize("said", ["parcels", "delivers", "free", "fare", "elivery", "dlvry", "helmet", "München 49"])
def test_right_words_endings_short_words_and_two_slips_stay(said: str) -> None:
    assert SPELLING.mended(said, KNOWN) == said


def test_a_word_with_two_readings_stays() -> None:
    assert SPELLING.mended("cabke", ["cable", "cabre"]) == "cabke"


def kinds(described: dict[str, float]) -> dict[str, float]:
    """Find an answer where the passages have a word of the question."""
    found = described["coverage"] > 0.9
    return {"answer": float(found), "partial": 0.0, "abstain": float(not found), "clarify": 0.0}


def test_a_misspelt_question_is_answered_as_it_was_meant(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SEARCHING, "kinds", kinds)
    seen: list[list[str]] = []

    def mended(text: str, known: Iterable[str]) -> str:
        seen.append(list(known))
        return "cost of a parcel"

    monkeypatch.setattr(PIPELINE.spelling, "mended", mended)

    answer = ask(services, "csot of a parcle")

    assert (answer.action, answer.trace.question) == ("answer", "cost of a parcel")
    assert any(TEXTS[0][1] in known for known in seen[0])


def test_what_is_not_answered_when_mended_is_refused_as_it_was_written(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SEARCHING, "kinds", kinds)

    answer = ask(services, "Is there a hottel and a workshpo in Paris?")

    assert answer.action == "abstain"
    assert answer.trace.question == "Is there a hottel and a workshpo in Paris?"
