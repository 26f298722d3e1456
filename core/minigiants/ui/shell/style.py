"""Give the pages one calm look; colours and fonts are in `apps/.streamlit/config.toml`."""

from pathlib import Path

import streamlit as st

_CSS = f"<style>\n{Path(__file__).with_suffix('.css').read_text('utf-8')}</style>"


def style() -> None:
    """Lay the suite's few rules over Streamlit's own."""
    st.html(_CSS)


def heading(title: str, description: str) -> None:
    """Show a page's title and what it is for."""
    st.title(title, anchor=False)
    st.caption(description)
