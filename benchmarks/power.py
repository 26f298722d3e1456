"""Say how many items tell two models apart, and draw it: `python -m benchmarks.power [docs/judging.svg]`.

Two models are asked the same items; on some only one of them is right. The exact test of these (McNemar 1947, "Note on
the sampling error of the difference between correlated proportions") finds the difference with a probability that is
counted here in simulations.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.stats import binom

DISCORDANT = 0.3
"""Share of the items on which only one of the two is right, about what our own models have on our own questions."""
ITEMS = (16, 30, 50, 100, 200, 400, 1000)
DIFFERENCES = (0.05, 0.1, 0.15, 0.2, 0.3)
SIMULATIONS = 20_000
WIDTH, HEIGHT, LEFT, BOTTOM = 560, 300, 50, 40
_COLOURS = ("#7b8794", "#3a7ca5", "#2f8f5b", "#b7791f", "#b5394a")


def main() -> None:
    """Print the table, and draw it where a file is named."""
    curves = [[power(n, difference) for n in ITEMS] for difference in DIFFERENCES]
    print("difference", *(f"n={n}" for n in ITEMS), sep="\t")
    for difference, curve in zip(DIFFERENCES, curves, strict=True):
        print(difference, *(f"{value:.2f}" for value in curve), sep="\t")
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(drawing(curves), encoding="utf-8")


def power(n: int, difference: float, *, seed: int = 0) -> float:
    """Return the probability that `n` items show a true `difference` of the shares of right ones at p < .05.

    >>> power(1000, 0.0) < 0.06, power(1000, 0.2)
    (True, 1.0)
    """
    better, worse = (DISCORDANT + difference) / 2, (DISCORDANT - difference) / 2
    drawn = np.random.default_rng(seed).multinomial(n, [better, worse, 1 - DISCORDANT], size=SIMULATIONS)
    fewer, either = drawn[:, :2].min(axis=1), drawn[:, :2].sum(axis=1)
    return float((2 * binom.cdf(fewer, either, 0.5) < 0.05).mean())


def drawing(curves: Sequence[Sequence[float]]) -> str:
    """Return the curves as a picture: items from left to right, probability upwards."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        "<title>How likely a comparison shows a difference, by the number of items</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for value in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<path d="M{LEFT} {_y(value)}H{WIDTH - 90}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{_y(value) + 4}" text-anchor="end" fill="#333">{value:.2f}</text>')
    for at, n in enumerate(ITEMS):
        parts.append(f'<text x="{_x(at)}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#333">{n}</text>')
    for curve, colour in zip(curves, _COLOURS, strict=True):
        points = " ".join(f"{_x(at)},{_y(value)}" for at, value in enumerate(curve))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
    for place, (difference, colour) in enumerate(zip(DIFFERENCES, _COLOURS, strict=True)):
        height = _y(1) + 16 * (len(DIFFERENCES) - place)
        parts.append(f'<text x="{WIDTH - 80}" y="{height}" fill="{colour}">{difference:.2f} apart</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 6}" fill="#333">items that both were asked</text></svg>\n')
    return "\n".join(parts)


def _x(at: int) -> float:
    return round(LEFT + 10 + at * (WIDTH - 110 - LEFT) / (len(ITEMS) - 1), 1)


def _y(value: float) -> float:
    return round(HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - 20), 1)


if __name__ == "__main__":
    main()
