"""Draw quality against what it takes, as SVG without anything from elsewhere."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 62, 20, 18, 52
COLOURS = ("#0b5c8a", "#b3541e", "#3c7a3e", "#7a3b8f", "#8a6d00", "#555555", "#a11d45", "#1f7f7a")
_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A contender's place in a picture."""

    model: str
    step: str
    """bare, pipeline or adapted: a model's points are joined in this order."""
    x: float
    """Positive: the scale is logarithmic."""
    y: float
    low: float
    high: float


STEPS = ("bare", "pipeline", "adapted")


def frontier(points: Sequence[Point], *, lower: bool = False) -> list[Point]:
    """Return the points that no other beats at once in both, from the cheapest.

    >>> made = [Point(model=m, step="bare", x=x, y=y, low=y, high=y) for m, x, y in (("a", 1, .5), ("b", 2, .4))]
    >>> [p.model for p in frontier(made)]
    ['a']
    """
    sign, best, best_points = (-1 if lower else 1), -math.inf, []
    for point in sorted(points, key=lambda p: (p.x, -sign * p.y)):
        if sign * point.y > best:
            best_points.append(point)
            best = sign * point.y
    return best_points


def picture(points: Sequence[Point], *, title: str, across: str, up: str, lower: bool = False) -> str:
    """Return an SVG: hollow points are bare, full ones the pipeline, diamonds adapted; the frontier is dashed."""
    if not points:
        return ""
    least, most = min(p.x for p in points) / 1.4, max(p.x for p in points) * 1.6
    models = list(dict.fromkeys(p.model for p in points))
    colours = {model: COLOURS[n % len(COLOURS)] for n, model in enumerate(models)}

    def at_x(x: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (math.log(x / least) / math.log(most / least))

    def at_y(y: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - y)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 22 * len(models)}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12"><title>{escape(title)}</title>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#444"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT + 22 * len(models)}" fill="#fff"/>',
        *_axes(at_x, at_y, (least, most), across, up),
        _line(frontier(points, lower=lower), at_x, at_y),
        *(_arrows([p for p in points if p.model == model], at_x, at_y) for model in models),
        *(_mark(point, colours[point.model], at_x(point.x), at_y) for point in points),
        *_legend(models, colours),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


Scale = Callable[[float], float]


def _axes(at_x: Scale, at_y: Scale, span: tuple[float, float], across: str, up: str) -> list[str]:
    parts = []
    for share in (0, 0.2, 0.4, 0.6, 0.8, 1):
        y = at_y(share)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#333">{share:.1f}</text>')
    for tick in _TICKS:
        if span[0] <= tick <= span[1]:
            x = at_x(tick)
            parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/>')
            label = f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#333">{tick:g}</text>'
            parts.append(label)
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">{escape(across)}</text>')
    turned = f"rotate(-90 16 {(TOP + HEIGHT - BOTTOM) / 2})"
    parts.append(
        f'<text x="16" y="{(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="{turned}">{escape(up)}</text>'
    )
    return parts


def _line(points: Sequence[Point], at_x: Scale, at_y: Scale) -> str:
    steps = " ".join(f"{at_x(p.x):.1f},{at_y(p.y):.1f}" for p in points)
    return f'<polyline points="{steps}" fill="none" stroke="#999" stroke-dasharray="5 4"/>'


def _arrows(points: Sequence[Point], at_x: Scale, at_y: Scale) -> str:
    order = sorted(points, key=lambda p: STEPS.index(p.step))
    paths = []
    for one, other in pairwise(order):
        x, y = at_x(other.x) - at_x(one.x), at_y(other.y) - at_y(one.y)
        length = math.hypot(x, y)
        if length > 16:  # the arrow ends before the mark that it leads to
            begin = at_x(one.x) + 7 * x / length, at_y(one.y) + 7 * y / length
            end = at_x(other.x) - 8 * x / length, at_y(other.y) - 8 * y / length
            path = f"M{begin[0]:.1f} {begin[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"
            paths.append(f'<path d="{path}" stroke="#444" marker-end="url(#tip)"/>')
    return "".join(paths)


def _mark(point: Point, colour: str, x: float, at_y: Scale) -> str:
    y = at_y(point.y)
    whisker = f'<path d="M{x:.1f} {at_y(point.low):.1f}V{at_y(point.high):.1f}" stroke="{colour}" opacity=".45"/>'
    told = f"<title>{escape(point.model)}, {point.step}: {point.y:.2f} [{point.low:.2f}, {point.high:.2f}]</title>"
    return f'<g class="point">{told}{whisker}{_sign(point.step, colour, x, y)}</g>'


def _sign(step: str, colour: str, x: float, y: float) -> str:
    if step == "adapted":
        return f'<path d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z" fill="{colour}"/>'
    fill = "#fff" if step == "bare" else colour
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'


def _legend(models: Sequence[str], colours: dict[str, str]) -> list[str]:
    marks = []
    for n, model in enumerate(models):
        y = HEIGHT + 22 * n + 4
        marks.append(_sign("pipeline", colours[model], LEFT + 6, y))
        marks.append(f'<text x="{LEFT + 20}" y="{y + 4}">{escape(model)}</text>')
    # As far apart as the words before take in a wide font, and the last ends before the edge.
    signs = ((270, "bare", "bare"), (340, "pipeline", "with the pipeline"), (490, "adapted", "with an adapter"))
    for x, step, words in signs:
        marks.append(_sign(step, "#444", x, HEIGHT + 4))
        marks.append(f'<text x="{x + 12}" y="{HEIGHT + 8}">{words}</text>')
    return marks
