"""Draw shares week by week as SVG, with a line where the model changed, and show drawings with words for them."""

import base64
from collections.abc import Sequence
from html import escape

import streamlit as st

from minigiants.rating import Estimate, Week

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 260, 46, 14, 30, 40
ANSWERED, LIKED = "#0b5c8a", "#b3541e"
_LABELS = 8
"""Dates that fit below each other's neighbours."""


def show_drawing(drawing: str, words: str) -> None:
    """Show an SVG over the whole width; `words` say what is on it to readers who hear it, which `st.image` can't."""
    data = base64.b64encode(drawing.encode()).decode()
    st.html(f"<img style='width: 100%' alt='{escape(words, quote=True)}' src='data:image/svg+xml;base64,{data}'>")


def over_time(weeks: Sequence[Week]) -> str:
    """Return the picture: answered as full points, thumbs up as hollow ones, each with its interval."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="system-ui, sans-serif" font-size="12"><title>Shares week by week</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for share in (0.0, 0.5, 1.0):
        y = _y(share)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#333">{share:.1f}</text>')
    step = (WIDTH - LEFT - RIGHT) / len(weeks)
    every = -(-len(weeks) // _LABELS)
    for n, week in enumerate(weeks):
        x = LEFT + step * (n + 0.5)
        if week.changed:
            edge = x - step / 2
            parts.append(f'<path d="M{edge:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#a11d45" stroke-dasharray="4 3"/>')
            told = escape(week.model)
            parts.append(f'<text x="{edge:.1f}" y="{TOP - 8}" text-anchor="middle" fill="#a11d45">{told}</text>')
        if n % every == 0:
            day = f"{week.monday:%d %b}"
            parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle" fill="#333">{day}</text>')
        parts += [_point(x - 4, week.answered, ANSWERED, full=True), _point(x + 4, week.liked, LIKED, full=False)]
    parts.append(_legend())
    return "\n".join(part for part in [*parts, "</svg>"] if part)


def _point(x: float, share: Estimate, colour: str, *, full: bool) -> str:
    if share.value is None or share.low is None or share.high is None:
        return ""
    whisker = f'<path d="M{x:.1f} {_y(share.low):.1f}V{_y(share.high):.1f}" stroke="{colour}" opacity=".45"/>'
    fill = colour if full else "#fff"
    return f'{whisker}<circle cx="{x:.1f}" cy="{_y(share.value):.1f}" r="4" fill="{fill}" stroke="{colour}"/>'


def _y(share: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)


def _legend() -> str:
    y = HEIGHT - 8
    return (
        f'<circle cx="{LEFT + 6}" cy="{y - 4}" r="4" fill="{ANSWERED}"/><text x="{LEFT + 16}" y="{y}">answered</text>'
        f'<circle cx="{LEFT + 96}" cy="{y - 4}" r="4" fill="#fff" stroke="{LIKED}"/>'
        f'<text x="{LEFT + 106}" y="{y}">thumbs up</text>'
        f'<text x="{LEFT + 190}" y="{y}" fill="#a11d45">dashed: another model from here on</text>'
    )
