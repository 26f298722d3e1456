"""Say how far a statistic could be off, by drawing items again and again."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from minigiants.rating._votes import Array

RESAMPLES = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A value with its 95 % interval; None where it can't be told."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    """Items that it rests on."""


def estimate(sizes: int | Array, statistic: Callable[[Array], float], *, seed: int = 0) -> Estimate:
    """Return `statistic` of all items, with the percentile interval over resampled items.

    `sizes` is the number of items or, where many are alike, how many each kind has, shape (kinds,). `statistic` takes
    the number of times that each item or kind counts, and gives NaN where it can't be told.

    >>> found = estimate(4, lambda times: float(times @ [1, 0, 1, 1] / times.sum()))
    >>> found.value, found.low <= 0.75 <= found.high
    (0.75, True)
    >>> estimate(np.array([3.0, 1.0]), lambda times: float(times[0] / times.sum())).value
    0.75
    """
    sizes = np.ones(sizes) if isinstance(sizes, int) else sizes
    items = int(sizes.sum())
    value = statistic(sizes) if items else math.nan
    if not math.isfinite(value):
        return Estimate(value=None, low=None, high=None, n=items)
    rng = np.random.default_rng(seed)
    drawn = [statistic(rng.multinomial(items, sizes / items).astype(float)) for _ in range(RESAMPLES)]
    kept = [one for one in drawn if math.isfinite(one)]
    low, high = map(float, np.quantile(kept, [0.025, 0.975])) if kept else (None, None)
    return Estimate(value=value, low=low, high=high, n=items)
