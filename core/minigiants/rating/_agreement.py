"""Say for a criterion how far its raters agree, and what that allows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

import numpy as np

from minigiants.rating._chance import Level, alpha, alpha_of, cohen, counts, fleiss, gwet, raw
from minigiants.rating._estimate import Estimate, estimate
from minigiants.rating._votes import Array, Vote, VoteMatrix, table

Strength = Literal["strong", "weak", "none", "unknown"]

LEVELS: tuple[Level, ...] = ("ordinal", "interval", "nominal")
STRONG = 0.667
"""Lower end of alpha's interval from which conclusions may be drawn (Krippendorff's own bound for tentative ones)."""
NONE = 0.1
"""Lower end of alpha's interval up to which raters can't be told from raters at random."""
SPREAD = 0.9
"""Share of one value from which the votes have too little spread: such raters would nearly always agree by chance."""
FEWEST = 10
"""Items with two votes or more, below which nothing is said of agreement."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two raters on the items that both rated."""

    raters: tuple[str, str]
    kappa: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How far the raters of one criterion agree."""

    criterion: str
    items: int
    raters: int
    ratings: int
    shared: int
    """Items with two ratings or more: all figures rest on these."""
    alpha_ordinal: Estimate
    alpha_interval: Estimate
    alpha_nominal: Estimate
    fleiss: Estimate
    ac1: Estimate
    """Gwet's, of any labels; moved less than alpha where one value is given most of the time."""
    ac2: Estimate
    """Gwet's, with his ordinal weights."""
    raw: Estimate
    nominal: bool
    """Whether the values have no order, as labels and choices between two: ordinal figures then mean nothing."""
    cohen: tuple[Pair, ...]
    strength: Strength
    sentence: str


def agreement(votes: Sequence[Vote], *, seed: int = 0) -> Agreement:
    """Return the agreement of the votes, all of one criterion; for choices between two, alpha counts as nominal."""
    laid = table(votes)
    domain, tallies = counts(laid.values)
    rated = tallies[tallies.sum(axis=1) >= 2]
    nominal = any(vote.left or not vote.ordered for vote in votes)
    chosen: Level = "nominal" if nominal else "ordinal"
    kinds, sizes = _alike(rated)
    alphas = {level: _alpha(kinds, sizes, domain, level, seed) for level in LEVELS}
    ac1, ac2 = (_gwet(tallies, ordered=ordered, seed=seed) for ordered in (False, True))
    equal = estimate(sizes, lambda times: raw(kinds, times), seed=seed)
    strength, sentence = _strength(alphas[chosen]), ""
    if strength != "strong" and len(rated) >= FEWEST and (top := _commonest(rated, domain, votes))[1] >= SPREAD:
        strength, sentence = "unknown", _too_little_spread(*top, equal, ac1)
    return Agreement(
        criterion=votes[0].criterion if votes else "",
        items=len(laid.items),
        raters=len(laid.raters),
        ratings=int(np.isfinite(laid.values).sum()),
        shared=len(rated),
        alpha_ordinal=alphas["ordinal"],
        alpha_interval=alphas["interval"],
        alpha_nominal=alphas["nominal"],
        fleiss=estimate(sizes, lambda times: fleiss(kinds, times), seed=seed),
        ac1=ac1,
        ac2=ac2,
        raw=equal,
        nominal=nominal,
        cohen=tuple(_pairs(laid, seed)),
        strength=strength,
        sentence=sentence or _sentence(strength, alphas[chosen]),
    )


def _gwet(votes: Array, *, ordered: bool, seed: int) -> Estimate:
    """Return Gwet's figure; items with one vote help to say how common a value is, and none of it rests on them."""
    kinds, sizes = _alike(votes[votes.sum(axis=1) > 0])
    drawn = estimate(sizes, lambda times: gwet(kinds, times, ordered=ordered), seed=seed)
    return replace(drawn, n=int((votes.sum(axis=1) >= 2).sum()))


def _commonest(found: Array, domain: Array, votes: Sequence[Vote]) -> tuple[str, float]:
    """Return the value that was given most, in words where it has some, and its share."""
    total = found.sum(axis=0)
    value = float(domain[int(total.argmax())])
    words = {vote.value: vote.label for vote in votes if vote.label}
    return words.get(value, f"{value:g}"), float(total.max() / total.sum())


def _too_little_spread(value: str, share: float, equal: Estimate, ac1: Estimate) -> str:
    if share == 1:
        return f"Too little spread to tell: everybody gave the same value, “{value}”, on all {equal.n} items."
    figures = f"equal votes {equal.value:.2f}"
    if ac1.value is not None and ac1.low is not None:
        figures += f", Gwet's AC1 {ac1.value:.2f}, 95 % interval {ac1.low:.2f} to {ac1.high:.2f}"
    return (
        f"Too little spread to tell: {share:.0%} of the votes are “{value}”, so raters would nearly always agree by "
        f"chance as well ({figures}, {equal.n} items)."
    )


def _alike(found: Array) -> tuple[Array, Array]:
    """Return each different row once, and how many there are of it."""
    kinds, sizes = np.unique(found, axis=0, return_counts=True)
    return kinds, sizes.astype(float)


def _alpha(kinds: Array, sizes: Array, domain: Array, level: Level, seed: int) -> Estimate:
    drawn = estimate(sizes, lambda times: alpha_of(kinds, times, domain, level), seed=seed)
    told = alpha(np.repeat(kinds, sizes.astype(int), axis=0), domain, level)
    return replace(drawn, value=told) if drawn.value is not None else drawn


def _pairs(laid: VoteMatrix, seed: int) -> list[Pair]:
    pairs = []
    for (a, one), (b, other) in combinations(zip(laid.raters, laid.values, strict=True), 2):
        both = np.isfinite(one) & np.isfinite(other)
        if both.sum() >= 2:
            pairs.append(Pair(raters=(a, b), kappa=_kappa(one[both], other[both], seed)))
    return pairs


def _kappa(one: Array, other: Array, seed: int) -> Estimate:
    kinds, sizes = _alike(np.stack([one, other], axis=1))
    return estimate(sizes, lambda times: cohen(kinds[:, 0], kinds[:, 1], times), seed=seed)


def _strength(estimate: Estimate) -> Strength:
    if estimate.value is None or estimate.low is None or estimate.n < FEWEST:
        return "unknown"
    if estimate.low >= STRONG:
        return "strong"
    return "none" if estimate.low <= NONE else "weak"


def _sentence(strength: Strength, estimate: Estimate) -> str:
    if strength == "unknown" and estimate.n < FEWEST:
        return f"Too few items were rated by two people to say anything: {estimate.n}, and {FEWEST} are needed."
    if strength == "unknown":
        return "Everybody gave the same value, so agreement can't be told from chance."
    figures = f"alpha {estimate.value:.2f}, 95 % interval {estimate.low:.2f} to {estimate.high:.2f}, {estimate.n} items"
    if estimate.high is not None and estimate.high < 0:
        return (
            "Opposite votes: the raters differ more than raters at random would, as when one of them reads the scale "
            f"the other way round; don't rank on this ({figures})."
        )
    words = {
        "strong": "Strong agreement: the raters mean the same by this scale",
        "weak": "Weak agreement: better than chance, but too little to rank closely on",
        "none": "No agreement: these raters can't be told from raters at random, so don't rank on this",
    }
    return f"{words[strength]} ({figures})."
