"""Draw small tables and bars as HTML; every text in them is escaped."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

_CSS = """<style>
.mg-table { width: 100%; border-collapse: collapse; font-size: 0.92rem; }
.mg-table th { text-align: left; font-weight: 600; padding: 0.3rem 0.6rem 0.3rem 0; vertical-align: bottom; }
.mg-table td { min-width: 4.5rem; padding: 0.35rem 0.6rem 0.35rem 0; border-top: 1px solid rgba(128, 128, 128, 0.35);
               vertical-align: top; overflow-wrap: anywhere; }
.mg-scroll { overflow-x: auto; }
.mg-bar { position: relative; margin-top: 0.35rem; height: 0.7rem; min-width: 6rem; border-radius: 0.35rem;
          background: rgba(128, 128, 128, 0.28); }
.mg-bar > i { position: absolute; inset: 0 auto 0 0; border-radius: 0.35rem; background: #2b8a83; }
.mg-bar > b { position: absolute; top: -0.2rem; bottom: -0.2rem; width: 2px; background: currentColor; }
</style>"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A bar filled to `value` of 1, read out as `label`; `mark` draws a line across at that value."""

    value: float
    label: str
    mark: float | None = None


Cell = str | Bar


def table(headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, caption: str) -> None:
    """Show a table; `caption` is for readers who hear it."""
    head = "".join(f"<th scope='col'>{html.escape(header)}</th>" for header in headers)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    st.html(
        f"{_CSS}<div class='mg-scroll' tabindex='0' role='group' aria-label='{html.escape(caption, quote=True)}'>"
        f"<table class='mg-table'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def bar(drawn: Bar) -> None:
    """Show one bar over the whole width."""
    st.html(_CSS + _cell(drawn))


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return html.escape(cell)
    mark = "" if cell.mark is None else f"<b style='left:{_percent(cell.mark)}%'></b>"
    label = html.escape(cell.label, quote=True)
    return (
        f"<div class='mg-bar' role='img' aria-label='{label}'><i style='width:{_percent(cell.value)}%'></i>{mark}</div>"
    )


def _percent(value: float) -> int:
    return round(100 * min(1.0, max(0.0, value)))
