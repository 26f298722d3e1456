"""Hold a system against the baseline that was kept of it: what was changed must not make it worse on the same items."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from minigiants import suite
from minigiants.at_rest import private_folder
from minigiants.comparing.comparison import OUTCOMES, PLAN, Comparison, OtherItemsError, outcomes_of, read_comparison
from minigiants.comparing.intervals import Difference, Mean, difference, mean_of
from minigiants.comparing.journal import Journal
from minigiants.comparing.running import Opens, Told, run
from minigiants.comparing.standings import values

BASELINE, CANDIDATE, SYSTEM = "baseline", "candidate", "system"
ALARM = 0.05
"""Of systems that are as good as their baseline and differ by chance, at most this share fails, over all metrics."""
_READ = frozenset({".py", ".txt", ".toml", ".json", ".npz", ".gguf"})
"""Files of the suite that decide what is answered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MetricChange:
    """What became of one metric."""

    metric: str
    before: Mean
    after: Mean
    difference: Difference
    worse: bool
    """By more than chance explains."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparand:
    """What the gate found: the system as it is beside its baseline."""

    changes: tuple[MetricChange, ...]
    lost: tuple[str, ...]
    """Items that have become worse by the first metric."""
    n: int

    @property
    def passed(self) -> bool:
        """Whether nothing is worse."""
        return not any(change.worse for change in self.changes)

    @property
    def sentence(self) -> str:
        """Say it to a person."""
        if self.passed:
            return f"Not worse than the baseline on {self.n} items; a loss that these cannot show may be there."
        worse = ", ".join(f"“{c.metric}” {c.before.value:.2f} before, {c.after.value:.2f} now" for c in self._worse())
        return f"Worse than the baseline on {self.n} items: {worse}. Keep the old system, or look at what was lost."

    def _worse(self) -> list[MetricChange]:
        return [change for change in self.changes if change.worse]

    def rows(self) -> list[dict[str, str]]:
        """Return a line for each metric."""
        return [
            {
                "metric": c.metric,
                "before": f"{c.before.value:.3f}",
                "now": f"{c.after.value:.3f}",
                "difference": f"{c.difference.value:+.3f} [{c.difference.low:+.3f}, {c.difference.high:+.3f}]",
                "items better, worse": f"{c.difference.better}, {c.difference.worse}",
                "p": f"{c.difference.p:.3f}",
                "": "worse" if c.worse else "",
            }
            for c in self.changes
        ]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"passed": self.passed, "n": self.n, "metrics": self.rows(), "lost": list(self.lost)}


def measure_candidate(
    comparison: Comparison, home: Path, opens: Opens, *, on_progress: Told, anew: bool = False
) -> None:
    """Ask the system as it is every item, going on where a run of the very same system was stopped.

    A baseline of other items is removed at the end where `anew` says so: a run that is stopped loses nothing. Raises
    OtherItemsError, StoppedError and StorageError.
    """
    of_others = has_baseline(home) and read_comparison(home / BASELINE).sha256 != comparison.sha256
    if of_others and not anew:
        raise OtherItemsError("the baseline was kept of other items: `--keep` begins anew with these")
    candidate, mark = home / CANDIDATE, system_sha256(comparison)
    if not _begun(candidate, mark):
        shutil.rmtree(candidate, ignore_errors=True)
        private_folder(candidate)
        (candidate / SYSTEM).write_text(mark, encoding="utf-8")
    run(comparison, candidate, opens, on_progress=on_progress)
    (candidate / SYSTEM).unlink()
    if of_others:
        shutil.rmtree(home / BASELINE)


def _begun(candidate: Path, mark: str) -> bool:
    """Tell whether a run of this system was stopped there before its end."""
    file = candidate / SYSTEM
    return file.is_file() and file.read_text(encoding="utf-8") == mark


def keep(home: Path) -> None:
    """Make the system that was measured last the baseline."""
    draft = home / f"{BASELINE}.part"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(home / CANDIDATE, draft)
    shutil.rmtree(home / BASELINE, ignore_errors=True)
    draft.replace(home / BASELINE)


def has_baseline(home: Path) -> bool:
    """Tell whether a baseline was kept."""
    return (home / BASELINE / PLAN).is_file()


def held_against(home: Path, *, seed: int = 0) -> Comparand:
    """Return how the system that was measured last stands beside its baseline; raises FileNotFoundError."""
    (plan, before), (_, after) = (_read(home / name) for name in (BASELINE, CANDIDATE))
    changes, lost = [], []
    for metric in plan.metrics:
        old, new = values(plan, before, plan.contenders[0], metric), values(plan, after, plan.contenders[0], metric)
        both = [item for item in old if item in new]
        first, second = [old[item] for item in both], [new[item] for item in both]
        gain = difference(first, second, seed=seed)
        less = gain.value > 0 if metric.lower else gain.value < 0
        changes.append(
            MetricChange(
                metric=metric.name,
                before=mean_of(first, seed=seed),
                after=mean_of(second, seed=seed),
                difference=gain,
                worse=less and gain.p / 2 < ALARM / len(plan.metrics),
            )
        )
        if metric is plan.metrics[0]:
            lost = [item for item in both if (new[item] > old[item] if metric.lower else new[item] < old[item])]
    return Comparand(changes=tuple(changes), lost=tuple(lost), n=len(outcomes_of(after, plan.contenders[0])))


def system_sha256(comparison: Comparison) -> str:
    """Return a hash of what decides the answers: the suite's own files, the contenders and the items."""
    digest = hashlib.sha256(repr((comparison.contenders, comparison.sha256)).encode())
    for folder in (Path(__file__).parents[1], suite.scenarios() / comparison.scenario):
        for file in sorted(f for f in folder.rglob("*") if f.suffix in _READ and f.is_file()):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(folder: Path) -> tuple[Comparison, Sequence[Mapping[str, Any]]]:
    """Return a plan and its outcomes, under one name whatever the model is called."""
    plan, rows = read_comparison(folder), Journal(folder / OUTCOMES).rows
    [contender] = plan.contenders
    one = replace(contender, model="system", way="pipeline", adapter="")
    named = [{**row, "contender": one.name} for row in rows if row.get("contender") == contender.name]
    return replace(plan, contenders=(one,)), named
