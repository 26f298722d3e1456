"""A request that nobody wants any more frees the model, wherever it is."""

import asyncio
import threading
import time
from collections.abc import Callable, Generator

import pytest

from minigiants.models import ChatLlamaCpp

STORY = "Write a very long story about a cat, a dog and a bird."
LONG = "The cat sat on the mat and looked at the bird. " * 280


class Gone(Exception):  # noqa: N818 - what happened
    """The person closed the page."""


def test_an_error_while_reading_stops_the_reading(
    model: ChatLlamaCpp, eventually: Callable[..., None], work_after: Callable[[], float]
) -> None:
    seen: list[tuple[int, int]] = []

    def leave(stage: str, done: int, total: int) -> None:
        seen.append((done, total))
        if stage == "read" and done > 0:
            raise Gone

    with pytest.raises(Gone):
        model.invoke(f"{time.time()} {LONG}", on_progress=leave)

    assert work_after() < 4, "two processors for two seconds"
    eventually(lambda: model.engine.requests == 0)
    assert 0 < seen[-1][0] < seen[-1][1], "it was cancelled while it read"


def test_an_error_while_writing_stops_the_writing(
    model: ChatLlamaCpp, eventually: Callable[..., None], work_after: Callable[[], float]
) -> None:
    def leave(stage: str, done: int, total: int) -> None:
        if stage == "write" and done > 2:
            raise Gone

    with pytest.raises(Gone):
        model.invoke(STORY, max_tokens=3000, on_progress=leave)

    assert work_after() < 4, "two processors for two seconds"
    eventually(lambda: model.engine.requests == 0)


def test_a_stream_that_is_closed_stops(model: ChatLlamaCpp, eventually: Callable[..., None]) -> None:
    stream = model.stream(STORY, max_tokens=3000)
    next(stream)

    assert isinstance(stream, Generator)
    stream.close()

    eventually(lambda: model.engine.requests == 0)


def test_a_stream_that_is_forgotten_stops(model: ChatLlamaCpp, eventually: Callable[..., None]) -> None:
    stream = model.stream(STORY, max_tokens=3000)
    next(stream)
    assert model.engine.requests == 1

    del stream

    eventually(lambda: model.engine.requests == 0)


def test_an_error_of_the_reader_stops_the_model(model: ChatLlamaCpp, eventually: Callable[..., None]) -> None:
    def read() -> None:
        for _ in model.stream(STORY, max_tokens=3000):
            raise Gone

    with pytest.raises(Gone):
        read()

    eventually(lambda: model.engine.requests == 0)


def test_a_request_leaves_the_queue_without_waiting(model: ChatLlamaCpp, eventually: Callable[..., None]) -> None:
    first = model.stream(STORY, max_tokens=3000)
    next(first)

    def leave(stage: str, done: int, total: int) -> None:
        assert stage == "queue"
        raise Gone

    with pytest.raises(Gone):
        model.invoke("hi", on_progress=leave)

    assert model.engine.requests == 1, "the first goes on"
    del first
    eventually(lambda: model.engine.requests == 0)


async def test_a_cancelled_task_stops_the_model(model: ChatLlamaCpp, eventually: Callable[..., None]) -> None:
    model.load()
    started = threading.Event()
    task = asyncio.create_task(model.ainvoke(STORY, max_tokens=3000, on_progress=lambda *_: started.set()))
    while not started.is_set():
        await asyncio.sleep(0.02)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    eventually(lambda: model.engine.requests == 0)


def test_a_reader_that_stands_still_holds_up_nobody(model: ChatLlamaCpp) -> None:
    still = model.stream(STORY, max_tokens=30)
    next(still)

    assert model.invoke("hi", max_tokens=3).content

    assert len([*still]) > 10, "what was written meanwhile is kept"
