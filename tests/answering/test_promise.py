import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minigiants import services
from minigiants.answering.promise import BARS, RatedAnswer, promise
from minigiants.settings import Settings
from minigiants.store import Rating
from minigiants.types import Answer, Trace


def wrong_above(probability: float) -> float:
    """The share of wrong answers at a probability, of a house whose model is too sure of itself."""
    return min(1.0, 1.5 * (1 - probability))


def drawn(rng: random.Random, number: int) -> list[RatedAnswer]:
    """Rated answers of that house."""
    told = [rng.uniform(0.6, 1.0) for _ in range(number)]
    return [RatedAnswer(probability=p, right=rng.random() >= wrong_above(p)) for p in told]


@pytest.mark.parametrize("number", [150, 600])
def test_what_is_promised_holds_for_nearly_every_house(number: int) -> None:
    rng = random.Random(number)
    broken = promised = 0
    for _ in range(1000):
        bar = promise(drawn(rng, number), 0.15).bar
        if bar is None:
            continue
        promised += 1
        truth = 1.5 * (1 - (bar + 1.0) / 2)  # the mean over what is shown: as likely at each probability
        broken += truth > 0.15
    assert broken <= 50
    assert promised > 300 or number < 600


def test_a_promise_needs_ratings_and_says_how_many() -> None:
    few = [RatedAnswer(probability=0.95, right=True)] * 12
    kept = promise(few, 0.05)
    assert kept.bar is None
    assert str(kept) == (
        "Not promised yet, at most 5 in 100 answers wrong: not enough ratings (12 of at least 86, 0 of them wrong)."
    )
    many = promise(few * 10, 0.05)
    assert many.bar == BARS[0]
    assert str(many).startswith("Promised, at most 5 in 100 answers wrong: by 120 ratings")


def test_many_wrong_answers_raise_the_bar() -> None:
    sure = [RatedAnswer(probability=0.95, right=True)] * 120
    unsure = [RatedAnswer(probability=0.65, right=False)] * 30
    assert promise([*sure, *unsure], 0.1).bar == 0.7


def test_the_bar_of_a_house_comes_from_the_ratings_in_its_store(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, wrong_at_most=10)
    store = services.open_store(settings)
    for number in range(70):
        trace = Trace(question="q", collection="c", signals={"answerable": 0.65 if number < 10 else 0.95})
        store.save_answer(
            Answer(id=f"a{number}", text="It is.", action="answer", reason="", claims=(), evidence=(), trace=trace),
            scenario="document_qa",
            request={"question": "q", "collection": "c"},
        )
        store.rate(
            Rating(
                answer_id=f"a{number}",
                rater="Ann",
                criterion="overall",
                value=int(number >= 10),
                time=datetime.now(UTC),
            )
        )
    store.close()
    kept = services.promises(settings)["document_qa"]
    assert (kept.bar, kept.ratings, kept.wrong) == (0.7, 60, 0)
    assert services.promises(Settings(home=tmp_path)) == {}
