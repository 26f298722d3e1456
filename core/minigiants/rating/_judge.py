"""Hold a judge, such as a model that rates, against the people who rated the same items."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from minigiants.rating._chance import cohen
from minigiants.rating._estimate import Estimate, estimate
from minigiants.rating._votes import Array, Vote, table


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """How far a judge says what the experts say; an item that the judge failed on counts as a disagreement."""

    judge: str
    items: int
    failed: int
    """Items of the experts that the judge gave nothing for."""
    with_majority: Estimate
    """Share of items on which it says what most experts say; items without a majority are left out."""
    kappa_majority: Estimate
    kappa_experts: float | None
    """Mean Cohen's kappa with each expert."""
    kappa_among_experts: float | None
    """Mean Cohen's kappa of the experts with each other: what a judge as good as one of them would reach."""
    sentence: str


def judge(votes: Sequence[Vote], name: str, *, seed: int = 0) -> Judgement:
    """Hold the rater called `name` against all other raters of the votes, all of one criterion.

    Raises KeyError with the raters there are.
    """
    laid = table(votes)
    if name not in laid.raters:
        raise KeyError(f"no rater {name!r} in the table; there are: {', '.join(laid.raters)}")
    at = laid.raters.index(name)
    own, people = laid.values[at], np.delete(laid.values, at, axis=0)
    rated = np.isfinite(people).any(axis=0)
    own, people = own[rated], people[:, rated]
    most = np.array([_majority(column) for column in people.T])
    clear = np.isfinite(most)
    said = np.where(np.isfinite(own), own, np.inf)[clear]
    agreed, chosen = (said == most[clear]).astype(float), most[clear]
    share = estimate(len(chosen), lambda times: float(times @ agreed / times.sum()), seed=seed)
    kappa = estimate(len(chosen), lambda times: cohen(said, chosen, times), seed=seed)
    experts = _mean([_pair(own, one) for one in people])
    among = _mean([_pair(one, other) for n, one in enumerate(people) for other in people[n + 1 :]])
    return Judgement(
        judge=name,
        items=int(rated.sum()),
        failed=int((~np.isfinite(own)).sum()),
        with_majority=share,
        kappa_majority=kappa,
        kappa_experts=experts,
        kappa_among_experts=among,
        sentence=_sentence(name, experts, among),
    )


def _majority(column: Array) -> float:
    """Return what most said, NaN where no value leads."""
    first = Counter(column[np.isfinite(column)].tolist()).most_common(2)
    clear = len(first) == 1 or (len(first) == 2 and first[0][1] > first[1][1])
    return float(first[0][0]) if clear else float("nan")


def _pair(one: Array, other: Array) -> float:
    rated = np.isfinite(other)
    filled = np.where(np.isfinite(one), one, np.inf)
    return cohen(filled[rated], other[rated])


def _mean(values: Sequence[float]) -> float | None:
    kept = [value for value in values if np.isfinite(value)]
    return float(np.mean(kept)) if kept else None


def _sentence(name: str, experts: float | None, among: float | None) -> str:
    if experts is None or among is None:
        return f"Too few experts rated the same items to say how good {name!r} is."
    figures = f"kappa {experts:.2f} with the experts, {among:.2f} among them"
    if experts >= among - 0.05:
        return f"{name!r} judges like one of the experts ({figures})."
    if experts >= among / 2:
        return f"{name!r} follows the experts in part: let people decide where it matters ({figures})."
    return f"{name!r} does not judge as the experts do: don't use its scores in their place ({figures})."
