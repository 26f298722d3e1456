"""Show a text with its marks; one can press a mark, or select what was missed. No text is ever read as markup."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

HUES = {"people": "#c2410c", "time": "#1d6fd1", "places": "#15803d", "contact": "#9333ea", "numbers": "#be185d"}
"""Colour of each family of types; on the page it is mixed with the background, see `SHARE`."""
SHARE = 20
"""Percent of the colour in a mark's background: the page's own text colour stays readable on it."""
_COLOURS = "\n".join(f".mg-{name} {{ --mg-hue: {hue}; }}" for name, hue in HUES.items())
_CSS = f"""
.mg-note {{ font-family: var(--st-font); color: var(--st-text-color); font-size: 1rem; line-height: 1.9; }}
.mg-note-text {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
{_COLOURS}
.mg-mark {{ color: inherit; padding: 0.1em 0.2em; border-radius: 0.25rem; border-bottom: 2px solid var(--mg-hue);
            background: color-mix(in srgb, var(--mg-hue) {SHARE}%, var(--st-background-color)); }}
.mg-mark::after {{ content: attr(data-kind); font-size: 0.72rem; margin-left: 0.4em; font-style: italic; }}
.mg-mark.mg-stays {{ background: transparent; border-bottom-style: dashed; }}
.mg-mark[role=button] {{ cursor: pointer; }}
.mg-mark[role=button]:hover {{ outline: 1px solid var(--mg-hue); }}
.mg-mark[role=button]:focus-visible {{ outline: 2px solid var(--st-text-color); outline-offset: 2px; }}
.mg-add {{ position: sticky; bottom: 1rem; z-index: 2; display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center;
           padding: 0.5rem; margin-top: 0.5rem; line-height: 1.4; border-radius: 0.4rem;
           background: var(--st-secondary-background-color); border: 1px solid var(--st-border-color); }}
.mg-add[hidden] {{ display: none; }}
.mg-add select, .mg-add button {{ font: inherit; font-size: 0.9rem; padding: 0.25rem 0.5rem; border-radius: 0.35rem;
           color: var(--st-text-color); background: var(--st-background-color); border: 1px solid currentColor; }}
.mg-add button {{ cursor: pointer; }}
.mg-chosen {{ overflow-wrap: anywhere; }}
"""
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
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const text = parentElement.querySelector('.mg-note-text');
  const bar = parentElement.querySelector('.mg-add');
  text.send = setTriggerValue;
  const draw = (part) => {
    if (!part.kind) return document.createTextNode(part.text);
    const mark = document.createElement('mark');
    mark.textContent = part.text;
    mark.className = `mg-mark mg-${part.family}` + (part.out ? '' : ' mg-stays');
    mark.dataset.kind = part.kind;
    if (!data.types) return mark;
    mark.dataset.start = part.start;
    mark.title = part.label;
    mark.setAttribute('role', 'button');
    mark.setAttribute('aria-label', part.label);
    mark.setAttribute('aria-pressed', String(part.out));
    mark.tabIndex = 0;
    mark.onclick = () => { if (getSelection().isCollapsed) text.send('pressed', part.start); };
    mark.onkeydown = (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      text.send('pressed', part.start);
    };
    return mark;
  };
  // Drawn anew only when it changed: a selection that somebody is making stays.
  const shown = JSON.stringify(data.parts);
  if (text.shown !== shown) {
    const focused = text.contains(document.activeElement) ? document.activeElement.dataset.start : null;
    text.replaceChildren(...data.parts.map(draw));
    text.shown = shown;
    bar.hidden = true;
    if (focused !== null) text.querySelector(`[data-start="${focused}"]`)?.focus();
  }
  if (!data.types) return;

  const select = bar.querySelector('select');
  if (!select.options.length) select.append(...data.types.map(([type, name]) => new Option(name, type)));
  const until = (node, offset) => {
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(node, offset);
    return [...before.toString()].length;
  };
  const look = () => {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    if (!range || range.collapsed || !text.contains(range.commonAncestorContainer)) return;
    const { startContainer, startOffset, endContainer, endOffset } = range;
    bar.chosen = { start: until(startContainer, startOffset), end: until(endContainer, endOffset) };
    const said = range.toString().trim();
    bar.querySelector('.mg-chosen').textContent = said.length > 60 ? said.slice(0, 59) + '…' : said;
    bar.hidden = !said;
  };
  for (const button of bar.querySelectorAll('button')) {
    button.onclick = () => {
      const { value: type } = select;
      if (bar.chosen) text.send('selected', { ...bar.chosen, type, every: Boolean(button.dataset.every) });
      getSelection().removeAllRanges();
      bar.hidden = true;
    };
  }
  document.addEventListener('selectionchange', look);
  return () => document.removeEventListener('selectionchange', look);
}
"""
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
