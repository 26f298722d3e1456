"""Requests wait in one fair line."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from minigiants.models import ChatLlamaCpp
from minigiants.models.llama.queue import RequestQueue


def test_three_threads_are_served_in_the_order_they_came(model: ChatLlamaCpp, eventually: Callable[..., None]) -> None:
    first = model.stream("Write a very long story.", max_tokens=3000)
    next(first)
    served: list[int] = []
    places: dict[int, list[int]] = {0: [], 1: [], 2: []}

    def ask(who: int) -> None:
        def note(stage: str, done: int, total: int) -> None:
            if stage == "queue":
                places[who].append(done)

        for _ in model.stream(f"Say {who}", max_tokens=2, on_progress=note):
            if who not in served:
                served.append(who)

    with ThreadPoolExecutor() as pool:
        futures = []
        for who in range(3):
            futures.append(pool.submit(ask, who))
            eventually(lambda who=who: bool(places[who]))
        assert [places[who][-1] for who in range(3)] == [1, 2, 3]
        del first
        for future in futures:
            future.result()

    assert served == [0, 1, 2]
    assert all(later <= earlier for seen in places.values() for earlier, later in pairwise(seen))


def test_progress_goes_from_reading_to_writing(model: ChatLlamaCpp) -> None:
    seen: list[tuple[str, int, int]] = []

    model.invoke("Say hello. " * 60, max_tokens=5, on_progress=lambda *told: seen.append(told))

    stages = [stage for stage, _, _ in seen]
    assert stages == sorted(stages), "queue, read, write come in this order"
    assert ("write", 5, 5) in seen
    read = [done for stage, done, _ in seen if stage == "read"]
    assert read == sorted(read)
    assert len({*read}) > 2, "reading is told in steps"


def test_a_line_without_anyone_has_no_place() -> None:
    line = RequestQueue()
    first, second = line.join({}), line.join({})

    assert (first.place, second.place) == ((1, 2), (2, 2))
    first.cancel()
    assert (first.place, second.place) == ((0, 1), (1, 1))
    assert line.take() is second
    assert second.place == (0, 0)


def test_a_closed_line_ends_who_waits_and_takes_no_more() -> None:
    line = RequestQueue()
    turn = line.join({})
    worker = threading.Thread(target=line.take)

    line.close()
    worker.start()
    worker.join(5)

    assert not worker.is_alive()
    with pytest.raises(RuntimeError, match="closed"):
        turn.wait(1)
    with pytest.raises(RuntimeError, match="closed"):
        line.join({})
