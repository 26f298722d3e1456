"""Several requests run at once; what they begin with alike is read once and handed over from slot to slot."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from minigiants.models import ChatLlamaCpp
from minigiants.models.llama.slots import WORTH, Beginning, SlotPool

BEGINNING = "The cat sat on the mat. " * 40
QUESTIONS = [f"{BEGINNING}What was said {number} times?" for number in range(4)]


def read_from_cache(answer: AIMessage) -> int:
    assert answer.usage_metadata is not None
    return answer.usage_metadata.get("input_token_details", {}).get("cache_read", 0)


def test_what_one_request_has_read_of_a_beginning_the_others_do_not_read_again(model: ChatLlamaCpp) -> None:
    several = model.abreast(3, context=1024)
    several.invoke(QUESTIONS[0], max_tokens=2)

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda asked: several.invoke(asked, max_tokens=8), QUESTIONS[1:]))

    assert all(read_from_cache(answer) > WORTH for answer in answers)
    assert all(answer.content for answer in answers)


def test_guesses_of_all_requests_at_once_have_room(model: ChatLlamaCpp) -> None:
    """Of a text that repeats itself each request guesses 32 tokens: four of them once ended the process."""
    text = "The first of May is a Monday, the second is a Tuesday, and the third of May is a Wednesday. " * 14
    several = model.abreast(4, context=1024)

    def repeat(times: int) -> AIMessage:
        asked = f"Repeat this text, word by word, {times} times. {text}"
        return several.invoke(asked, max_tokens=120, avoid_loops=False)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(repeat, range(2, 6)))

    assert all("May" in str(answer.content) for answer in answers)


def test_a_model_for_several_requests_leaves_the_one_for_single_requests_alone(model: ChatLlamaCpp) -> None:
    several = model.abreast(2, context=512)

    assert several.engine is not model.engine
    assert (several.context, model.context) == (512, 4096)


def test_the_engine_that_nobody_asks_makes_room_and_what_was_read_is_kept(model: ChatLlamaCpp) -> None:
    several = model.abreast(2, context=1024)
    for asked in QUESTIONS[:3]:
        several.invoke(asked, max_tokens=2)
    model.invoke("Hello.", max_tokens=2)
    assert (several.engine.state, model.engine.state) == ("not loaded", "ready")

    answer = several.invoke(QUESTIONS[3], max_tokens=2)

    assert read_from_cache(answer) > WORTH
    assert model.engine.state == "not loaded"


class _Door:
    """What the pool asks of a server; a request waits until it is let go."""

    listening_address = ""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.slots: list[int] = []
        self.go = threading.Event()
        self.refuses = False

    def ask(self, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        self.asked.append(path)
        return {}

    def handle_completions(self, prompt: dict[str, Any], callback: Callable[[Mapping[str, Any]], bool]) -> None:
        if self.refuses:
            raise ValueError("refused")
        if prompt["max_tokens"]:
            self.slots.append(prompt["id_slot"])
            self.go.wait(10)


def test_a_beginning_is_kept_once_and_given_to_each_slot_that_lacks_it(eventually: Callable[..., None]) -> None:
    door = _Door()
    pool = SlotPool(door, door.ask, 3, Beginning())
    beginning = list(range(2 * WORTH))
    door.go.set()
    pool.complete({"prompt": [*beginning, 1], "max_tokens": 4}, lambda _: False)
    door.go.clear()

    with ThreadPoolExecutor(3) as threads:
        running = [
            threads.submit(pool.complete, {"prompt": [*beginning, n], "max_tokens": 4}, lambda _: False)
            for n in (2, 3, 4)
        ]
        eventually(lambda: len(door.slots) == 4)
        door.go.set()
        for each in running:
            each.result()

    assert sorted(door.slots[1:]) == [0, 1, 2]
    assert door.asked[0] == "/slots/0?action=save"
    assert sorted(door.asked[1:]) == ["/slots/1?action=restore", "/slots/2?action=restore"]


def test_a_request_that_comes_again_is_written_to_no_file() -> None:
    door = _Door()
    door.go.set()
    pool = SlotPool(door, door.ask, 1, Beginning())
    for _ in range(3):
        pool.complete({"prompt": list(range(2 * WORTH)), "max_tokens": 4}, lambda _: False)

    assert door.asked == []


def test_a_slot_whose_request_failed_is_taken_for_empty() -> None:
    door = _Door()
    door.go.set()
    pool = SlotPool(door, door.ask, 1, Beginning())
    beginning = list(range(2 * WORTH))

    door.refuses = True
    with pytest.raises(ValueError, match="refused"):
        pool.complete({"prompt": beginning, "max_tokens": 4}, lambda _: False)
    door.refuses = False
    pool.complete({"prompt": [*beginning, 1], "max_tokens": 4}, lambda _: False)

    assert door.asked == []
    assert door.slots == [0]
