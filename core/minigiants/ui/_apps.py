"""Run one scenario's page, or all of them under one navigation."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui._home import home_page

# A picture of our own: Streamlit would fetch a named icon for the browser's tab from the internet.
ICON = str(Path(__file__).with_name("icon.png"))

if TYPE_CHECKING:
    pass


def run_app(name: str) -> None:
    """Run the page of the scenario called `name`."""
    with st.spinner("Opening…"):
        from minigiants import scenario

        title, show = scenario.load(name).title, scenario.load_module(name, "page").page
    st.set_page_config(page_title=title, page_icon=ICON, layout="centered")
    show()


def run_suite() -> None:
    """Run all scenarios that have a page under one navigation, after a first page."""
    with st.spinner("Opening…"):
        from minigiants import scenario

        found = [scenario.load(name) for name in scenario.names() if _has_page(name)]
        pages = [
            st.Page(
                scenario.load_module(s.name, "page").page, title=s.title, icon=":material/menu_book:", url_path=s.name
            )
            for s in found
        ]
    st.set_page_config(page_title="Mini Giants", page_icon=ICON, layout="centered")

    def home() -> None:
        home_page(list(zip(found, pages, strict=True)))

    st.navigation([st.Page(home, title="Home", icon=":material/home:", default=True), *pages]).run()


def _has_page(name: str) -> bool:
    from minigiants import suite

    return (suite.scenarios() / name / "page.py").is_file()
