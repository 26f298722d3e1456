"""Promise that at most so many of the answers shown are wrong: the bar for showing one is computed from ratings.

Risk-controlled abstention after Angelopoulos, Bates, Candès, Jordan and Lei, "Learn then Test: Calibrating Predictive
Algorithms to Achieve Risk Control" (2021): each of a few fixed bars is tested against the hypothesis that more than the
promised share of what it shows is wrong, with an exact binomial tail and Bonferroni's correction over the bars.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

BARS = (0.6, 0.7, 0.8, 0.9)
"""Probabilities of being right from which an answer may be shown; fixed before any rating is seen."""
CONFIDENCE = 0.95
"""Share of sites for which a promise holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RatedAnswer:
    """An answer that was shown: the probability of being right that it was given, and what people said."""

    probability: float
    right: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """What can be promised of answers from a bar on, or how many ratings are missing for it."""

    at_most: float
    """Share of wrong ones among the answers shown."""
    bar: float | None
    """None where nothing can be promised yet."""
    ratings: int
    """Rated answers from the bar on, or all of them where there is none."""
    wrong: int
    """Of those."""
    needed: int
    """Rated answers that would do if none of them were wrong."""

    def __str__(self) -> str:
        """Say it in one sentence."""
        share = f"at most {100 * self.at_most:g} in 100 answers wrong"
        if self.bar is None:
            seen = f"{self.ratings:,} of at least {self.needed:,}, {self.wrong:,} of them wrong"
            return f"Not promised yet, {share}: not enough ratings ({seen})."
        return f"Promised, {share}: by {self.ratings:,} ratings, {self.wrong:,} of them wrong, from {self.bar:g} on."


def promise(rated: Sequence[RatedAnswer], at_most: float) -> Promise:
    """Return the lowest bar from which at most a share of `at_most` is wrong, at 95 % confidence.

    >>> right = [RatedAnswer(probability=0.9, right=True)] * 100
    >>> promise(right, 0.05).bar, promise(right[:80], 0.05).bar, promise(right[:80], 0.05).needed
    (0.6, None, 86)
    """
    level = (1 - CONFIDENCE) / len(BARS)
    needed = math.ceil(math.log(level) / math.log(1 - at_most))
    for bar in BARS:
        shown = [answer for answer in rated if answer.probability >= bar]
        wrong = sum(not answer.right for answer in shown)
        if _tail(wrong, len(shown), at_most) <= level:
            return Promise(at_most=at_most, bar=bar, ratings=len(shown), wrong=wrong, needed=needed)
    wrong = sum(not answer.right for answer in rated)
    return Promise(at_most=at_most, bar=None, ratings=len(rated), wrong=wrong, needed=needed)


def _tail(wrong: int, n: int, share: float) -> float:
    """Return how probable it is that no more than `wrong` of `n` are wrong where a `share` of all is."""

    def exactly(k: int) -> float:
        ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        return math.exp(ways + k * math.log(share) + (n - k) * math.log1p(-share))

    return min(1.0, sum(map(exactly, range(wrong + 1))))
