"""A model that nobody asks gives its memory back, and comes back at the next question."""

import time
from pathlib import Path

import pytest

from minigiants import models
from minigiants.models.llama.engine import Engine
from minigiants.models.llama.engines import engine, free_unused


@pytest.fixture
def held(model_path: Path, tmp_path: Path) -> Engine:
    """Return an engine of its own, of a file that no other test has open."""
    own = tmp_path / "own.gguf"
    own.write_bytes(model_path.read_bytes())
    return engine(own, context=512)


def waited(held: Engine, state: str) -> bool:
    end = time.monotonic() + 20
    while held.state != state and time.monotonic() < end:
        time.sleep(0.02)
    return held.state == state


def test_an_idle_model_is_freed_and_loads_again(held: Engine) -> None:
    before = held.tokenize("hello")
    ended = models.free_when_idle(0.1)

    assert waited(held, "not loaded")
    ended.set()
    assert held.tokenize("hello") == before
    held.close()


def test_a_model_at_work_is_never_freed(held: Engine) -> None:
    events = held.run(held.render([{"role": "user", "content": "Count to ten."}]), max_tokens=8)
    next(events)

    assert free_unused(0.0) == 0
    list(events)
    assert held.free_unused(0.0)
    assert held.state == "not loaded"


def test_what_was_used_lately_stays(held: Engine) -> None:
    held.load()

    assert not held.free_unused(3600)
    assert held.state == "ready"
    held.close()
