"""Declare a scenario, and load one by name from the suite's `scenarios/` folder."""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from minigiants import suite
from minigiants.pipeline import Pipeline, Request
from minigiants.privacy import Known, Rules

if TYPE_CHECKING:  # what reads settings takes as long as all else that a declaration needs
    from minigiants.settings import Settings

GOAL = 10.0
"""Seconds to the first word, where nobody names a goal."""

_PAGES = {"page": "page.py", "pages": "pages/__init__.py"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One question of the rating form, answered on a scale from 1 to 5."""

    name: str
    question: str
    low: str
    """What a 1 means."""
    high: str
    """What a 5 means."""
    between: tuple[str, str, str] = ("", "", "")
    """What 2, 3 and 4 mean."""
    needs_sources: bool = False
    """Whether it is about the sources of an answer, and not asked where there are none."""

    @property
    def anchors(self) -> tuple[str, ...]:
        """What each step of the scale means, from 1 to 5."""
        return (self.low, *self.between, self.high)


@dataclass(frozen=True, slots=True)
class Later:
    """A function or value of a scenario's module, which is imported when it is first needed."""

    module: str
    """As in `scenarios.<name>.pipeline`."""
    name: str

    def load(self) -> Any:
        """Import the module and return what the name stands for."""
        _mount()
        return getattr(importlib.import_module(self.module), self.name)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the function."""
        return self.load()(*arguments, **options)


@dataclass(frozen=True, kw_only=True, slots=True)
class ToolPage:
    """A page beside a scenario's main one: a tool for those who work with it."""

    name: str
    """As in addresses, and of its script in `apps/`."""
    title: str
    description: str
    icon: str
    """A name of Material Symbols, for the navigation."""
    show: Callable[[], None]
    """Draws the page."""
    role: str = ""
    """Who it is for, in their own words: `I rate answers`."""
    first_step: str = ""
    """What to do there first; a sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A command, or a group of commands, that a scenario adds to the command line."""

    name: str
    help: str
    app: Later
    """A `typer.Typer`, or a function."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing that `minigiants doctor` looked at."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
    """What to do when it isn't right."""


def no_checks(settings: "Settings") -> tuple[Check, ...]:
    """Look at nothing."""
    return ()


def nothing_known(request: Request) -> None:
    """Know nobody."""


def usual_goal(settings: "Settings") -> float:
    """Return the seconds that are usual."""
    return GOAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """Everything that makes a scenario: its words, its pipeline, its criteria, its evaluation, its tools."""

    name: str
    title: str
    description: str
    icon: str
    """A name of Material Symbols, for the navigation."""
    folder: Path
    pipeline: Pipeline
    criteria: tuple[Criterion, ...]
    required: tuple[str, ...]
    """Keys that a batch line must have beside its id."""
    samples: Path
    """The scenario's own evaluation samples, JSONL."""
    privacy: Rules
    """Where its texts lose their personal data."""
    tasks: tuple[str, ...] = field(default=())
    """Names of the Inspect tasks in its `evals`, which has `figures` too."""
    trial: "Later | None" = None
    """Makes what models are compared by: a `minigiants.comparing.Trial`."""
    searches: bool = False
    """Whether a request names a collection of documents to search."""
    role: str = ""
    """Who its page is for, in their own words: `I have documents`."""
    first_step: str = ""
    """What to do there first, with an example that is at hand; a sentence."""
    pages: tuple[ToolPage, ...] = ()
    """Tools beside the main page."""
    commands: tuple[Command, ...] = ()
    checks: "Callable[[Settings], Iterable[Check]]" = no_checks
    """What `doctor` looks at for this scenario."""
    latency_goal: "Callable[[Settings], float]" = usual_goal
    """Seconds to the first word that those who wait accept."""
    known: Callable[[Request], Known | None] = nothing_known
    """Whom and what a request names by itself, such as in a header: every mention of it is personal data."""
    tables: str = ""
    """The module of its own tables, which its folder `migrations` makes."""


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


def page(name: str) -> Callable[[], None] | None:
    """Return what draws the main page of the scenario called `name`, out of `page.py` or the room of pages, or None."""
    folder = suite.scenarios() / name
    part = next((part for part, file in _PAGES.items() if (folder / file).is_file()), "")
    return Later(f"scenarios.{name}.{part}", "page") if part else None


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
