"""Run a comparison behind a page: in a process that outlives it, and that anybody can look after from its folder."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import psutil

from minigiants import batch
from minigiants.at_rest import private_file
from minigiants.comparing.comparison import OUTCOMES, PLAN, Comparison, outcomes_of, read_comparison
from minigiants.comparing.running import is_running, say_wish, seconds_left, todo, wish
from minigiants.settings import Settings

COMPARISONS = "comparisons"
"""Folder in the home."""
SAID, PROCESS = "said.txt", "process"
"""What the process printed, and its number, beside the outcomes."""
Phase = Literal["waiting", "running", "paused", "stopping", "stopped", "done"]


class BusyError(RuntimeError):
    """Another comparison runs on this machine; the message names it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunState:
    """Where a comparison is, as its folder tells."""

    phase: Phase
    done: int
    """Answers of this version that there are, failures included."""
    earlier: int
    """Answers of an earlier version, which are asked anew when it goes on."""
    total: int
    seconds_left: float | None
    problem: str = ""
    """The last line that a process said which ended before its time; empty where all is well."""


def place_for(settings: Settings, scenario: str, now: datetime) -> Path:
    """Return a folder of its own for a new comparison, which is not made yet."""
    return settings.home / COMPARISONS / f"{scenario}-{now:%Y%m%d-%H%M%S}"


def runs(settings: Settings) -> list[Path]:
    """List the folders of all comparisons in the home, the newest first."""
    plans = (settings.home / COMPARISONS).glob(f"*/{PLAN}")
    return [plan.parent for plan in sorted(plans, key=lambda plan: plan.stat().st_mtime, reverse=True)]


def begin(comparison: Comparison, folder: Path, settings: Settings) -> None:
    """Lay the comparison down and run it in a process of its own; raises BusyError, OtherItemsError and OSError."""
    comparison.lay_down(folder)
    go_on(folder, settings)


def go_on(folder: Path, settings: Settings) -> None:
    """Run what the folder holds from where it stopped; one that is paused goes on. Raises BusyError and OSError."""
    if _at_work(folder):
        return say_wish(folder, "")
    busy = next((other for other in runs(settings) if _at_work(other)), None)
    if busy:
        raise BusyError(f"the comparison {busy.name!r} runs: models are asked one after the other, so stop it first")
    say_wish(folder, "")
    _start(["compare", read_comparison(folder).scenario, "--folder", str(folder), "--go-on"], folder, settings)
    return None


def state(folder: Path) -> RunState:
    """Tell how far the comparison of a folder is; raises FileNotFoundError."""
    comparison, rows = read_comparison(folder), batch.lines_of(folder / OUTCOMES)
    missing = sum(len(todo(comparison, rows, each)) for each in comparison.contenders)
    total = len(comparison.probes) * len(comparison.contenders)
    wanted = {probe.id for probe in comparison.probes}
    known = sum(len(outcomes_of(rows, each).keys() & wanted) for each in comparison.contenders)
    phase = _phase(folder, missing)
    return RunState(
        phase=phase,
        done=total - missing,
        earlier=known - (total - missing),
        total=total,
        seconds_left=seconds_left(comparison, rows),
        problem=_last_words(folder) if phase == "stopped" and not wish(folder) else "",
    )


def changed(folder: Path) -> datetime:
    """Return when the last answer came, or when the comparison was laid down."""
    files = [folder / name for name in (OUTCOMES, PLAN) if (folder / name).is_file()]
    return datetime.fromtimestamp(files[0].stat().st_mtime, UTC)


def mean_seconds(folder: Path) -> dict[str, float]:
    """Return the mean seconds of an answer by contender, of those that have answered."""
    taken: dict[str, list[float]] = {}
    for row in batch.lines_of(folder / OUTCOMES):
        if "item" in row and "seconds" in row:
            taken.setdefault(row["contender"], []).append(row["seconds"])
    return {name: sum(each) / len(each) for name, each in taken.items()}


def _phase(folder: Path, missing: int) -> Phase:
    wanted = wish(folder)
    if _at_work(folder):
        return "stopping" if wanted == "stop" else "paused" if wanted == "pause" else "running"
    if not missing:
        return "done"
    return "stopped" if (folder / SAID).is_file() or (folder / OUTCOMES).is_file() else "waiting"


def _start(arguments: Sequence[str], folder: Path, settings: Settings) -> None:
    """Start a command that goes on when whoever started it ends, and wait until it holds the folder."""
    # A session of its own: a closed tab, a page that ends and a terminal that closes leave it alone.
    environment = os.environ | {"MINIGIANTS_HOME": str(settings.home)}
    with private_file(folder / SAID).open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "minigiants", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            env=environment,
        )
    private_file(folder / PROCESS).write_text(str(process.pid), encoding="utf-8")


def _at_work(folder: Path) -> bool:
    """Tell whether the comparison runs, or a process of ours is about to run it."""
    if is_running(folder):
        return True
    try:
        process = psutil.Process(int((folder / PROCESS).read_text(encoding="utf-8")))
        return process.status() != psutil.STATUS_ZOMBIE and str(folder) in process.cmdline()
    except (OSError, ValueError, psutil.Error):
        return False


def _last_words(folder: Path) -> str:
    with contextlib.suppress(OSError):
        lines = (folder / SAID).read_text(encoding="utf-8", errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")
    return ""
