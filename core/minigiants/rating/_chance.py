"""Agreement beyond chance: Krippendorff's alpha, Gwet's AC1 and AC2, Cohen's and Fleiss' kappa, the raw share."""

import math
from typing import Literal

import krippendorff
import numpy as np

from minigiants.rating._votes import Array, VotesError

Level = Literal["nominal", "ordinal", "interval"]

MOST = 1000
"""Different values of one criterion, above which a table of them grows past all memory."""


def counts(values: Array) -> tuple[Array, Array]:
    """Count how often each item got each value: the values in order, and counts of shape (items, values).

    Raises VotesError when there are more than `MOST` different values.

    >>> counts(np.array([[1.0, 3.0], [1.0, np.nan]]))[1].tolist()
    [[2.0, 0.0], [0.0, 1.0]]
    """
    domain = np.unique(values[np.isfinite(values)])
    if len(domain) > MOST:
        raise VotesError(f"{len(domain)} different values are not a scale, at most {MOST} are: round them to steps")
    return domain, np.stack([(values == one).sum(axis=0) for one in domain], axis=1).astype(float)


def alpha(votes: Array, domain: Array, level: Level) -> float:
    """Return Krippendorff's alpha of counts (items, values); NaN when only one value was ever given.

    >>> round(alpha(np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), np.array([1.0, 2.0]), "nominal"), 3)
    0.444
    """
    shared = votes[votes.sum(axis=1) >= 2]
    if not len(shared) or (shared.sum(axis=0) > 0).sum() < 2:
        return math.nan
    used = shared.sum(axis=0) > 0
    return float(
        krippendorff.alpha(
            value_counts=shared[:, used].astype(int), value_domain=domain[used].tolist(), level_of_measurement=level
        )
    )


def alpha_of(votes: Array, times: Array, domain: Array, level: Level) -> float:
    """Return the same of items with two votes or more, the one in row i counted `times[i]` times.

    >>> found, domain = np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), np.array([1.0, 2.0])
    >>> round(alpha_of(found, np.ones(3), domain, "nominal"), 3)
    0.444
    """
    weights = times / (votes.sum(axis=1) - 1)
    together = (votes * weights[:, None]).T @ votes - np.diag(weights @ votes)
    margin = together.sum(axis=0)
    by_chance = (np.outer(margin, margin) - np.diag(margin)) / (margin.sum() - 1)
    place = domain if level == "interval" else np.cumsum(margin) - margin / 2
    apart = 1.0 - np.eye(len(domain)) if level == "nominal" else (place[:, None] - place) ** 2
    expected = float((by_chance * apart).sum())
    return 1 - float((together * apart).sum()) / expected if expected > 0 else math.nan


def fleiss(votes: Array, times: Array | None = None) -> float:
    """Return Fleiss' kappa of counts (items, values); items may have different numbers of votes, at least two.

    `times` says how often each item counts.

    >>> round(fleiss(np.array([[3.0, 0.0], [0.0, 3.0], [2.0, 1.0]])), 3)
    0.55
    """
    times = np.ones(len(votes)) if times is None else times
    enough = (votes.sum(axis=1) >= 2) & (times > 0)
    if not enough.any():
        return math.nan
    given = times[enough] @ votes[enough]
    chance = float(((given / given.sum()) ** 2).sum())
    return (raw(votes, times) - chance) / (1 - chance) if chance < 1 else math.nan


def raw(votes: Array, times: Array | None = None) -> float:
    """Return the share of pairs of votes on the same item that are equal, each item weighing the same.

    `times` says how often each item counts.

    >>> raw(np.array([[2.0, 0.0], [1.0, 1.0]]))
    0.5
    """
    times = np.ones(len(votes)) if times is None else times
    enough = (votes.sum(axis=1) >= 2) & (times > 0)
    if not enough.any():
        return math.nan
    shared, total = votes[enough], votes[enough].sum(axis=1)
    return float(np.average((shared * (shared - 1)).sum(axis=1) / (total * (total - 1)), weights=times[enough]))


def gwet(tallies: Array, times: Array | None = None, *, ordered: bool = False) -> float:
    """Return Gwet's AC1 of counts (items, values); `ordered` gives AC2 with his ordinal weights.

    Gwet (2014), "Handbook of Inter-Rater Reliability", 4th edition, chapters 3 to 5. How common a value is counts over
    all items, those with one vote too; equal votes only over those with two and more. `times` says how often each item
    counts. NaN where only one value was ever given.

    >>> table = np.repeat([[2.0, 0.0], [1.0, 1.0], [0.0, 2.0]], [38, 2, 0], axis=0)
    >>> round(gwet(table), 3), round(fleiss(table), 3)
    (0.947, -0.026)
    """
    times = np.ones(len(tallies)) if times is None else times
    total, steps = tallies.sum(axis=1), tallies.shape[1]
    rated, enough = (total > 0) & (times > 0), (total >= 2) & (times > 0)
    if steps < 2 or not enough.any():
        return math.nan
    near = _ordinal_weights(steps) if ordered else np.eye(steps)
    common = np.average(tallies[rated] / total[rated, None], axis=0, weights=times[rated])
    by_chance = float(near.sum() * (common * (1 - common)).sum() / (steps * (steps - 1)))
    shared, votes = tallies[enough], total[enough]
    equal = (shared * (shared @ near - 1)).sum(axis=1) / (votes * (votes - 1))
    return (float(np.average(equal, weights=times[enough])) - by_chance) / (1 - by_chance)


def _ordinal_weights(steps: int) -> Array:
    """Return how near each two steps are: 1 less the pairs of steps between them, as a share of the most there are.

    >>> _ordinal_weights(3).round(3).tolist()
    [[1.0, 0.667, 0.0], [0.667, 1.0, 0.667], [0.0, 0.667, 1.0]]
    """
    apart = np.abs(np.subtract.outer(np.arange(steps), np.arange(steps)))
    return np.asarray(1 - apart * (apart + 1) / (steps * (steps - 1)), float)


def cohen(one: Array, other: Array, times: Array | None = None) -> float:
    """Return Cohen's kappa of two raters' values on the same items; `times` says how often each item counts.

    >>> round(cohen(np.array([1.0, 1.0, 2.0, 2.0]), np.array([1.0, 1.0, 2.0, 1.0])), 3)
    0.5
    """
    times = np.ones(len(one)) if times is None else times
    total = times.sum()
    if not total:
        return math.nan
    observed = float(times @ (one == other) / total)
    domain = np.unique(np.concatenate([one, other]))
    chance = float(sum((times @ (one == v)) * (times @ (other == v)) for v in domain) / total**2)
    return (observed - chance) / (1 - chance) if chance < 1 else math.nan
