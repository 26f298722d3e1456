"""The small real model that every test of engine and chat runs on."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from minigiants.models import ChatLlamaCpp
from minigiants.settings import Settings

DEFAULT = Settings().models_folder / "smollm2-135m.gguf"
"""Read once, before any test moves the home folder."""


@pytest.fixture(scope="session")
def model_path() -> Path:
    path = Path(os.environ.get("MINIGIANTS_TEST_MODEL", DEFAULT))
    if not path.is_file():
        pytest.fail(f"the test model {path.name!r} is missing: run `make setup`, then `make test`", pytrace=False)
    return path.resolve()


@pytest.fixture
def model(model_path: Path) -> ChatLlamaCpp:
    return ChatLlamaCpp(path=model_path, name="smollm2", sha256="0" * 64, max_tokens=24)


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Wait for something to become true, and fail when it doesn't."""

    def wait(true: Callable[[], bool], *, seconds: float = 30) -> None:
        limit = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < limit, f"still not so after {seconds} s"
            time.sleep(0.02)

    return wait


@pytest.fixture
def work_after() -> Callable[[], float]:
    """Wait until this process rests, and say how many processor seconds it used until then.

    Processor time and not the clock: on a machine with much else to do the clock says nothing about us.
    """

    def used() -> float:
        times = psutil.Process().cpu_times()
        return float(times.user + times.system)

    def wait() -> float:
        start = before = used()
        for _ in range(200):
            time.sleep(0.3)
            now = used()
            if now - before < 0.03:
                return before - start
            before = now
        pytest.fail("the processor never rested")

    return wait
