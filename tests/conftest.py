"""What every test gets: a home folder of its own, with the models that `make setup` pulled."""

import importlib
import itertools
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from minigiants.at_rest import private_file, private_folder
from minigiants.settings import Settings

if TYPE_CHECKING:
    from minigiants import documents
    from minigiants.retrieval import Library
    from tests.store.postgres import PostgreSQL

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and hasattr(os, "sched_setaffinity"):
    # One core for each worker: threads of two engines that share cores wait for each other at every barrier.
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[int(WORKER.removeprefix("gw")) % len(cores)]})

PULLED = Settings().models_folder
"""Read once, before any test moves the home folder."""
NUMBERS = itertools.count()


SECONDS: dict[str, int] = tomllib.loads(Path(__file__).with_name("seconds.toml").read_text("utf-8"))["files"]
"""File -> about how long it takes on one core."""
SLOW = 10
"""For a file with a test that is marked so and that nobody has timed."""

LOADING = {"any_model", "base_path", "converted_path", "model_path"}
"""Fixtures that stand for the file of a chat model."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the file of a chat model, so that `make quick` leaves it out; put the longest files first.

    Files are handed out in this order, and one that takes a minute must not be the last.
    """
    for item in items:
        if LOADING & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.model)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: -SECONDS.get(item.nodeid.partition("::")[0], SLOW if item.path in slow else 0))


def pytest_collection_finish() -> None:
    """Let Streamlit look for components among all that is installed once: each page under test does, for a second."""
    if "streamlit.testing.v1" in sys.modules:
        scanner = importlib.import_module("streamlit.components.v2.manifest_scanner")
        vars(scanner)["scan_component_manifests"] = cache(scanner.scan_component_manifests)


def furnish(home: Path) -> Path:
    """Lay out `home` with links to the pulled models, so that nothing a test writes reaches the real ones."""
    models = home / "models"
    private_folder(home)
    private_folder(models)
    for model in PULLED.iterdir() if PULLED.is_dir() else ():
        if not model.name.startswith("."):
            (models / model.name).symlink_to(model)
    return home


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own; pytest's fixture would look through those of all earlier tests for a free number."""
    folder = tmp_path_factory.getbasetemp() / f"{re.sub(r'[^A-Za-z0-9]+', '_', request.node.name)[:24]}-{next(NUMBERS)}"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home folder of its own, and no settings of the person who runs it."""
    monkeypatch.setenv("MINIGIANTS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MINIGIANTS_USER", "local")  # pages ask for a name where nobody gave one
    return furnish(tmp_path / "home")


@pytest.fixture(scope="session")
def furnished() -> Callable[[Path], Path]:
    """Lay out further home folders, for servers that outlive a test."""
    return furnish


@pytest.fixture(scope="session")
def reading() -> "Iterator[documents.FileReader]":
    """A process that reads files, warm for the whole run: to start one takes as long as most tests."""
    from minigiants import documents

    with documents.FileReader() as reader:
        yield reader


@pytest.fixture
def warm_reader(reading: "documents.FileReader", monkeypatch: pytest.MonkeyPatch) -> None:
    """Let that process read what a test takes in, where the reading is not what it is about."""
    from minigiants import documents

    monkeypatch.setattr(documents, "FileReader", lambda: nullcontext(reading))


@pytest.fixture
def library(tmp_path: Path) -> "Iterator[Library]":
    """An empty library whose embeddings are made of words."""
    from minigiants.retrieval import Library
    from tests.retrieval.making import WordEmbeddings

    library = Library(tmp_path / "index", WordEmbeddings())
    yield library
    library.close()


@pytest.fixture(scope="session")
def postgresql() -> "Iterator[PostgreSQL]":
    """A server for the whole run."""
    from tests.store.postgres import PostgreSQL

    server = PostgreSQL(durable=False)
    yield server
    server.remove()


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite that has all tables and no row, to be copied: laying one out takes half a second."""
    from minigiants.store import OPEN, Store

    file = tmp_path_factory.mktemp("laid-out") / "minigiants.db"
    Store(f"sqlite:///{file}", through=OPEN).close()
    return file


@pytest.fixture
def database(home: Path, laid_out: Path) -> Path:
    """The home folder's database, laid out already."""
    return private_file(Path(shutil.copyfile(laid_out, home / "minigiants.db")))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of either kind that nobody has opened yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'home' / 'minigiants.db'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A database of either kind without a row in it."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('database')}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database(server.laid_out())
