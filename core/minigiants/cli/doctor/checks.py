"""Look at everything that the suite needs on a machine, and say what to do where it isn't right."""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from minigiants import models, offline, scenario
from minigiants.cli._output import gigabytes
from minigiants.cli.doctor.home import at_home
from minigiants.scenario import Check
from minigiants.settings import Settings

_LIBRARIES = ("chromadb", "langchain-core", "sentence-transformers", "streamlit", "torch", "xllamacpp")
_LEAST_MEMORY = 2_000_000_000
"""Bytes of RAM below which not even the smallest chat model runs beside the page and the index."""
_LEAST_FREE = 2_000_000_000
"""Bytes of disk below which indexing documents is likely to fail."""


def examine(settings: Settings) -> Iterator[Check]:
    """Look at everything that the suite needs, cheapest first; only a server that was chosen is asked."""
    yield _python()
    yield from (_library(name) for name in _LIBRARIES)
    yield _full_text()
    yield _offline()
    yield _home(settings.home)
    yield _memory()
    yield from _chat(settings)
    yield _model(settings.embedding_model, "embedding model", settings)
    yield from at_home(settings)
    yield from _promises(settings)
    for name in scenario.names():
        yield from scenario.load(name).checks(settings)


def fast_enough(settings: Settings, name: str) -> Iterator[Check]:
    """Measure each model that is here; imported late, for no other check needs an engine."""
    from minigiants.cli.doctor.speed import speeds, verdict

    goal = scenario.load(name).latency_goal(settings)
    checks = []
    for speed in speeds(settings):
        checks.append(speed)
        sentence = (
            f"reads {speed.read:.0f} and writes {speed.written:.0f} tokens/s, first word {speed.first:.1f} s, "
            f"with two talks {speed.first_of_two:.1f} s, {gigabytes(speed.memory)}"
        )
        yield Check(
            name=f"speed of {speed.model}", ok=True, found=sentence if speed.measured else f"reckoned: {sentence}"
        )
    ok, words = verdict(checks, goal)
    yield Check(name="latency goal", ok=ok, found=words, remedy="choose a smaller model, or a longer latency_goal")


def _promises(settings: Settings) -> Iterator[Check]:
    """Say what the ratings let promise, where the settings ask for it."""
    from minigiants.services import promises

    for name, promise in promises(settings).items():
        yield Check(name=f"answers of {name}", ok=True, found=str(promise), remedy="rate more answers")


def _python() -> Check:
    return Check(
        name="Python",
        ok=sys.version_info >= (3, 11),
        found=f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        remedy="install Python 3.11 or later and set up again",
    )


def _library(name: str) -> Check:
    try:
        return Check(name=name, ok=True, found=version(name))
    except PackageNotFoundError:
        return Check(name=name, ok=False, found="not installed", remedy="run `make setup`, or install minigiants again")


def _full_text() -> Check:
    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        ok = True
    except sqlite3.Error:
        ok = False
    remedy = "use a Python whose SQLite has FTS5, such as the ones of python.org or your distribution"
    return Check(name="SQLite full text (FTS5)", ok=ok, found=sqlite3.sqlite_version, remedy=remedy)


def _offline() -> Check:
    unset = offline.unset()
    found = f"not set: {', '.join(unset)}" if unset else "all set: no library calls home"
    return Check(name="offline switches", ok=not unset, found=found, remedy="something changed them after the start")


def _home(home: Path) -> Check:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    free = models.free_space(nearest)
    writable = os.access(nearest, os.W_OK)
    return Check(
        name="home folder",
        ok=writable and free >= _LEAST_FREE,
        found=f"{home}, {gigabytes(free)} free{'' if writable else ', not writable'}",
        remedy=f"free {gigabytes(_LEAST_FREE)}, or set MINIGIANTS_HOME to a folder you may write to",
    )


def _memory() -> Check:
    limit = models.memory_limit()
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    return Check(
        name="memory and processor",
        ok=limit >= _LEAST_MEMORY,
        found=f"{gigabytes(limit)}, {cores} cores",
        remedy=f"use a machine with at least {gigabytes(_LEAST_MEMORY)} of memory, or raise the container's limit",
    )


def _chat(settings: Settings) -> Iterator[Check]:
    """Look at the chat model and at what runs it."""
    if settings.server:
        yield _server(settings)
        return
    name = settings.model
    if settings.engine == "ctransformers":
        yield _engine()
        try:
            name = models.converted(name, settings.models_folder).name
        except (models.UnknownModelError, models.ModelNotReadyError) as error:
            remedy = f"run `minigiants models convert {name} --for ctransformers`"
            yield Check(name="chat model", ok=False, found=str(error), remedy=remedy)
            return
    yield _model(name, "chat model", settings)


def _engine() -> Check:
    try:
        return Check(name="ctransformers", ok=True, found=version("ctransformers"))
    except PackageNotFoundError:
        remedy = "run `pip install 'minigiants[ctransformers]'`, or set MINIGIANTS_ENGINE to 'llama.cpp'"
        return Check(name="ctransformers", ok=False, found="not installed", remedy=remedy)


def _server(settings: Settings) -> Check:
    """Ask the server that the settings name, as the first question would."""
    from minigiants.services import chat_model

    remedy = "start the server, or correct MINIGIANTS_ENGINE, MINIGIANTS_MODEL or MINIGIANTS_SERVER_KEY"
    model = chat_model(settings)
    assert isinstance(model, models.ChatServer)
    try:
        able = model.abilities
    except models.EngineError as error:
        return Check(name="chat model", ok=False, found=str(error), remedy=remedy)
    cannot = f"cannot do: {', '.join(able.missing)}" if able.missing else "does schemas, seeds and log-probabilities"
    sent = f"; questions are sent to {model.sent_to}" if model.sent_to else ""
    return Check(name="chat model", ok=True, found=f"{able.model}, {model.engine_name}, {cannot}{sent}", remedy=remedy)


def _model(name: str, role: str, settings: Settings) -> Check:
    """Look at a model, hashing its files anew: bytes can rot on a disk without anything else to show for it."""
    remedy = f"run `minigiants models pull {name}`"
    try:
        path = models.locate(name, settings.models_folder)
        model = models.entry(name, settings.models_folder)
        damaged = models.verify(model, settings.models_folder)
    except (models.UnknownModelError, models.ModelNotReadyError) as error:
        return Check(name=role, ok=False, found=str(error), remedy=remedy)
    if damaged:
        return Check(name=role, ok=False, found=f"damaged: {damaged[0]}", remedy=remedy)
    return Check(
        name=role,
        ok=models.fits(model),
        found=f"{name}, verified, needs {gigabytes(model.memory)} of memory: {path}",
        remedy="choose a smaller one of `minigiants models list` and set MINIGIANTS_MODEL to its name",
    )
