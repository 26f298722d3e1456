"""`minigiants evaluate --gate`: a new model, adapter, prompt or version must not answer worse than what was kept."""

from pathlib import Path

import typer

from minigiants import comparing
from minigiants.cli._errors import FAILED
from minigiants.cli._output import say, write_json, write_table
from minigiants.cli.compare import asking
from minigiants.settings import Settings

TIMEOUT = 300.0
"""Seconds after which an item has failed."""


def stand(
    name: str, settings: Settings, *, cases: Path | None, limit: int | None, seed: int, keep: bool, json: bool
) -> None:
    """Ask the system every item and hold it against its baseline; exits with 1 where it is worse.

    Where there is no baseline, and with `keep` whatever it is worth, it becomes the baseline.
    """
    home = settings.home / "baselines" / (f"{name}-{cases.stem}" if cases else name)
    contender = comparing.Contender(model=settings.model, adapter=settings.adapters[0] if settings.adapters else "")
    comparison = comparing.laid_out(name, [contender], cases=cases, limit=limit, seed=seed, timeout=TIMEOUT)
    with asking(comparison, settings) as (opens, tell):
        comparing.measure_candidate(comparison, home, opens, on_progress=tell, anew=keep)
    if not comparing.has_baseline(home):
        comparing.keep(home)
        return say("There was no baseline; what was measured now is kept as one. Run this again after a change.")
    found = comparing.held_against(home, seed=seed)
    if json:
        write_json(found.to_json())
    else:
        write_table(found.rows(), [*found.rows()[0]])
        if found.lost:
            say(f"worse now: {', '.join(found.lost)}")
        say(found.sentence)
    if keep:
        comparing.keep(home)
    if not found.passed:
        raise typer.Exit(FAILED)
    return None
