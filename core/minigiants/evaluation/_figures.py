"""Make figures out of what was measured: a value, how many cases it rests on, and its 95 % interval."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from minigiants.evaluation._intervals import Array, Interval, bootstrap, wilson


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A measured value, never without its n."""

    name: str
    value: float | None
    """None when there was no case to measure."""
    low: float | None
    high: float | None
    n: int
    unit: str = ""
    """Empty for shares and scores in [0, 1]; s for seconds."""
    note: str = ""


def share(name: str, outcomes: Sequence[bool], *, note: str = "") -> Figure:
    """Return the share of true `outcomes`, with its Wilson interval.

    >>> share("answered", [True, True, False]).value
    0.6666666666666666
    """
    hits, n = sum(outcomes), len(outcomes)
    return _figure(hits / n if n else math.nan, wilson(hits, n), name=name, n=n, unit="", note=note)


def statistic(
    name: str,
    rows: Array,
    measure: Callable[[Array], float],
    *,
    seed: int = 0,
    strata: Array | None = None,
    together: Callable[[Array], Array] | None = None,
    unit: str = "",
    note: str = "",
) -> Figure:
    """Return `measure(rows)` with its bootstrap interval; `rows` has one case along the first axis.

    `together` measures many resamples at once, (resamples, cases, ...) to (resamples,), where that is quicker.
    """
    value = measure(rows) if len(rows) else math.nan
    interval = math.nan, math.nan
    if math.isfinite(value):
        interval = bootstrap(rows, measure, seed=seed, strata=strata, together=together)
    return _figure(value, interval, name=name, n=len(rows), unit=unit, note=note)


def mean(name: str, values: Sequence[float], *, seed: int = 0, unit: str = "", note: str = "") -> Figure:
    """Return the mean of `values`.

    >>> mean("ROUGE-L", [0.2, 0.4]).value
    0.30000000000000004
    """

    def means(drawn: Array) -> Array:
        return np.asarray(drawn.mean(axis=1))

    rows = np.asarray(values, float)
    return statistic(name, rows, lambda v: float(v.mean()), seed=seed, together=means, unit=unit, note=note)


def quantile(
    name: str, values: Sequence[float], at: float, *, seed: int = 0, unit: str = "s", note: str = ""
) -> Figure:
    """Return the value that the share `at` of `values` stays below."""
    rows = np.asarray(values, float)

    def quantiles(drawn: Array) -> Array:
        return np.asarray(np.quantile(drawn, at, axis=1))

    return statistic(
        name, rows, lambda v: float(np.quantile(v, at)), seed=seed, together=quantiles, unit=unit, note=note
    )


def ratio(name: str, parts: Sequence[tuple[float, float]], *, seed: int = 0, unit: str = "", note: str = "") -> Figure:
    """Return the sum of the first over the sum of the second of `parts`, resampled by case (micro average).

    >>> ratio("precision", [(1, 2), (3, 3)]).value
    0.8
    """
    rows = np.asarray(parts, float).reshape(-1, 2)
    return statistic(name, rows, _quotient, seed=seed, together=_quotients, unit=unit, note=note)


def _quotient(rows: Array) -> float:
    above, below = rows.sum(axis=0)
    return float(above / below) if below else math.nan


def _quotients(drawn: Array) -> Array:
    above, below = drawn.sum(axis=1).T
    quotients: Array = np.divide(above, below, out=np.full(len(drawn), math.nan), where=below != 0)
    return quotients


def _figure(value: float, interval: Interval, *, name: str, n: int, unit: str, note: str) -> Figure:
    known = math.isfinite(value)
    low, high = interval if known else (None, None)
    return Figure(name=name, value=value if known else None, low=low, high=high, n=n, unit=unit, note=note)
