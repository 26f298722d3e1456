"""Lay down which examples are learned at which step, the same for the same seed."""

import random
from collections.abc import Sequence
from functools import cache

from minigiants.adapt._lesson import Recipe

Passes = tuple[tuple[int, ...], ...]
"""A step's forward passes: the numbers of examples that are read together."""

_NEAR = 8
"""Batches that are sorted by length together; all would give the long ones no company of chance."""


def step_examples(lengths: Sequence[int], step: int, recipe: Recipe) -> tuple[int, ...]:
    """Return the numbers of the examples of `step`, from 0: of like length, each used once before any is used again.

    >>> step_examples([5, 90, 6, 80], 0, Recipe(batch=2)), step_examples([5, 90, 6, 80], 1, Recipe(batch=2))
    ((0, 2), (3, 1))
    """
    each = -(-len(lengths) // recipe.batch)
    return _epoch(tuple(lengths), step // each, recipe.batch, recipe.seed)[step % each]


def passes(chosen: Sequence[int], lengths: Sequence[int], recipe: Recipe) -> Passes:
    """Put examples of like length together, as many as a forward pass may hold, its padding included.

    >>> passes([0, 1, 2], [10, 90, 12], Recipe(at_once=100))
    ((0, 2), (1,))
    """
    batches: list[tuple[int, ...]] = []
    for number in sorted(chosen, key=lambda n: (lengths[n], n)):
        last = batches[-1] if batches else ()
        if last and (len(last) + 1) * lengths[number] <= recipe.at_once:
            batches[-1] = (*last, number)
        else:
            batches.append((number,))
    return tuple(batches)


def rate(step: int, total: int, recipe: Recipe) -> float:
    """Return the learning rate of `step`: rising through the warm-up, then falling to 0 behind the last step.

    >>> [round(rate(step, 12, Recipe(rate=8, warm_up=2)), 1) for step in (0, 1, 2, 11)]
    [4.0, 8.0, 8.0, 0.8]
    """
    if step < recipe.warm_up:
        return recipe.rate * (step + 1) / recipe.warm_up
    return recipe.rate * max(total - step, 0) / max(total - recipe.warm_up, 1)


def steps_in(seconds: float, spent: float, steps: int) -> int:
    """Return how many steps there can be in all, from what the first `steps` took; at least one more.

    >>> steps_in(600, 60, 6)
    60
    """
    return max(steps + 1, int(seconds / max(spent / max(steps, 1), 1e-6)))


@cache
def _epoch(lengths: tuple[int, ...], epoch: int, batch: int, seed: int) -> tuple[tuple[int, ...], ...]:
    dice = random.Random(f"{seed}-{epoch}")  # noqa: S311 - an order, not a secret
    order = list(range(len(lengths)))
    dice.shuffle(order)
    batches: list[tuple[int, ...]] = []
    for start in range(0, len(order), batch * _NEAR):
        near = sorted(order[start : start + batch * _NEAR], key=lambda n: (lengths[n], n))
        batches += [tuple(near[at : at + batch]) for at in range(0, len(near), batch)]
    dice.shuffle(batches)
    return tuple(batches)
