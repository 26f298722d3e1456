"""Show a text with its marks; one can press a mark, or select what was missed. No text is ever read as markup."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

HUES = {"people": "#c2410c", "time": "#1d6fd1", "places": "#15803d", "contact": "#9333ea", "numbers": "#be185d"}
"""Colour of each family of types; on the page it is mixed with the background, see `SHARE`."""
SHARE = 20
"""Percent of the colour in a mark's background: the page's own text colour stays readable on it."""
_COLOURS = "".join(f".mg-{name} {{ --mg-hue: {hue}; }}\n" for name, hue in HUES.items())
_CSS = f".mg-note {{ --mg-share: {SHARE}%; }}\n{_COLOURS}" + Path(__file__).with_suffix(".css").read_text("utf-8")
_HTML = """
<div class="mg-note">
  <div class="mg-note-text"></div>
  <div class="mg-add" role="group" aria-label="Mark the selected text" hidden>
    <span>Mark “<span class="mg-chosen"></span>” as</span>
    <select aria-label="What it is"></select>
    <button type="button" data-every="yes">Every place</button>
    <button type="button" data-every="">Only here</button>
  </div>
</div>
"""
# textContent, never innerHTML: what a note says stays text. Offsets are in code points, as in Python.
_JS = Path(__file__).with_suffix(".js").read_text("utf-8")
_component = component("minigiants_review", html=_HTML, css=_CSS, js=_JS, isolate_styles=False)


def show_marks(
    parts: Sequence[Mapping[str, Any]],
    types: Sequence[tuple[str, str]],
    key: str,
    *,
    on_pressed: Callable[[int], None],
    on_selected: Callable[[Mapping[str, Any]], None],
) -> None:
    """Show a text whose marks can be pressed, and in which more can be marked as one of `types` (type, words)."""

    def pressed() -> None:
        start = st.session_state[key]["pressed"]
        if isinstance(start, int):
            on_pressed(start)

    def selected() -> None:
        chosen = st.session_state[key]["selected"]
        if isinstance(chosen, Mapping):
            on_selected(chosen)

    data = {"parts": list(parts), "types": [list(pair) for pair in types]}
    _component(data=data, key=key, on_pressed_change=pressed, on_selected_change=selected)


def show_text(parts: Sequence[Mapping[str, Any]], key: str) -> None:
    """Show a text with its marks, only to read."""
    _component(data={"parts": list(parts), "types": None}, key=key)
