"""Draw small tables and bars as HTML; every text in them is escaped."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

_CSS = f"<style>\n{Path(__file__).with_suffix('.css').read_text('utf-8')}</style>"


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
