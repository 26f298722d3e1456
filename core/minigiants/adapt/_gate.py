"""Decide whether an adapter is offered: better where it counts, beyond the interval, and worse nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import nan
from typing import Any

import numpy as np

from minigiants.evaluation import bootstrap

LEAST = 20
"""Cases on which a deciding figure says something; fewer decide nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A figure that a scenario's gate looks at, measured case by case."""

    name: str
    deciding: bool = False
    """Whether the adapter must be better here; elsewhere it must only not be worse."""
    lower: bool = False
    """Whether less is better."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A measure with and without the adapter, on the same cases."""

    name: str
    base: float
    """Nan, as the others, where no case says anything."""
    adapted: float
    low: float
    """Of the 95 % interval of the paired difference; positive is better, whatever is measured."""
    high: float
    n: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the gate decided, and why."""

    passed: bool
    why: tuple[str, ...]
    """A sentence for each measure that spoke against it."""
    compared: tuple[Compared, ...]


Scores = Mapping[str, float]


def measures_of(learning: Any, trial: str) -> tuple[Measure, ...]:
    """Return what the gate of a trial looks at: a scenario with several trials has `MEASURES` for each."""
    every = learning.MEASURES
    return tuple(every[trial] if isinstance(every, Mapping) else every)


def judge(measures: Sequence[Measure], base: Sequence[Scores], adapted: Sequence[Scores], *, seed: int = 0) -> Verdict:
    """Compare the scores of the same cases, in the same order, without and with the adapter.

    A measure that says nothing of a case is nan there, and that case is left out of it.

    >>> better = judge([Measure(name="right", deciding=True)], [{"right": 0.0}] * 20, [{"right": 1.0}] * 20)
    >>> better.passed, judge([Measure(name="right", deciding=True)], [{"right": 0.0}] * 9, [{"right": 1.0}] * 9).why
    (True, ('only 9 cases were measured, and fewer than 20 decide nothing',))
    """
    if len(base) != len(adapted):
        raise ValueError(f"{len(base)} cases without and {len(adapted)} with the adapter: they must be the same")
    compared = tuple(_compare(measure, base, adapted, seed) for measure in measures) if base else ()
    why = [reason for m, c in zip(measures, compared, strict=False) if (reason := _against(m, c))]
    if len(base) < LEAST:
        why = [f"only {len(base)} cases were measured, and fewer than {LEAST} decide nothing"]
    return Verdict(passed=not why, why=tuple(why), compared=compared)


def _compare(measure: Measure, base: Sequence[Scores], adapted: Sequence[Scores], seed: int) -> Compared:
    before = np.array([scores[measure.name] for scores in base], dtype=np.float64)
    after = np.array([scores[measure.name] for scores in adapted], dtype=np.float64)
    told = ~(np.isnan(before) | np.isnan(after))
    before, after = before[told], after[told]
    if not told.any():
        return Compared(name=measure.name, base=nan, adapted=nan, low=nan, high=nan, n=0)
    gain = before - after if measure.lower else after - before
    low, high = bootstrap(gain, lambda rows: float(rows.mean()), seed=seed)
    return Compared(
        name=measure.name,
        base=round(float(before.mean()), 4),
        adapted=round(float(after.mean()), 4),
        low=round(low, 4),
        high=round(high, 4),
        n=len(gain),
    )


def _against(measure: Measure, compared: Compared) -> str:
    scores = f"{compared.base:.3f} without and {compared.adapted:.3f} with it"
    if measure.deciding and compared.n < LEAST:
        return f"{measure.name} says something of only {compared.n} cases, and fewer than {LEAST} decide nothing"
    if measure.deciding and not compared.low > 0:
        return f"{measure.name} is not better beyond the interval: {scores}"
    return f"{measure.name} is worse: {scores}" if compared.high < 0 else ""


def as_json(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as it stands in an adapter's card; what is nan is null there."""
    silent = dict.fromkeys(("base", "adapted", "low", "high"))
    rows = [asdict(c) | ({} if c.n else silent) for c in verdict.compared]
    return {"passed": verdict.passed, "why": list(verdict.why), "compared": rows}
