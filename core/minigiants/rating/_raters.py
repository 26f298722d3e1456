"""Tell what a rater does to the scores: bias, drift, and scores with both taken out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from minigiants.rating._estimate import RESAMPLES, Estimate
from minigiants.rating._votes import Array, Vote, table

MIN_VOTES = 10
"""Votes on a model below which models are not ranked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rater:
    """How one rater differs from the others on the same items."""

    rater: str
    ratings: int
    bias: Estimate
    """Points of the scale that this rater gives more than the average one."""
    drift: float | None
    """Points by which that changes from the first to the last rating; None below ten ratings."""
    drift_sure: bool
    """Whether the change is more than chance (two standard errors)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AdjustedScore:
    """A model's, or an item's, mean score with the raters' bias taken out."""

    name: str
    score: Estimate
    raw: float
    ratings: int


def raters(votes: Sequence[Vote], *, seed: int = 0) -> list[Rater]:
    """Return each rater's bias with its interval, and drift in the order of the votes."""
    laid = table(votes)
    shared = np.isfinite(laid.values).sum(axis=0) >= 2
    values = laid.values[:, shared]
    bias, low, high = _bootstrap(values, seed)
    level = dict(zip(laid.items, _effects(laid.values)[1].tolist(), strict=True))
    people = []
    for n, name in enumerate(laid.raters):
        drift, sure = _drift([vote.value - level[vote.item] for vote in votes if vote.rater == name])
        people.append(
            Rater(
                rater=name,
                ratings=int(np.isfinite(laid.values[n]).sum()),
                bias=_estimate(bias[n], low[n], high[n], int(np.isfinite(values[n]).sum())),
                drift=drift,
                drift_sure=sure,
            )
        )
    return people


def scores(votes: Sequence[Vote], *, seed: int = 0) -> list[AdjustedScore]:
    """Return the scores of the models, or of the items where no model is named, the best first.

    An item that only one person rated has no place: nothing tells how far its score could be off.
    """
    laid = table(votes)
    fair = laid.values - np.nan_to_num(_effects(laid.values)[0])[:, None]
    if all(vote.model for vote in votes):
        of = {vote.item: vote.model for vote in votes}
        means = _of_models([of[item] for item in laid.items], laid.values, fair, seed)
    else:
        means = [
            _scored(name, fair[:, n], laid.values[:, n], _spread(fair[:, n]))
            for n, name in enumerate(laid.items)
            if np.isfinite(fair[:, n]).sum() >= 2
        ]
    return sorted(means, key=lambda one: (-(one.score.value or 0.0), one.name))


def _of_models(of: Sequence[str], values: Array, fair: Array, seed: int) -> list[AdjustedScore]:
    """Return the score of each model; `of` says whose each item is."""
    names = sorted(set(of))
    member = np.array([[model == name for model in of] for name in names], float)
    totals, numbers = member * np.nansum(fair, axis=0), member * np.isfinite(fair).sum(axis=0)
    rng = np.random.default_rng(seed)
    times = rng.multinomial(len(of), np.full(len(of), 1 / len(of)), size=RESAMPLES).T
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = (totals @ times) / (numbers @ times)
    own = [member[n] > 0 for n in range(len(names))]
    return [
        _scored(name, fair[:, own[n]], values[:, own[n]], _interval(drawn[n]), items=int(member[n].sum()))
        for n, name in enumerate(names)
    ]


def _scored(name: str, fair: Array, values: Array, interval: tuple[float, float], *, items: int = 1) -> AdjustedScore:
    score = _estimate(float(np.nanmean(fair)), *interval, items)
    return AdjustedScore(name=name, score=score, raw=float(np.nanmean(values)), ratings=int(np.isfinite(values).sum()))


def _effects(values: Array) -> tuple[Array, Array]:
    """Return the raters' effects (mean 0) and the items' levels of the additive model, least squares by turns."""
    present = np.isfinite(values)
    filled = np.where(present, values, 0.0)
    by_rater, by_item = present.sum(axis=1), present.sum(axis=0)
    bias, level = np.zeros(len(values)), np.zeros(values.shape[1])
    for _ in range(200):
        level = (filled - present * bias[:, None]).sum(axis=0) / np.maximum(by_item, 1)
        new = (filled - present * level).sum(axis=1) / np.maximum(by_rater, 1)
        new -= new[by_rater > 0].mean() if (by_rater > 0).any() else 0.0
        settled = np.abs(new - bias).max(initial=0.0) < 1e-9
        bias = new
        if settled:
            break
    return np.where(by_rater > 0, bias, math.nan), level


def _bootstrap(values: Array, seed: int) -> tuple[Array, Array, Array]:
    if not values.shape[1]:
        nothing = np.full(len(values), math.nan)
        return nothing, nothing, nothing
    rng = np.random.default_rng(seed)
    size = values.shape[1]
    drawn = np.stack([_effects(values[:, rng.integers(0, size, size)])[0] for _ in range(RESAMPLES // 5)])
    low, high = np.stack([_interval(column) for column in drawn.T], axis=1)
    return _effects(values)[0], low, high


def _drift(differences: Sequence[float]) -> tuple[float | None, bool]:
    """Return the slope of a rater's differences from the items' levels, first to last, and whether it is sure."""
    if len(differences) < MIN_VOTES:
        return None, False
    differing = np.array(differences)
    order = np.linspace(0, 1, len(differing))
    order -= order.mean()
    slope = float(order @ differing / (order @ order))
    rest = differing - differing.mean() - slope * order
    error = math.sqrt(float(rest @ rest) / (len(differing) - 2) / float(order @ order))
    return slope, abs(slope) > max(2 * error, 1e-9)


def _spread(column: Array) -> tuple[float, float]:
    """Return an item's mean two standard errors down and up; one rating tells nothing of it."""
    numbers = column[np.isfinite(column)]
    if len(numbers) < 2:
        return math.nan, math.nan
    error = 1.96 * float(numbers.std(ddof=1)) / math.sqrt(len(numbers))
    return float(numbers.mean() - error), float(numbers.mean() + error)


def _interval(drawn: Array) -> tuple[float, float]:
    kept = drawn[np.isfinite(drawn)]
    if not len(kept):
        return math.nan, math.nan
    low, high = np.quantile(kept, [0.025, 0.975])
    return float(low), float(high)


def _estimate(value: float, low: float, high: float, n: int) -> Estimate:
    told = [float(x) if math.isfinite(x) else None for x in (value, low, high)]
    return Estimate(value=told[0], low=told[1], high=told[2], n=n)
