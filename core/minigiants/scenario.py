"""Declare a scenario, and load one by name from the suite's `scenarios/` folder."""

import importlib
import importlib.util
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from minigiants import suite
from minigiants.pipeline import Pipeline


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One question of the rating form, answered on a scale from 1 to 5."""

    name: str
    question: str
    low: str
    """What a 1 means."""
    high: str
    """What a 5 means."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """Everything that makes a scenario: its words, its pipeline, its criteria, its evaluation."""

    name: str
    title: str
    description: str
    folder: Path
    pipeline: Pipeline
    criteria: tuple[Criterion, ...]
    required: tuple[str, ...]
    """Keys that a batch line must have beside its id."""
    samples: Path
    """The scenario's own evaluation samples, JSONL."""
    tasks: tuple[str, ...] = field(default=())
    """Names of the Inspect tasks in `evals.py`."""
    searches: bool = False
    """Whether a request names a collection of documents to search."""


def names() -> list[str]:
    """List the scenarios that are there: folders with a declaration."""
    return sorted(f.parent.name for f in suite.scenarios().glob("*/__init__.py"))


def load(name: str) -> Scenario:
    """Load the scenario called `name`; raises KeyError with the names there are."""
    if name not in names():
        raise KeyError(f"no scenario {name!r}; there are: {', '.join(names())}")
    module = load_module(name)
    scenario = module.SCENARIO
    assert isinstance(scenario, Scenario)
    return scenario


def load_module(name: str, part: str = "") -> ModuleType:
    """Import a scenario's folder, or one module `part` of it, as `scenarios.<name>`."""
    _mount()
    return importlib.import_module(f"scenarios.{name}" + (f".{part}" if part else ""))


def _mount() -> None:
    """Make the folder importable as the package `scenarios` without touching `sys.path`."""
    if "scenarios" in sys.modules:
        return
    package = ModuleType("scenarios")
    package.__path__ = [str(suite.scenarios())]
    sys.modules["scenarios"] = package
