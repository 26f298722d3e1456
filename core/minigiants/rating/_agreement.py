"""Say for a criterion how far its raters agree, and what that allows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

import numpy as np

from minigiants.rating._chance import Level, alpha, alpha_of, cohen, counts, fleiss, raw
from minigiants.rating._estimate import Estimate, estimate
from minigiants.rating._votes import Array, Table, Vote, table

Strength = Literal["strong", "weak", "none", "unknown"]

LEVELS: tuple[Level, ...] = ("ordinal", "interval", "nominal")
STRONG = 0.667
"""Lower end of alpha's interval from which conclusions may be drawn (Krippendorff's own bound for tentative ones)."""
NONE = 0.1
"""Lower end of alpha's interval up to which raters can't be told from raters at random."""
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
    raw: Estimate
    cohen: tuple[Pair, ...]
    strength: Strength
    sentence: str


def agreement(votes: Sequence[Vote], *, seed: int = 0) -> Agreement:
    """Return the agreement of the votes, all of one criterion; for choices between two, alpha counts as nominal."""
    laid = table(votes)
    domain, found = counts(laid.values)
    found = found[found.sum(axis=1) >= 2]
    chosen: Level = "nominal" if any(vote.left for vote in votes) else "ordinal"
    kinds, sizes = _alike(found)
    alphas = {level: _alpha(kinds, sizes, domain, level, seed) for level in LEVELS}
    strength = _strength(alphas[chosen])
    return Agreement(
        criterion=votes[0].criterion if votes else "",
        items=len(laid.items),
        raters=len(laid.raters),
        ratings=int(np.isfinite(laid.values).sum()),
        shared=len(found),
        alpha_ordinal=alphas["ordinal"],
        alpha_interval=alphas["interval"],
        alpha_nominal=alphas["nominal"],
        fleiss=estimate(sizes, lambda times: fleiss(kinds, times), seed=seed),
        raw=estimate(sizes, lambda times: raw(kinds, times), seed=seed),
        cohen=tuple(_pairs(laid, seed)),
        strength=strength,
        sentence=_sentence(strength, alphas[chosen]),
    )


def _alike(found: Array) -> tuple[Array, Array]:
    """Return each different row once, and how many there are of it."""
    kinds, sizes = np.unique(found, axis=0, return_counts=True)
    return kinds, sizes.astype(float)


def _alpha(kinds: Array, sizes: Array, domain: Array, level: Level, seed: int) -> Estimate:
    drawn = estimate(sizes, lambda times: alpha_of(kinds, times, domain, level), seed=seed)
    told = alpha(np.repeat(kinds, sizes.astype(int), axis=0), domain, level)
    return replace(drawn, value=told) if drawn.value is not None else drawn


def _pairs(laid: Table, seed: int) -> list[Pair]:
    made = []
    for (a, one), (b, other) in combinations(zip(laid.raters, laid.values, strict=True), 2):
        both = np.isfinite(one) & np.isfinite(other)
        if both.sum() >= 2:
            made.append(Pair(raters=(a, b), kappa=_kappa(one[both], other[both], seed)))
    return made


def _kappa(one: Array, other: Array, seed: int) -> Estimate:
    kinds, sizes = _alike(np.stack([one, other], axis=1))
    return estimate(sizes, lambda times: cohen(kinds[:, 0], kinds[:, 1], times), seed=seed)


def _strength(found: Estimate) -> Strength:
    if found.value is None or found.low is None or found.n < FEWEST:
        return "unknown"
    if found.low >= STRONG:
        return "strong"
    return "none" if found.low <= NONE else "weak"


def _sentence(strength: Strength, found: Estimate) -> str:
    if strength == "unknown" and found.n < FEWEST:
        return f"Too few items were rated by two people to say anything: {found.n}, and {FEWEST} are needed."
    if strength == "unknown":
        return "Everybody gave the same value, so agreement can't be told from chance."
    figures = f"alpha {found.value:.2f}, 95 % interval {found.low:.2f} to {found.high:.2f}, {found.n} items"
    words = {
        "strong": "Strong agreement: the raters mean the same by this scale",
        "weak": "Weak agreement: better than chance, but too little to rank closely on",
        "none": "No agreement: these raters can't be told from raters at random, so don't rank on this",
    }
    return f"{words[strength]} ({figures})."
