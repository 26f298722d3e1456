"""Say how far a figure could be off: Wilson intervals for shares, bootstrap intervals for everything else."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Interval = tuple[float, float]

Z = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""
RESAMPLES = 2000
_AT_ONCE = 1_000_000
"""Drawn rows that stand in memory together."""


def wilson(hits: int, n: int) -> Interval:
    """Return the 95 % Wilson interval of a share of `hits` among `n`; nothing is known of none.

    >>> [round(x, 3) for x in wilson(8, 10)]
    [0.49, 0.943]
    >>> wilson(0, 0)
    (0.0, 1.0)
    """
    if not n:
        return 0.0, 1.0
    share = hits / n
    centre = share + Z * Z / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def bootstrap(
    rows: Array,
    statistic: Callable[[Array], float],
    *,
    seed: int = 0,
    strata: Array | None = None,
    together: Callable[[Array], Array] | None = None,
) -> Interval:
    """Return the 95 % percentile interval of `statistic` over resampled `rows` (the first axis), at least one.

    Rows with the same value of `strata`, shape (rows,), are resampled among themselves, so that their shares stay.
    `together` is the statistic of many resamples at once, (resamples, rows, ...) to (resamples,): quicker.

    >>> bootstrap(np.ones(5), lambda rows: float(rows.mean()))
    (1.0, 1.0)
    """
    if together:
        values = np.concatenate([together(rows[drawn]) for drawn in _draws(len(rows), seed)])
    elif strata is None:
        values = np.array([statistic(rows[one]) for drawn in _draws(len(rows), seed) for one in drawn])
    else:
        rng = np.random.default_rng(seed)
        groups = [np.flatnonzero(strata == s) for s in np.unique(strata)]
        drawn = (np.concatenate([rng.choice(group, len(group)) for group in groups]) for _ in range(RESAMPLES))
        values = np.array([statistic(rows[one]) for one in drawn])
    low, high = np.nanquantile(values, [0.025, 0.975])
    return float(low), float(high)


def _draws(n: int, seed: int) -> Iterator["np.ndarray[Any, np.dtype[np.int64]]"]:
    """Yield which rows each resample holds, some resamples at a time, shape (resamples, n)."""
    rng = np.random.default_rng(seed)
    size = max(1, _AT_ONCE // n)
    for start in range(0, RESAMPLES, size):
        yield rng.integers(0, n, (min(size, RESAMPLES - start), n))


def auroc(scores: Array, labels: Array) -> float:
    """Return the chance that a positive scores above a negative, ties half; NaN unless there are both.

    >>> auroc(np.array([0.9, 0.4, 0.4, 0.1]), np.array([1, 1, 0, 0]))
    0.875
    """
    positive, negative = scores[labels == 1], np.sort(scores[labels == 0])
    if not len(positive) or not len(negative):
        return math.nan
    below = np.searchsorted(negative, positive, "left") + np.searchsorted(negative, positive, "right")
    return float(below.sum() / 2 / (len(positive) * len(negative)))


def tpr_at_fpr(scores: Array, labels: Array, most: float) -> float:
    """Return the greatest share of positives accepted by a threshold that accepts at most `most` of the negatives.

    >>> tpr_at_fpr(np.array([0.9, 0.4, 0.6, 0.1]), np.array([1, 1, 0, 0]), 0.4)
    0.5
    """
    positive, negative = scores[labels == 1], np.sort(scores[labels == 0])[::-1]
    if not len(positive) or not len(negative):
        return math.nan
    allowed = int(most * len(negative) + 1e-9)
    bar = negative[allowed] if allowed < len(negative) else -math.inf
    return float((positive > bar).mean())
