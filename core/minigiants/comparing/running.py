"""Run a comparison: every contender, every item, going on where an earlier run stopped."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from minigiants import __version__
from minigiants.comparing.asking import Asks, NotReadyError
from minigiants.comparing.comparison import CONTROL, OUTCOMES, Comparison, outcomes_of
from minigiants.comparing.contenders import Contender
from minigiants.comparing.journal import Journal
from minigiants.comparing.trial import Probe

Wish = Literal["", "pause", "stop"]
TICK = 0.5
"""Seconds between two looks at the control file while paused."""


class StoppedError(RuntimeError):
    """The run was asked to stop; what was measured is kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standstill:
    """Where a run is."""

    contender: str
    done: int
    total: int
    seconds_left: float | None
    """None until something is known of how long an item takes."""
    paused: bool = False


Opens = Callable[[Contender], Asks]
Told = Callable[[Standstill], None]


def run(comparison: Comparison, folder: Path, opens: Opens, *, on_progress: Told = lambda state: None) -> Journal:
    """Ask every contender every item that has no outcome yet; what can't be asked at all fails on each item.

    Raises StoppedError when the control file says so, and StorageError.
    """
    comparison.lay_down(folder)
    journal = Journal(folder / OUTCOMES)
    for contender in comparison.contenders:
        waiting = todo(comparison, journal.rows, contender)
        if waiting:
            _ask_all(comparison, contender, waiting, journal=journal, folder=folder, opens=opens, tell=on_progress)
    journal.settle()
    return journal


def todo(comparison: Comparison, rows: Sequence[dict[str, Any]], contender: Contender) -> list[Probe]:
    """Return the items that a contender has not been asked yet by this version."""
    known = outcomes_of(rows, contender)
    return [p for p in comparison.probes if known.get(p.id, {}).get("version") != __version__]


def seconds_left(comparison: Comparison, rows: Sequence[dict[str, Any]]) -> float | None:
    """Return the seconds that the rest will take: by each contender's mean, else by those asked in the same way.

    None when nothing has been measured.
    """
    total = 0.0
    for contender in comparison.contenders:
        count = len(todo(comparison, rows, contender))
        if count:
            mean = _mean(rows, contender.name) or _mean_of_way(comparison, rows, contender)
            if mean is None:
                return None
            total += count * mean
    return total


def wish(folder: Path) -> Wish:
    """Return what the control file asks for."""
    control = folder / CONTROL
    text = control.read_text(encoding="utf-8").strip() if control.is_file() else ""
    return "stop" if text == "stop" else "pause" if text == "pause" else ""


def say_wish(folder: Path, wanted: Wish) -> None:
    """Ask a run in that folder to pause, to stop, or to go on."""
    (folder / CONTROL).write_text(wanted, encoding="utf-8")


def _ask_all(
    comparison: Comparison,
    contender: Contender,
    waiting: Sequence[Probe],
    *,
    journal: Journal,
    folder: Path,
    opens: Opens,
    tell: Told,
) -> None:
    about = {"contender": contender.name, "version": __version__}
    try:
        asks = opens(contender)
    except NotReadyError as error:
        for probe in waiting:
            journal.add({**about, "item": probe.id, "error": str(error)})
        return
    try:
        journal.add({**about, "loaded": asks.loaded})
        for probe in waiting:
            tell(_state(comparison, contender, journal))
            _obey(folder, lambda: tell(_state(comparison, contender, journal, paused=True)))
            measured = asks.ask(probe, waiting=lambda: wish(folder) != "stop")
            if measured is None:
                raise StoppedError("stopped: the same command goes on where it was")
            journal.add({**about, "item": probe.id, **measured})
        tell(_state(comparison, contender, journal))
    finally:
        asks.close()


def _state(comparison: Comparison, contender: Contender, journal: Journal, *, paused: bool = False) -> Standstill:
    count = sum(len(todo(comparison, journal.rows, each)) for each in comparison.contenders)
    total = len(comparison.probes) * len(comparison.contenders)
    return Standstill(
        contender=contender.name,
        done=total - count,
        total=total,
        seconds_left=seconds_left(comparison, journal.rows),
        paused=paused,
    )


def _obey(folder: Path, tell_paused: Callable[[], None]) -> None:
    while (wanted := wish(folder)) == "pause":
        tell_paused()
        time.sleep(TICK)
    if wanted == "stop":
        raise StoppedError("stopped: the same command goes on where it was")


def _mean(rows: Sequence[dict[str, Any]], name: str) -> float | None:
    taken = [row["seconds"] for row in rows if row.get("contender") == name and "seconds" in row]
    return sum(taken) / len(taken) if taken else None


def _mean_of_way(comparison: Comparison, rows: Sequence[dict[str, Any]], contender: Contender) -> float | None:
    same = [each for each in comparison.contenders if each.way == contender.way] or [*comparison.contenders]
    means = [mean for each in (same, comparison.contenders) for c in each if (mean := _mean(rows, c.name))]
    return means[0] if means else None
