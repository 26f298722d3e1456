"""Say in a sentence which is the smallest model that is enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minigiants.comparing.contenders import BARE, Contender
from minigiants.comparing.standings import Standing

_WAYS = {"bare": "bare", "pipeline": "through the pipeline"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Bars:
    """What is enough."""

    value: float = 0.8
    """That the deciding figure must reach."""
    sure: float = 0.9
    """Probability with which it must."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Smallest:
    """The smallest that meets the bar, or None and what came nearest."""

    contender: Contender | None
    chance: float
    sentence: str


def smallest(
    standings: Sequence[Standing], chances: Mapping[str, float], bars: Bars, *, metric: str, lower: bool = False
) -> Smallest:
    """Return the smallest model that meets the bar with the probability asked for; the cheaper way where two do."""
    order = sorted(standings, key=lambda s: (s.size, s.contender.way == BARE, bool(s.contender.adapter)))
    aim = f"{'at most' if lower else 'at least'} {bars.value:.2f}"
    for each in order:
        if chances[each.contender.name] >= bars.sure and each.n:
            mean, chance = each.means[metric], chances[each.contender.name]
            told = f"{_named(each)} is the smallest of these with “{metric}” {aim}"
            figures = f"{mean.value:.2f} [{mean.low:.2f}, {mean.high:.2f}], n={mean.n}"
            sentence = f"{told}, with a probability of {_chance(chance)} ({figures})."
            return Smallest(contender=each.contender, chance=chance, sentence=sentence)
    measured = [each for each in order if each.means[metric].n]
    if not measured:
        return Smallest(contender=None, chance=0.0, sentence="Nothing has been measured yet.")
    best = max(measured, key=lambda s: (chances[s.contender.name], s.means[metric].value * (-1 if lower else 1)))
    mean, chance = best.means[metric], chances[best.contender.name]
    sentence = (
        f"None of these has “{metric}” {aim} with a probability of {bars.sure:.2f}; the nearest is {_named(best)} with "
        f"{mean.value:.2f} [{mean.low:.2f}, {mean.high:.2f}], n={mean.n}, probability {_chance(chance)}."
    )
    return Smallest(contender=None, chance=chance, sentence=sentence)


def _named(each: Standing) -> str:
    way = "with its adapter" if each.contender.adapter else _WAYS[each.contender.way]
    size = f" ({each.size / 1e9:.1f} GB)" if each.size else ""
    return f"{each.contender.model}{size}, {way},"


def _chance(value: float) -> str:
    return "over .99" if value > 0.99 else "under .01" if value < 0.01 else f"{value:.2f}"
