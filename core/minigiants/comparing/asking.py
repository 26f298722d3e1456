"""Ask one contender in a process of its own: what it costs is its own, and what kills it kills nothing else."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

import psutil
from langchain_core.callbacks import BaseCallbackHandler

from minigiants import batch, scenario
from minigiants.comparing.contenders import BARE, Contender
from minigiants.comparing.energy import meter, spent
from minigiants.comparing.trial import Probe, ScoreError, Trial, scored
from minigiants.evaluation import Setup, outcome
from minigiants.pipeline import Pipeline, Services
from minigiants.settings import Settings

Measured = dict[str, Any]
"""One item's row: "scores", "text", "action", "seconds" and what else it took; or "error". "prompts": what was read."""
PROMPTS = "prompts.jsonl"
"""What the model was given to read for each item, beside the outcomes."""


class NotReadyError(RuntimeError):
    """A contender that can't be asked at all; the message says why."""


class Asks(Protocol):
    """Asks one contender item after item."""

    loaded: Measured
    """Seconds to load, bytes of memory, hashes."""

    def ask(self, probe: Probe, *, waiting: Callable[[], bool]) -> Measured | None:
        """Return what came of an item; None when `waiting`, called twice a second, says to give up."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """What a process needs to know of the contender that it is."""

    scenario: str
    contender: Contender
    settings: Settings
    timeout: float
    """Seconds after which an item has failed."""
    collection: str = ""
    """Of the user's own documents, where these are asked instead of the trial's."""


class Apart:
    """Asks a contender in another process, which is started again after it was lost."""

    def __init__(self, assignment: Assignment) -> None:
        """Start it and wait until it is ready; raises NotReadyError."""
        self._assignment = assignment
        self._start()

    def ask(self, probe: Probe, *, waiting: Callable[[], bool]) -> Measured | None:
        """Return what came of an item; a process that died or took too long is one that failed."""
        if not self._process.is_alive():
            self._start()
        try:
            self._pipe.send(probe)
            until = time.monotonic() + self._assignment.timeout
            while not self._pipe.poll(0.5):
                if not waiting():
                    self._kill()
                    return None
                if time.monotonic() > until:
                    self._kill()
                    return {"error": f"no answer within {self._assignment.timeout:.0f} seconds"}
            return dict(self._pipe.recv())
        except (EOFError, OSError):
            self._kill()
            return {"error": f"the process of the model ended by itself (exit code {self._process.exitcode})"}

    def close(self) -> None:
        """End the process."""
        self._kill()

    def _start(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._assignment), daemon=True)
        self._process.start()
        theirs.close()
        try:
            self.loaded = dict(self._pipe.recv())
        except EOFError:
            self._kill()
            raise NotReadyError(f"{self._assignment.contender.name}: its process ended while it loaded") from None
        if problem := self.loaded.get("problem"):
            self._kill()
            raise NotReadyError(f"{self._assignment.contender.name}: {problem}")

    def _kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def serve(pipe: Connection, assignment: Assignment) -> None:
    """Load the contender, say what that took, then answer each item that comes through the pipe."""
    prompts: list[str] = []
    try:
        trial = trial_of(assignment.scenario)
        services, loaded = _loaded(trial, assignment, prompts)
    except Exception as error:  # noqa: BLE001 - told in a sentence by the process that waits
        pipe.send({"problem": " ".join(str(error).split()) or type(error).__name__})
        return
    pipe.send(loaded)
    pipeline = trial.plain if assignment.contender.way == BARE else trial.pipeline
    while True:
        try:
            probe = pipe.recv()
        except EOFError:  # whoever asked is gone
            return
        prompts.clear()
        row = measured(trial, probe, pipeline, services)
        pipe.send(row | {"prompts": [*prompts]})


class _Overheard(BaseCallbackHandler):
    """Puts down what a chat model is given to read."""

    def __init__(self, prompts: list[str]) -> None:
        self._prompts = prompts

    def on_chat_model_start(self, serialized: Any, messages: list[list[Any]], **more: Any) -> None:
        """Note the messages of one call as one text."""
        self._prompts += ["\n\n".join(str(message.content) for message in call) for call in messages]


def trial_of(name: str) -> Trial:
    """Return what the scenario called `name` offers; raises KeyError for one that offers nothing."""
    offered = scenario.load(name).trial
    if offered is None:
        raise KeyError(f"scenario {name!r} offers nothing to compare models by")
    trial = offered()
    assert isinstance(trial, Trial)
    return trial


def measured(trial: Trial, probe: Probe, pipeline: Pipeline, services: Services) -> Measured:
    """Ask one item and return its row; whatever fails, the score included, is told under "error"."""
    joules = meter()
    began, busy, used = time.perf_counter(), time.process_time(), joules() if joules else 0.0
    came = outcome(pipeline, probe.request, services)
    costs = {
        "seconds": round(time.perf_counter() - began, 3),
        "processor": round(time.process_time() - busy, 3),
        "joules": spent(used, joules()) if joules else None,
        "memory": peak_memory(),
    }
    if "error" in came:
        return costs | {"error": came["error"]}
    try:
        scores = scored(trial, probe, came)
    except ScoreError as error:
        return costs | {"error": str(error), "text": came["text"]}
    except Exception as error:  # noqa: BLE001 - an item that can't be scored has failed
        return costs | {"error": batch.in_words(error), "text": came["text"]}
    generation = came.get("generation") or {}
    return costs | {
        "scores": scores,
        "action": came["action"],
        "reason": came["reason"],
        "text": came["text"],
        "first": came["seconds_to_first_token"],
        "tokens_in": generation.get("tokens_in", 0),
        "tokens_out": generation.get("tokens_out", 0),
    }


def peak_memory(status: Path = Path("/proc/self/status")) -> int:
    """Return the most bytes that this process has held so far; what it holds now where the system doesn't tell."""
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        if "VmHWM" in lines:
            return int(lines["VmHWM"].split()[0]) * 1024
    return int(psutil.Process().memory_info().rss)


def _loaded(trial: Trial, assignment: Assignment, prompts: list[str]) -> tuple[Services, Measured]:
    setup = Setup.of(assignment.contender.settings(assignment.settings))
    setup.model.callbacks = [_Overheard(prompts)]
    before, began = psutil.Process().memory_info().rss, time.perf_counter()
    load: Callable[[], None] | None = getattr(setup.model, "load", None)
    if load:
        load()
    seconds, held = time.perf_counter() - began, psutil.Process().memory_info().rss - before
    services = _services(setup, trial, assignment)
    about: Mapping[str, Any] = {"sha256": setup.model_sha256, "contender": asdict(assignment.contender)}
    return services, {**about, "load": round(seconds, 2), "held": held, "memory": peak_memory()}


def _services(setup: Setup, trial: Trial, assignment: Assignment) -> Services:
    if not assignment.collection:
        return setup.services(trial.collection, trial.files)
    from minigiants.privacy import OPEN
    from minigiants.retrieval import open_library
    from minigiants.services import build_services

    return build_services(setup.settings, open_library(setup.settings), funnel=OPEN, model=setup.model)
