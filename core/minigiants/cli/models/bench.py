"""Measure engines and models in turn, each in a process of its own, so that none profits from another."""

import importlib.util
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any
from urllib.parse import urlsplit

import psutil
from langchain_core.messages import HumanMessage

from minigiants import models
from minigiants.settings import Settings

SHORT, LONG = 500, 2000
"""Tokens of the two prompts."""
WRITTEN = 64
"""Tokens asked for."""
_SENTENCE = "The tenant pays the rent for the office on the third floor by the fifth day of each month. "


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What was measured of one model on one engine; `problem` says in a sentence why nothing was."""

    engine: str
    model: str
    problem: str = ""
    load: float = 0.0
    """Seconds."""
    read: float = 0.0
    """Tokens of the long prompt a second."""
    written: float = 0.0
    """Tokens a second."""
    first_short: float = 0.0
    """Seconds to the first token after the short prompt."""
    first_long: float = 0.0
    memory: int = 0
    """Bytes that this process grew by, or that a server on this machine holds; 0 for one elsewhere."""

    @property
    def answer(self) -> float:
        """Seconds of an answer of WRITTEN tokens to the short prompt."""
        return self.first_short + WRITTEN / self.written if self.written else 0.0


def plans(settings: Settings, names: Sequence[str], servers: Sequence[str]) -> list[Settings]:
    """Return what to measure, the default first: the named models or all that are here, and the servers."""
    folder = settings.models_folder
    known = models.catalog(folder)
    chosen = [models.entry(name, folder) for name in names] or [
        entry for entry in known.values() if entry.kind == "chat" and models.status(entry, folder) == "ready"
    ]
    local = [Settings(model=entry.name, engine=entry.engine) for entry in chosen if names or _runs(entry.engine)]
    asked = [settings, *local, *(Settings(engine=address) for address in servers)]
    return list({(plan.engine, plan.model): plan for plan in asked}.values())


def run(asked: Sequence[Settings]) -> Iterator[Measured]:
    """Measure each in turn and yield what came of it."""
    for settings in asked:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            yield process.submit(measure, settings).result()


def line(measured: Measured) -> str:
    """Say in a line what came of one, for whoever waits for the table.

    >>> line(Measured(engine="llama.cpp", model="tiny", read=90, written=12))
    'tiny on llama.cpp: 90 tokens read and 12.0 written a second'
    """
    told = measured.problem or f"{measured.read:.0f} tokens read and {measured.written:.1f} written a second"
    return f"{measured.model} on {measured.engine}: {told}"


def measure(settings: Settings) -> Measured:
    """Load the settings' model, let it read two prompts and write; what goes wrong is told, not raised."""
    from minigiants.services import chat_model

    process = psutil.Process()
    try:
        before, started = process.memory_info().rss, time.perf_counter()
        model = chat_model(settings)
        model.load()
        load = time.perf_counter() - started
        short, _, _ = _ask(model, SHORT, 1)
        first, read, writing = _ask(model, LONG, WRITTEN)
    except Exception as error:  # noqa: BLE001 - one that can't be measured must not stop the others
        return Measured(engine=settings.engine, model=settings.model, problem=" ".join(str(error).split()))
    grown = _held(settings.server) if settings.server else process.memory_info().rss - before
    return Measured(
        engine=model.engine_name,
        model=model.model_name,
        load=load,
        read=read,
        written=writing,
        first_short=short,
        first_long=first,
        memory=grown,
    )


def _held(address: str) -> int:
    """Return the bytes that the server at a loopback address holds in memory, 0 where that can't be told."""
    place = urlsplit(address)
    if place.hostname not in ("127.0.0.1", "localhost", "::1"):
        return 0
    try:
        owners = {c.pid for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN and _at(c, place.port)}
        return sum(psutil.Process(pid).memory_info().rss for pid in owners if pid)
    except psutil.Error:  # another person's server, on a system that tells only of one's own
        return 0


def _at(connection: Any, port: int | None) -> bool:
    return bool(connection.laddr) and connection.laddr.port == port


def _ask(model: models.SuiteChat, tokens: int, most: int) -> tuple[float, float, float]:
    """Return the seconds to the first token of a fresh prompt, and the tokens read and written a second."""
    prompt = prompt_of(model, tokens)
    started = time.perf_counter()
    first, last, parts = 0.0, 0.0, 0
    usage: dict[str, int] = {}
    for chunk in model.stream([HumanMessage(prompt)], max_tokens=most):
        last = time.perf_counter() - started
        if chunk.text:
            first = first or last
        usage = dict(getattr(chunk, "usage_metadata", None) or usage)
    parts = int(usage.get("output_tokens", 0))
    first = first or last
    read = int(usage.get("input_tokens", 0)) / first
    return first, read, (parts - 1) / (last - first) if parts > 1 and last > first else 0.0


def prompt_of(model: models.SuiteChat, tokens: int) -> str:
    """Return a prompt of about that many tokens which no cache holds."""
    head = f"{time.time_ns()} "
    ask = " Tell a long story about this office."
    each = (model.count_tokens([HumanMessage(head + _SENTENCE * 20 + ask)]) - (base := _base(model, head + ask))) / 20
    return head + _SENTENCE * max(1, round((tokens - base) / each)) + ask


def _base(model: models.SuiteChat, text: str) -> int:
    return model.count_tokens([HumanMessage(text)])


def _runs(engine: str) -> bool:
    """Tell whether an engine is installed."""
    return engine != "ctransformers" or importlib.util.find_spec("ctransformers") is not None
