"""Say how far a mean and a paired difference could be off, and whether a difference is there at all."""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from minigiants.evaluation import wilson

Values = np.ndarray[Any, np.dtype[np.float64]]

RESAMPLES = 2000
_Z = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mean:
    """A mean of values in [0, 1] with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """How much higher the second of two is on the same items."""

    value: float
    low: float
    """Of the 95 % interval."""
    high: float
    p: float
    """Two-sided, of swapping each item's two values at random."""
    n: int
    better: int
    """Items on which the second is higher."""
    worse: int


def mean_of(values: Sequence[float], *, seed: int = 0) -> Mean:
    """Return the mean: with Wilson's interval where all values are 0 or 1, else the bias-corrected bootstrap's.

    >>> found = mean_of([1.0] * 8 + [0.0] * 2)
    >>> round(found.low, 3), found.value, round(found.high, 3), found.n
    (0.49, 0.8, 0.943, 10)
    """
    array = np.asarray(values, float)
    if not len(array):
        return Mean(value=math.nan, low=0.0, high=1.0, n=0)
    if np.isin(array, (0, 1)).all():
        low, high = wilson(int(array.sum()), len(array))
    else:
        low, high = _bootstrap(array, seed)
    return Mean(value=float(array.mean()), low=max(0.0, low), high=min(1.0, high), n=len(array))


def difference(first: Sequence[float], second: Sequence[float], *, seed: int = 0) -> Difference:
    """Return the second's mean less the first's, item by item.

    Where all values are 0 or 1 the interval is Bonett and Price's (2012, "Adjusted Wald confidence interval for a
    difference of binomial proportions based on paired data"), which does not shrink to nothing on a few equal items.

    >>> difference([0.0, 1.0], [0.0, 1.0]).value, difference([0.0, 1.0], [0.0, 1.0]).p
    (0.0, 1.0)
    """
    one, other = np.asarray(first, float), np.asarray(second, float)
    if len(one) != len(other):
        raise ValueError(f"{len(one)} values and {len(other)}: they must be of the same items")
    if not len(one):
        return Difference(value=math.nan, low=-1.0, high=1.0, p=1.0, n=0, better=0, worse=0)
    gain = other - one
    better, worse = int((gain > 0).sum()), int((gain < 0).sum())
    low, high = paired_interval(one, other, seed=seed)
    return Difference(
        value=float(gain.mean()),
        low=low,
        high=high,
        p=_swapped(gain, seed),
        n=len(gain),
        better=better,
        worse=worse,
    )


def paired_interval(first: Values, second: Values, *, seed: int = 0) -> tuple[float, float]:
    """Return the 95 % interval of the second's mean less the first's, of at least one item."""
    gain = second - first
    if np.isin(first, (0, 1)).all() and np.isin(second, (0, 1)).all():
        low, high = _bonett_price(int((gain > 0).sum()), int((gain < 0).sum()), len(gain))
    else:
        low, high = _bootstrap(gain, seed)
    return max(-1.0, low), min(1.0, high)


def chance_of(values: Sequence[float], bar: float, *, seed: int = 0) -> float:
    """Return the probability that the true mean is at least `bar`, knowing nothing but these values.

    Of zeros and ones it is the posterior of a share under Jeffreys' prior; else the share of resampled means.

    >>> round(chance_of([1.0] * 9 + [0.0], 0.5), 2), chance_of([], 0.5)
    (1.0, 0.0)
    """
    from scipy.stats import beta

    array = np.asarray(values, float)
    if not len(array):
        return 0.0
    if np.isin(array, (0, 1)).all():
        hits = float(array.sum())
        return float(beta.sf(bar, hits + 0.5, len(array) - hits + 0.5))
    rng = np.random.default_rng(seed)
    means = rng.choice(array, (RESAMPLES, len(array))).mean(axis=1)
    return float((means >= bar).mean())


def _bootstrap(values: Values, seed: int) -> tuple[float, float]:
    from scipy.stats import bootstrap

    if len(values) < 2 or np.ptp(values) == 0:
        return float(values[0]), float(values[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a jackknife without spread: the interval is then nan, and taken plainly
        rng = np.random.default_rng(seed)
        made = bootstrap((values,), np.mean, n_resamples=RESAMPLES, method="BCa", rng=rng, vectorized=True)
    low, high = float(made.confidence_interval.low), float(made.confidence_interval.high)
    if math.isfinite(low) and math.isfinite(high):
        return low, high
    drawn = np.random.default_rng(seed).choice(values, (RESAMPLES, len(values))).mean(axis=1)
    return float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))


def _bonett_price(better: int, worse: int, n: int) -> tuple[float, float]:
    up, down = (better + 1) / (n + 2), (worse + 1) / (n + 2)
    half = _Z * math.sqrt((up + down - (up - down) ** 2) / (n + 2))
    return up - down - half, up - down + half


def _swapped(gain: Values, seed: int) -> float:
    """Return the share of random swaps that give a difference as large: all swaps of up to a dozen items."""
    from scipy.stats import permutation_test

    moved = gain[gain != 0]
    if len(moved) < 2:  # swapping one item's values gives as large a difference every time
        return 1.0
    test = permutation_test(
        (moved, np.zeros_like(moved)),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        n_resamples=5000,
        vectorized=True,
        rng=np.random.default_rng(seed),
    )
    return float(test.pvalue)
