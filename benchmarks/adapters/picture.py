"""Draw quality against seconds, with an arrow from each base to its adapted self.

`python -m benchmarks.adapters.picture docs/adapters.json docs/adapters.svg` writes it. The first file holds panels:
`{"title", "seconds", "points": [{"name", "base": [seconds, quality], "adapted": [seconds, quality]}]}`, where "seconds"
names the axis, quality is a share from 0 to 1, and "adapted" may be missing.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Point = tuple[float, float]
WIDTH, HEIGHT = 360, 340
"""Of one panel."""
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 44, 52
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#333}.title{font-weight:600}"
    "line,path{stroke:#777;fill:none}.grid{stroke:#7773}.base{fill:#777}.adapted{fill:#0b6e4f}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}line,path{stroke:#999}.base{fill:#aaa}.adapted{fill:#4cc38a}}"
)
HEAD = (
    '<defs><marker id="head" viewBox="0 0 8 8" refX="13" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0L8 4L0 8"/></marker></defs>'
)


def picture(panels: Sequence[Mapping[str, Any]]) -> str:
    """Return the panels beside each other as SVG."""
    drawn = "".join(
        f'<g transform="translate({WIDTH * index} 0)">{_panel(panel)}</g>' for index, panel in enumerate(panels)
    )
    told = " ".join(f"{panel['title']}: {'; '.join(map(_told, panel['points']))}." for panel in panels)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}" role="img">'
        f"<title>{told}</title><style>{STYLE}</style>{HEAD}{drawn}</svg>\n"
    )


def _panel(panel: Mapping[str, Any]) -> str:
    drawn = [(point, key) for point in panel["points"] for key in ("base", "adapted") if key in point]
    longest = 1.25 * max(point[key][0] for point, key in drawn)
    best = max(point[key][1] for point, key in drawn)
    return (
        _axes(panel, longest)
        + "".join(_arrow(point, longest) for point in panel["points"])
        + "".join(_dot(point, key, longest, best) for point, key in drawn)
    )


def _arrow(point: Mapping[str, Any], longest: float) -> str:
    if "adapted" not in point:
        return ""
    (x1, y1), (x2, y2) = (_place(point[key], longest) for key in ("base", "adapted"))
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" marker-end="url(#head)"/>'


def _dot(point: Mapping[str, Any], key: str, longest: float, best: float) -> str:
    """Draw one point with its name: the better of a pair and the best of all above it, the others below."""
    x, y = _place(point[key], longest)
    other = point.get("adapted" if key == "base" else "base")
    value = point[key][1]
    above = value == best if other is None else (value, key == "adapted") > (other[1], key == "base")
    anchor = "middle" if other is None else "end" if x > WIDTH * 0.6 else "start"
    name = point["name"] + (", adapted" if key == "adapted" else "")
    return (
        f'<g transform="translate({x} {y})"><circle class="{key}" r="5"/>'
        f'<text text-anchor="{anchor}" y="{-10 if above else 20}">{name}: {value:.2f}</text></g>'
    )


def _told(point: Mapping[str, Any]) -> str:
    parts = [f"{point['name']} {point['base'][1]:.2f} in {point['base'][0]:.1f} s"]
    if "adapted" in point:
        parts.append(f"adapted {point['adapted'][1]:.2f} in {point['adapted'][0]:.1f} s")
    return ", ".join(parts)


def _place(point: Point, longest: float) -> tuple[int, int]:
    """Return where a point stands in its panel: seconds to the right, quality upwards."""
    seconds, quality = point
    x = LEFT + (WIDTH - LEFT - RIGHT) * seconds / longest
    y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * quality
    return round(x), round(y)


def _axes(panel: Mapping[str, Any], longest: float) -> str:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    lines = []
    for quarter in range(5):
        y = _place((0, quarter / 4), longest)[1]
        lines.append(f'<line class="grid" x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}"/>')
        lines.append(f'<text text-anchor="end" x="{LEFT - 8}" y="{y + 4}">{quarter / 4:.2f}</text>')
    return (
        f'<text class="title" x="{LEFT}" y="20">{panel["title"]}</text>'
        + "".join(lines)
        + f'<line x1="{LEFT}" y1="{bottom}" x2="{right}" y2="{bottom}"/>'
        f'<text x="{LEFT}" y="{bottom + 20}">0</text>'
        f'<text text-anchor="end" x="{right}" y="{bottom + 20}">{longest:.0f}</text>'
        f'<text text-anchor="middle" x="{(LEFT + right) // 2}" y="{bottom + 40}">{panel["seconds"]}</text>'
    )


def main() -> None:
    """Write the picture."""
    source, target = map(Path, sys.argv[1:])
    target.write_text(picture(json.loads(source.read_text("utf-8"))), "utf-8")


if __name__ == "__main__":
    main()
