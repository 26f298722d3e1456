"""Raters whose agreement is known, because it was made."""

import numpy as np

from minigiants.rating import Vote


def copying(items: int, raters: int, share: float, *, seed: int, steps: int = 5) -> list[Vote]:
    """Each rater gives an item's true value with probability `share`, else any value at random.

    Values are uniform, so the expected nominal alpha of two such raters is share squared.
    """
    rng = np.random.default_rng(seed)
    truth = rng.integers(1, steps + 1, items)
    guess = rng.integers(1, steps + 1, (raters, items))
    knows = rng.random((raters, items)) < share
    given = np.where(knows, truth, guess)
    return [
        Vote(item=str(item), rater=f"r{rater}", value=float(given[rater, item]))
        for item in range(items)
        for rater in range(raters)
    ]


def choices(strengths: dict[str, float], votes: int, *, ties: float, seed: int) -> list[Vote]:
    """Draw choices between two by Davidson's model; strengths are log-odds."""
    rng = np.random.default_rng(seed)
    names = list(strengths)
    made = []
    for number in range(votes):
        left, right = rng.choice(len(names), 2, replace=False)
        a, b = (np.exp(strengths[names[n]]) for n in (left, right))
        weights = np.array([ties * np.sqrt(a * b), a, b])
        value = float(rng.choice(3, p=weights / weights.sum()))
        made.append(Vote(item=str(number), rater="r", value=value, left=names[left], right=names[right]))
    return made
