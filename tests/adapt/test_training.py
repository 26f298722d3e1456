"""From a lesson to an adapter that the engine wears: interrupted, gone on with, written, loaded, worn by request."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from minigiants import models
from minigiants.adapt import LearningProgress, Lesson, TrainingOrder, train
from minigiants.models import Adapter, ChatLlamaCpp, close_engines
from minigiants.settings import Settings
from tests.adapt.conftest import SMALL, copied

ASKED = "Say it in our code: chair"


class Stopped(Exception):  # noqa: N818 - what happened
    pass


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, furnished: Callable[[Path], Path]) -> Path:
    return furnished(tmp_path_factory.mktemp("interrupted"))


@pytest.fixture(scope="module")
def told(base: Any, home: Path, order: TrainingOrder, lesson: Lesson) -> list[LearningProgress]:
    """Stop in the middle, go on with the same order, and return what was told of both."""
    heard: list[LearningProgress] = []

    def tell(_: str, how: LearningProgress | None) -> None:
        if how:
            heard.append(how)
        if how and how.step == 2 and len(heard) == 2:
            raise Stopped

    settings = Settings(home=home)
    with copied(base):
        with pytest.raises(Stopped):
            train(order, settings, tell, lesson)
        train(order, settings, tell, lesson)
    return heard


@pytest.fixture(scope="module")
def made(told: list[LearningProgress], home: Path) -> Adapter:
    (found,) = models.adapters([home / "adapters" / "medical_notes"]).values()
    return found


@pytest.fixture(scope="module")
def chat(base_path: Path, made: Adapter) -> Iterator[ChatLlamaCpp]:
    close_engines()
    yield ChatLlamaCpp(path=base_path, name=SMALL, adapters={"medical_notes": made}, max_tokens=6)
    close_engines()


def test_an_interrupted_training_goes_on_at_its_step(told: list[LearningProgress], order: TrainingOrder) -> None:
    assert [how.step for how in told] == list(range(1, order.steps + 1))
    assert told[-1].total == order.steps
    assert told[-1].seconds_left == 0
    assert told[-1].loss < told[0].loss


def test_what_was_interrupted_becomes_the_same_adapter(
    made: Adapter, order: TrainingOrder, lesson: Lesson, tmp_path: Path, furnished: Callable[[Path], Path]
) -> None:
    at_once = train(order, Settings(home=furnished(tmp_path / "at-once")), lesson=lesson)

    assert at_once.card.name == made.card.name
    assert at_once.card.training["loss_last"] == pytest.approx(made.card.training["loss_last"], abs=1e-3)


def test_the_card_says_what_it_was_made_from(made: Adapter, order: TrainingOrder, lesson: Lesson) -> None:
    card = made.card

    assert card.base_sha256 == models.catalog(made.folder)[SMALL].sha256
    assert card.sha256 == models.sha256(made.path)
    assert card.size == made.path.stat().st_size < 12_000_000
    assert card.data[0]["licence"] == "Apache-2.0"
    assert card.training["steps"] == order.steps
    assert card.training["lesson_sha256"] == lesson.sha256
    assert set(card.training["versions"]) >= {"torch", "transformers", "peft", "gguf"}
    assert card.never
    assert not made.offered


def test_the_same_order_again_finds_the_adapter(
    told: list[LearningProgress], order: TrainingOrder, lesson: Lesson, home: Path, made: Adapter
) -> None:
    said: list[str] = []

    assert train(order, Settings(home=home), lambda what, _: said.append(what), lesson) == made
    assert "learning" not in said


def test_a_request_wears_the_adapter_and_the_next_one_does_not(chat: ChatLlamaCpp) -> None:
    asked = [HumanMessage(ASKED)]

    plain = chat.invoke(asked)
    worn = chat.invoke(asked, adapter="medical_notes")
    again = chat.invoke(asked)

    assert plain.text == again.text != worn.text
    assert "ZORK" in worn.text
    assert "medical_notes" in worn.response_metadata["model_name"]
    assert again.response_metadata["model_name"] == SMALL


def test_each_keeps_a_prefix_cache_of_its_own(chat: ChatLlamaCpp) -> None:
    asked = [HumanMessage(f"{ASKED}, and say why in many words, for somebody who has never heard of it before")]
    chat.invoke(asked)
    fresh = chat.invoke(asked, adapter="medical_notes")

    worn, plain = chat.invoke(asked, adapter="medical_notes"), chat.invoke(asked)

    assert worn.text == fresh.text
    for again in (worn, plain):
        used = again.usage_metadata
        assert used
        assert used.get("input_token_details", {}).get("cache_read", 0) > used["input_tokens"] // 2


def test_an_adapter_of_a_scenario_that_has_none_changes_nothing(chat: ChatLlamaCpp) -> None:
    asked = [HumanMessage(ASKED)]

    assert chat.invoke(asked, adapter="document_qa").text == chat.invoke(asked).text
