"""What holds for a model whichever engine runs it."""

import asyncio
import json
import math
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from langchain_core.messages import AIMessage, HumanMessage

from minigiants.models import ContextExceeded, EngineError, SuiteChat

FLAG = "What colours has the flag of France?"
STORY = "Write a very long story about a cat, a dog and a bird."
LONG = "The cat sat on the mat and looked at the bird. " * 280
FACES = [
    HumanMessage("😀"),
    AIMessage("😀😀😀😀😀😀😀😀"),
    HumanMessage("😀"),
    AIMessage("😀😀😀😀😀😀😀😀"),
    HumanMessage("😀"),
]


class Gone(Exception):  # noqa: N818 - what happened
    """The person closed the page."""


def test_it_says_what_answers_and_what_it_cost(any_model: SuiteChat) -> None:
    any_model.load()
    answer = any_model.invoke(FLAG, seed=7)

    about = answer.response_metadata
    assert any_model.state == "ready"
    assert (about["model_name"], about["engine"]) == (any_model.model_name, any_model.engine_name)
    assert any_model.model_name == "smollm2"
    assert (about["seed"], about["finish_reason"], len(about["prompt_sha256"])) == (7, "length", 64)
    assert 0 < about["seconds_to_first_token"] <= about["seconds"]
    assert answer.usage_metadata is not None
    assert answer.usage_metadata["output_tokens"] == 24
    assert answer.usage_metadata["input_tokens"] == any_model.count_tokens([HumanMessage(FLAG)])


def test_an_error_while_reading_frees_the_processor(
    any_model: SuiteChat, worker: psutil.Process, work_after: Callable[..., float]
) -> None:
    seen: list[tuple[int, int]] = []

    def leave(stage: str, done: int, total: int) -> None:
        seen.append((done, total))
        if stage == "read" and done > 0:
            raise Gone

    any_model.load()
    with pytest.raises(Gone):
        any_model.invoke(f"{time.time()} {LONG}", on_progress=leave)

    assert work_after(worker) < 4, "two processors for two seconds"
    assert 0 < seen[-1][0] < seen[-1][1], "it was cancelled while it read"


def test_an_error_while_writing_frees_the_processor(
    any_model: SuiteChat, worker: psutil.Process, work_after: Callable[..., float]
) -> None:
    def leave(stage: str, done: int, total: int) -> None:
        if stage == "write" and done > 2:
            raise Gone

    with pytest.raises(Gone):
        any_model.invoke(STORY, max_tokens=3000, on_progress=leave)

    assert work_after(worker) < 4, "two processors for two seconds"


@pytest.mark.parametrize("leaving", ["close", "forget"])
def test_a_stream_that_nobody_reads_frees_the_processor(
    leaving: str, any_model: SuiteChat, worker: psutil.Process, work_after: Callable[..., float]
) -> None:
    stream = any_model.stream(STORY, max_tokens=3000)
    next(stream)

    if leaving == "close":
        assert isinstance(stream, Generator)
        stream.close()
    del stream

    assert work_after(worker) < 4, "two processors for two seconds"


async def test_a_cancelled_task_frees_the_processor(
    any_model: SuiteChat, worker: psutil.Process, work_after: Callable[..., float]
) -> None:
    any_model.load()
    started = threading.Event()
    task = asyncio.create_task(any_model.ainvoke(STORY, max_tokens=3000, on_progress=lambda *_: started.set()))
    while not started.is_set():
        await asyncio.sleep(0.02)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await asyncio.to_thread(work_after, worker) < 2


def test_two_threads_at_once_get_what_each_would_get_alone(any_model: SuiteChat) -> None:
    questions = [FLAG, "Name three animals.", "What is the sun?", FLAG]
    alone = [any_model.invoke(question).content for question in questions]

    with ThreadPoolExecutor(4) as pool:
        together = [answer.content for answer in pool.map(any_model.invoke, questions)]

    assert together == alone


def test_a_prompt_longer_than_the_context_is_refused_with_the_numbers(any_model: SuiteChat) -> None:
    with pytest.raises(ContextExceeded, match="4096") as error:
        any_model.invoke(FLAG, max_tokens=4090)

    assert (error.value.max_tokens, error.value.context) == (4090, 4096)
    assert error.value.prompt_tokens == any_model.count_tokens([HumanMessage(FLAG)])
    with pytest.raises(ContextExceeded):
        any_model.invoke("word " * 5000, max_tokens=1)


def test_a_character_of_several_tokens_is_never_broken(any_model: SuiteChat) -> None:
    whole = str(any_model.invoke(FACES, max_tokens=12).content)
    assert "😀" in whole, "the model goes on like that"

    for limit in range(1, 12):
        written = "".join(str(chunk.content) for chunk in any_model.stream(FACES, max_tokens=limit))
        assert whole.startswith(written)


@pytest.mark.parametrize("length", [1, 3, 7, 11])
def test_a_stop_sequence_ends_the_text_before_it(any_model: SuiteChat, length: int) -> None:
    whole = str(any_model.invoke(FLAG).content)
    stop = whole[15 : 15 + length]

    chunks = list(any_model.stream(FLAG, stop=[stop]))

    assert "".join(chunk.text for chunk in chunks) == whole[: whole.index(stop)]
    assert chunks[-1].response_metadata["finish_reason"] == "stop"


def test_the_same_seed_writes_the_same_text(any_model: SuiteChat) -> None:
    def write(seed: int) -> str:
        return str(any_model.invoke("Invent a name for a cat.", seed=seed, temperature=1.5).content)

    write(0)
    assert write(1) == write(1)
    assert len({write(seed) for seed in range(4)}) > 1


def test_probabilities_are_told_with_the_first_word(any_model: SuiteChat) -> None:
    told = any_model.invoke(FLAG, max_tokens=1, logprobs=10).response_metadata["logprobs"]["content"]

    assert len(told) == 1
    for token in told:
        alternatives = {top["token"]: top["logprob"] for top in token["top_logprobs"]}
        assert len(alternatives) == 10
        assert sum(math.exp(value) for value in alternatives.values()) <= 1.001
        assert max(alternatives.values()) == pytest.approx(token["logprob"], abs=1e-3), "the best was written"


def test_a_choice_is_weighed(any_model: SuiteChat) -> None:
    chosen = any_model.choose("Is snow white? Answer with one word: Yes or No.", ["Yes", "No"])

    assert sum(chosen.values()) == pytest.approx(1)
    assert all(0 < value < 1 for value in chosen.values())
    with pytest.raises(ValueError, match="at least two"):
        any_model.choose("Is snow white?", ["yes", "yes"])


def test_a_schema_is_kept_or_the_request_refused(any_model: SuiteChat) -> None:
    schema = {
        "type": "object",
        "properties": {"flag": {"enum": ["red", "blue"]}},
        "required": ["flag"],
        "additionalProperties": False,
    }
    try:
        answer = any_model.invoke("Which colour? Red or blue?", schema=schema)
    except EngineError as error:
        assert not any_model.enforces_schemas
        assert "3 times" in str(error)
    else:
        assert json.loads(str(answer.content))["flag"] in ("red", "blue")


def test_what_it_does_not_know_is_refused(any_model: SuiteChat) -> None:
    with pytest.raises(TypeError, match="top_p_typo"):
        any_model.invoke(FLAG, top_p_typo=1)
    with pytest.raises(ValueError, match="image"):
        any_model.invoke([HumanMessage([{"type": "image", "url": "x"}])])
