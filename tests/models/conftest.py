"""The small real model that every test of engine and chat runs on, on each engine."""

import importlib.util
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr

from minigiants import models
from minigiants.models import ChatCTransformers, ChatLlamaCpp, ChatServer, SuiteChat
from minigiants.settings import Settings
from tests.models.serving import KEY, Served, served

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


@pytest.fixture(scope="session")
def converted_path(model_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same model in the form for ctransformers."""
    if importlib.util.find_spec("ctransformers") is None:
        pytest.skip("the extra minigiants[ctransformers] is not installed: `make test` installs it")
    folder = tmp_path_factory.mktemp("converted")
    (folder / "smollm2-135m.gguf").symlink_to(model_path)
    return models.convert("smollm2-135m", folder).path(folder)


@pytest.fixture(scope="session")
def server(model_path: Path) -> Iterator[Served]:
    with served(model_path) as running:
        yield running


@pytest.fixture(params=["llama.cpp", "ctransformers", "server"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def any_model(engine: str, request: pytest.FixtureRequest, model: ChatLlamaCpp) -> SuiteChat:
    """The small model, run by each engine in turn."""
    if engine == "llama.cpp":
        return model
    if engine == "server":
        running = request.getfixturevalue("server")
        return ChatServer(url=running.url, key=SecretStr(KEY), max_tokens=24)
    path = request.getfixturevalue("converted_path")
    return ChatCTransformers(path=path, name="smollm2", sha256="0" * 64, max_tokens=24)


@pytest.fixture
def worker(engine: str, request: pytest.FixtureRequest) -> psutil.Process:
    """The process whose processor time the engine uses."""
    return request.getfixturevalue("server").process if engine == "server" else psutil.Process()


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
def work_after() -> Callable[..., float]:
    """Wait until a process rests, this one if none is given, and say how many processor seconds it used until then.

    Processor time and not the clock: on a machine with much else to do the clock says nothing about us.
    """

    def used(process: psutil.Process) -> float:
        times = process.cpu_times()
        return float(times.user + times.system)

    def wait(process: psutil.Process | None = None) -> float:
        process = process or psutil.Process()
        start = before = used(process)
        for _ in range(200):
            time.sleep(0.3)
            now = used(process)
            if now - before < 0.03:
                return before - start
            before = now
        pytest.fail("the processor never rested")

    return wait
