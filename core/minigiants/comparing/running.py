"""Run a comparison: every contender, every item, going on where an earlier run stopped."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from minigiants import __version__
from minigiants.at_rest import FILE
from minigiants.comparing.asking import PROMPTS, Asks, NotReadyError
from minigiants.comparing.comparison import CONTROL, OUTCOMES, Comparison, outcomes_of
from minigiants.comparing.contenders import Contender
from minigiants.comparing.journal import Journal
from minigiants.comparing.trial import Probe

Wish = Literal["", "pause", "stop"]
TICK = 0.5
"""Seconds between two looks at the control file while paused."""


LOCK = ".running.lock"
"""Held in its folder by the process that runs a comparison."""
STOPPED = "stopped: the same command goes on where it was"
PATIENCE = 5.0
"""Seconds that a run waits for the folder: whoever only looks whether it is held holds it for a moment."""


class StoppedError(RuntimeError):
    """The run was asked to stop; what was measured is kept."""


class RunningError(RuntimeError):
    """Another process runs this very comparison."""


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


def run(
    comparison: Comparison,
    folder: Path,
    opens: Opens,
    *,
    on_progress: Told = lambda state: None,
    minutes: float | None = None,
) -> Journal:
    """Ask every contender every item that has no outcome yet; what can't be asked at all fails on each item.

    After `minutes` no further item is begun. Raises StoppedError when the control file says so, RunningError, and
    StorageError.
    """
    comparison.lay_down(folder)
    with alone(folder):
        work = _Work(comparison=comparison, folder=folder, tell=on_progress, until=_until(minutes))
        for contender in comparison.contenders:
            waiting = todo(comparison, work.journal.rows, contender)
            if waiting and not work.late:
                _ask_all(work, contender, waiting, opens)
        work.settle()
        return work.journal


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder of a comparison while it runs; raises RunningError."""
    try:
        with FileLock(folder / LOCK, timeout=PATIENCE, mode=FILE):
            yield
    except Timeout:
        raise RunningError(f"the comparison in {str(folder)!r} runs already: stop that one first") from None


def is_running(folder: Path) -> bool:
    """Tell whether a process runs the comparison of a folder."""
    if not (folder / LOCK).exists():
        return False
    try:
        with FileLock(folder / LOCK, timeout=0, mode=FILE):
            return False
    except Timeout:
        return True


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


class _Work:
    """What a run holds in its hands: the journals, and when it shall end."""

    def __init__(self, *, comparison: Comparison, folder: Path, tell: Told, until: float | None) -> None:
        self.comparison, self.folder, self._tell, self._until = comparison, folder, tell, until
        self.journal, self._prompts = Journal(folder / OUTCOMES), Journal(folder / PROMPTS)

    @property
    def late(self) -> bool:
        """Whether no further item shall be begun."""
        return self._until is not None and time.monotonic() > self._until

    def keep(self, about: dict[str, Any], item: str, measured: dict[str, Any]) -> None:
        """Keep what came of an item; what was read by the model stands in a file of its own."""
        prompts = measured.pop("prompts", [])
        self.journal.add({**about, "item": item, **measured})
        self._prompts.add({"contender": about["contender"], "item": item, "prompts": prompts})

    def settle(self) -> None:
        """Write what waits; raises StorageError."""
        self.journal.settle()
        self._prompts.settle()

    def say(self, contender: Contender, *, paused: bool = False) -> None:
        """Tell whoever watches how far it is."""
        comparison, rows = self.comparison, self.journal.rows
        count = sum(len(todo(comparison, rows, each)) for each in comparison.contenders)
        total = len(comparison.probes) * len(comparison.contenders)
        left = seconds_left(comparison, rows)
        self._tell(
            Standstill(contender=contender.name, done=total - count, total=total, seconds_left=left, paused=paused)
        )


def _ask_all(work: _Work, contender: Contender, waiting: Sequence[Probe], opens: Opens) -> None:
    about = {"contender": contender.name, "version": __version__}
    try:
        asks = opens(contender)
    except NotReadyError as error:
        for probe in waiting:
            work.journal.add({**about, "item": probe.id, "error": str(error)})
        return
    try:
        work.journal.add({**about, "loaded": asks.loaded})
        for probe in waiting:
            work.say(contender)
            _obey(work.folder, lambda: work.say(contender, paused=True))
            if work.late:
                return
            measured = asks.ask(probe, waiting=lambda: wish(work.folder) != "stop")
            if measured is None:
                raise StoppedError(STOPPED)
            work.keep(about, probe.id, measured)
        work.say(contender)
    finally:
        asks.close()


def _until(minutes: float | None) -> float | None:
    return None if minutes is None else time.monotonic() + 60 * minutes


def _obey(folder: Path, tell_paused: Callable[[], None]) -> None:
    while (wanted := wish(folder)) == "pause":
        tell_paused()
        time.sleep(TICK)
    if wanted == "stop":
        raise StoppedError(STOPPED)


def _mean(rows: Sequence[dict[str, Any]], name: str) -> float | None:
    taken = [row["seconds"] for row in rows if row.get("contender") == name and "seconds" in row]
    return sum(taken) / len(taken) if taken else None


def _mean_of_way(comparison: Comparison, rows: Sequence[dict[str, Any]], contender: Contender) -> float | None:
    same = [each for each in comparison.contenders if each.way == contender.way] or [*comparison.contenders]
    means = [mean for each in (same, comparison.contenders) for c in each if (mean := _mean(rows, c.name))]
    return means[0] if means else None
