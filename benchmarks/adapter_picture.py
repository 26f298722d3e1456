"""Draw quality against seconds, with an arrow from each base to its adapted self, from the gate's figures on the cards.

`python -m benchmarks.adapter_picture docs/adapters.svg CARD.json...` writes the picture.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 360, 70, 50
STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#333}line,path{stroke:#777;fill:none}"
    ".base{fill:#777}.adapted{fill:#0b6e4f}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}line,path{stroke:#999}.base{fill:#aaa}.adapted{fill:#4cc38a}}"
)


def picture(cards: Sequence[Mapping[str, object]], quality: str = "header right") -> str:
    """Return the picture as SVG; each card needs the gate's figures for `quality` and "seconds"."""
    points = [_points(card, quality) for card in cards]
    longest = max(x for pair in points for x, _ in pair) * 1.15
    parts = [_axis(longest, quality)]
    for card, ((x1, y1), (x2, y2)) in zip(cards, points, strict=True):
        a, b = _place(x1, y1, longest), _place(x2, y2, longest)
        parts.append(f'<line x1="{a[0]}" y1="{a[1]}" x2="{b[0]}" y2="{b[1]}" marker-end="url(#head)"/>')
        parts.append(f'<circle class="base" cx="{a[0]}" cy="{a[1]}" r="5"/>')
        parts.append(f'<circle class="adapted" cx="{b[0]}" cy="{b[1]}" r="5"/>')
        parts.append(f'<text x="{a[0] + 9}" y="{a[1] + 5}">{card["base"]} as it comes: {y1:.2f}, {x1:.1f} s</text>')
        parts.append(f'<text x="{b[0] + 9}" y="{b[1] + 5}">adapted: {y2:.2f}, {x2:.1f} s</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><style>{STYLE}</style>'
        '<defs><marker id="head" viewBox="0 0 8 8" refX="13" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L8 4L0 8"/></marker></defs>' + "".join(parts) + "</svg>\n"
    )


def _points(card: Mapping[str, object], quality: str) -> tuple[tuple[float, float], tuple[float, float]]:
    gate = card["gate"]
    assert isinstance(gate, Mapping)
    rows = {row["name"]: row for row in gate["compared"]}
    seconds, right = rows["seconds"], rows[quality]
    return (seconds["base"], right["base"]), (seconds["adapted"], right["adapted"])


def _place(seconds: float, right: float, longest: float) -> tuple[int, int]:
    """Return where a point stands in the picture: seconds to the right, quality upwards."""
    x = LEFT + (WIDTH - LEFT - 220) * seconds / longest
    y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - 30) * right
    return round(x), round(y)


def _axis(longest: float, quality: str) -> str:
    bottom, right = HEIGHT - BOTTOM, WIDTH - 220
    marks = "".join(
        f'<text x="{LEFT - 36}" y="{_place(0, tick / 4, longest)[1] + 5}">{tick / 4:.2f}</text>' for tick in range(5)
    )
    return (
        f'<line x1="{LEFT}" y1="{bottom}" x2="{right}" y2="{bottom}"/>'
        f'<line x1="{LEFT}" y1="30" x2="{LEFT}" y2="{bottom}"/>{marks}'
        f'<text x="{LEFT}" y="18">{quality}, share</text>'
        f'<text x="{right - 130}" y="{bottom + 34}">seconds a dialogue</text>'
        f'<text x="{LEFT - 4}" y="{bottom + 20}">0</text>'
        f'<text x="{right - 20}" y="{bottom + 20}">{longest:.0f}</text>'
    )


def main() -> None:
    """Write the picture."""
    target, *cards = map(Path, sys.argv[1:])
    target.write_text(picture([json.loads(card.read_text("utf-8")) for card in cards]), "utf-8")


if __name__ == "__main__":
    main()
