"""Lay out a comparison: which of the models here are asked, which items, and what opens each."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from minigiants import models
from minigiants.comparing.asking import Apart, Asks, Assignment, trial_of
from minigiants.comparing.cases import with_cases
from minigiants.comparing.comparison import Comparison
from minigiants.comparing.contenders import Contender, contenders
from minigiants.comparing.running import Opens
from minigiants.comparing.trial import Trial, drawn
from minigiants.services import adapter_places
from minigiants.settings import Settings

TIMEOUT = 300.0
"""Seconds after which an item has failed."""
EVERY = "all"
"""In the place of adapters' names: each that fits."""


def models_here(settings: Settings) -> list[str]:
    """List the chat models that are on this machine and that its own engine runs, the settings' first."""
    folder = settings.models_folder
    there = [
        entry.name
        for entry in models.catalog(folder).values()
        if entry.kind == "chat" and entry.engine == "llama.cpp" and models.status(entry, folder) == "ready"
    ]
    return sorted(there, key=lambda name: name != settings.model)


def chosen_contenders(
    settings: Settings, scenario: str, *, names: Sequence[str] = (), adapters: Sequence[str] = (), bare: bool = False
) -> list[Contender]:
    """List what is compared: the models called `names`, or all that are here, and the `adapters` that fit them.

    Raises ModelNotReadyError, UnknownModelError, and LookupError with the adapters there are.
    """
    folder, chosen = settings.models_folder, list(names) or models_here(settings)
    for name in chosen:
        models.locate(models.entry(name, folder).name, folder)
    there = models.adapters(adapter_places(settings, scenario))
    wanted = [*there] if list(adapters) == [EVERY] else list(adapters)
    if missing := [name for name in wanted if name not in there]:
        raise LookupError(f"no adapter {missing[0]!r} of {scenario!r}; there are: {', '.join(there) or 'none'}")
    fitting = [(there[name].card.base, name) for name in wanted if there[name].offered]
    return contenders(chosen, fitting, bare=bare)


def laid_out(
    scenario: str,
    asked: Sequence[Contender],
    *,
    cases: Path | None = None,
    collection: str = "",
    limit: int | None = None,
    seed: int = 0,
    timeout: float = TIMEOUT,
    command: str = "",
) -> Comparison:
    """Lay out what contenders are asked: the scenario's trial, or cases of the user's own.

    Raises KeyError, CaseError and FileNotFoundError.
    """
    trial = trial_of(scenario)
    if cases:
        trial = with_cases(trial, cases, collection)
    about = of_trial(scenario, asked, trial, collection=collection, limit=limit, seed=seed, command=command)
    return replace(about, timeout=timeout)


def of_trial(
    scenario: str,
    asked: Sequence[Contender],
    trial: Trial,
    *,
    collection: str = "",
    limit: int | None = None,
    seed: int = 0,
    command: str = "",
) -> Comparison:
    """Lay out a comparison on at most `limit` items of a trial, drawn by `seed`."""
    return Comparison(
        scenario=scenario,
        contenders=tuple(asked),
        probes=tuple(drawn(trial.probes, limit, seed)),
        metrics=trial.metrics,
        about=trial.about,
        sha256=trial.sha256,
        collection=collection,
        seed=seed,
        timeout=TIMEOUT,
        command=command,
    )


def opener(comparison: Comparison, settings: Settings) -> Opens:
    """Return what opens a contender of the comparison in a process of its own."""

    def opens(contender: Contender) -> Asks:
        return Apart(
            Assignment(
                scenario=comparison.scenario,
                contender=contender,
                settings=settings,
                timeout=comparison.timeout,
                collection=comparison.collection,
            )
        )

    return opens
