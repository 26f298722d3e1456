"""Rank models from choices between two: Davidson's form of the Bradley-Terry model, which knows ties.

Davidson (1970), "On extending the Bradley-Terry model to accommodate ties in paired comparison experiments", JASA 65.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from minigiants.rating._estimate import RESAMPLES, Estimate, estimate
from minigiants.rating._votes import Array, Vote

MIN_VOTES = 20
"""Votes on a model below which nothing is ranked."""
_RIDGE = 1e-3
"""Pulls abilities to each other a little, so that a model that never lost has a finite one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """One model's place."""

    model: str
    rank: int
    best_rank: int
    """Of 95 % of the resampled rankings."""
    worst_rank: int
    strength: Estimate
    """Log-odds of winning against the average model."""
    wins: int
    losses: int
    ties: int
    raw_rank: int
    """Place by raw share of wins, ties half."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """All models in order, or why there is no order."""

    models: tuple[Ranked, ...]
    votes: int
    first_wins: Estimate
    """Share of decided votes that went to what was shown first: near .5 unless the order matters."""
    why_none: str = ""


def rank_pairs(votes: Sequence[Vote], *, seed: int = 0) -> Ranking:
    """Rank the models that the votes choose between; items are resampled whole, for votes on one hang together."""
    votes = [vote for vote in votes if vote.left and vote.right]
    models = sorted({name for vote in votes for name in (vote.left, vote.right)})
    items = sorted({vote.item for vote in votes})
    at, rows = {name: n for n, name in enumerate(models)}, {name: n for n, name in enumerate(items)}
    cells = np.zeros((len(items), len(models), len(models), 2))
    first = np.zeros((len(items), 2))
    for vote in votes:
        one, right, row = at[vote.left], at[vote.right], rows[vote.item]
        if vote.value:
            won, lost = (one, right) if vote.value == 1 else (right, one)
            cells[row, won, lost, 0] += 1
            first[row] += (vote.value == 1, 1)
        else:
            cells[row, one, right, 1] += 1
            cells[row, right, one, 1] += 1
    shown = estimate(len(items), lambda times: _share(times @ first), seed=seed)
    why = _why_none(models, cells.sum(axis=0))
    ranked = () if why else _ranked(models, cells.reshape(len(items), -1), seed)
    return Ranking(models=ranked, votes=len(votes), first_wins=shown, why_none=why)


def davidson(wins: Array, ties: Array) -> tuple[Array, float]:
    """Fit abilities (sum 0) and the log of the tie parameter to counts of shape (models, models), by Newton's method.

    `wins[i, j]` counts how often i beat j; `ties` is symmetric.

    >>> strength, _ = davidson(np.array([[0.0, 30.0], [10.0, 0.0]]), np.zeros((2, 2)))
    >>> round(float(strength[0] - strength[1]), 2)  # log(30 / 10)
    1.1
    """
    size = len(wins)
    one, other = np.triu_indices(size, 1)
    seen = (wins + wins.T + ties)[one, other] > 0
    one, other = one[seen], other[seen]
    outcomes = np.stack([wins[one, other], wins[other, one], ties[one, other]], axis=1)
    design = np.zeros((len(one), 3, size + 1))
    pairs = np.arange(len(one))
    design[pairs, 0, one] = design[pairs, 1, other] = 1
    design[pairs, 2, one] = design[pairs, 2, other] = 0.5
    design[:, 2, size] = 1
    parameters, total = np.zeros(size + 1), outcomes.sum(axis=1)
    for _ in range(50):
        shares = np.exp(design @ parameters)
        shares /= shares.sum(axis=1, keepdims=True)
        expected = np.einsum("pk,pkf->pf", shares, design)
        gradient = np.einsum("pk,pkf->f", outcomes, design) - total @ expected - _RIDGE * parameters
        second = np.einsum("p,pk,pkf,pkg->fg", total, shares, design, design)
        second -= np.einsum("p,pf,pg->fg", total, expected, expected)
        step = np.linalg.solve(second + _RIDGE * np.eye(size + 1), gradient)
        parameters = parameters + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-8:
            break
    return parameters[:size] - parameters[:size].mean(), float(parameters[size])


def _ranked(models: Sequence[str], cells: Array, seed: int) -> tuple[Ranked, ...]:
    size, items = len(models), len(cells)

    def fit(times: Array) -> Array:
        both = (times @ cells).reshape(size, size, 2)
        return davidson(both[..., 0], both[..., 1])[0]

    rng = np.random.default_rng(seed)
    whole = fit(np.ones(items))
    resamples = np.stack(
        [fit(rng.multinomial(items, np.full(items, 1 / items)).astype(float)) for _ in range(RESAMPLES)]
    )
    low, high = np.quantile(resamples, [0.025, 0.975], axis=0)
    places = 1 + (-resamples).argsort(axis=1).argsort(axis=1)
    best, worst = np.quantile(places, [0.025, 0.975], axis=0, method="nearest")
    wins, ties = np.moveaxis(cells.sum(axis=0).reshape(size, size, 2), -1, 0)
    won, lost, tied = wins.sum(axis=1), wins.sum(axis=0), ties.sum(axis=1)
    share = (won + tied / 2) / (won + lost + tied)
    rows = [
        Ranked(
            model=model,
            rank=int(1 + (whole > whole[n]).sum()),
            best_rank=int(best[n]),
            worst_rank=int(worst[n]),
            strength=Estimate(value=float(whole[n]), low=float(low[n]), high=float(high[n]), n=items),
            wins=int(won[n]),
            losses=int(lost[n]),
            ties=int(tied[n]),
            raw_rank=int(1 + (share > share[n]).sum()),
        )
        for n, model in enumerate(models)
    ]
    return tuple(sorted(rows, key=lambda one: (one.rank, one.model)))


def _why_none(models: Sequence[str], cells: Array) -> str:
    """Say why these counts allow no order; empty when they do."""
    if len(models) < 2:
        return "there are not two models to compare"
    wins, ties = cells[..., 0], cells[..., 1]
    each = wins.sum(axis=0) + wins.sum(axis=1) + ties.sum(axis=1)
    if each.min() < MIN_VOTES:
        least = models[int(each.argmin())]
        return f"{least!r} has {int(each.min())} votes, and below {MIN_VOTES} for each model nothing is ranked"
    met = (wins + wins.T + ties) > 0
    reached = np.linalg.matrix_power(met.astype(float) + np.eye(len(models)), len(models))
    return "" if (reached > 0).all() else "some models were never compared, not even by way of others"


def _share(parts: Array) -> float:
    return float(parts[0] / parts[1]) if parts[1] else math.nan
