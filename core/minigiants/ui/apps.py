"""Run one page, or all of them under one navigation."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from minigiants.at_rest import for_owner_alone
from minigiants.ui import expert, review
from minigiants.ui.home import Offer, home_page
from minigiants.ui.shell import keep_quiet

if TYPE_CHECKING:
    from minigiants.scenario import Page

# A picture of our own: Streamlit would fetch a named icon for the browser's tab from the internet.
ICON = str(Path(__file__).with_name("icon.png"))


TOOLS: dict[str, tuple[str, str, str, Callable[[], None]]] = {
    "expert_review": (expert.TITLE, expert.DESCRIPTION, "rate_review", expert.expert_page),
    "privacy_review": (review.TITLE, review.DESCRIPTION, "visibility_off", review.review_page),
}
"""The core's own pages beside the scenarios': title, description, icon, and what draws each."""


def tools() -> "dict[str, Page]":
    """Return every page that answers no requests, by name: the core's own, then those of the scenarios."""
    from minigiants import scenario

    own = [
        scenario.Page(name=name, title=title, description=description, icon=icon, show=show)
        for name, (title, description, icon, show) in TOOLS.items()
    ]
    theirs = [tool for name in scenario.names() for tool in scenario.load(name).pages]
    return {tool.name: tool for tool in (*own, *theirs)}


def run_app(name: str, *, beside: Sequence[str] = ()) -> None:
    """Run the page of the scenario called `name`, with the tools of `beside` under one navigation."""
    for_owner_alone()
    with st.spinner("Opening…"):
        from minigiants import scenario

        found = scenario.load(name)
        title, show = found.title, scenario.page(name)
        assert show is not None
    st.set_page_config(page_title=title, page_icon=ICON, layout="centered")
    if not beside:
        show()
        return
    first = _page(found, show, default=True)
    st.navigation([first, *(_page(tool, tool.show) for name, tool in tools().items() if name in beside)]).run()


def run_tool(name: str) -> None:
    """Run the tool called `name`; raises KeyError with the tools there are."""
    for_owner_alone()
    there = tools()
    if name not in there:
        raise KeyError(f"no tool {name!r}; there are: {', '.join(there)}")
    keep_quiet()
    st.set_page_config(page_title=there[name].title, page_icon=ICON, layout="centered")
    there[name].show()


def run_suite() -> None:
    """Run all scenarios that have a page, and the tools, under one navigation, after a first page."""
    for_owner_alone()
    with st.spinner("Opening…"):
        from minigiants import scenario

        shown = [(scenario.load(name), show) for name in scenario.names() if (show := scenario.page(name))]
        beside = list(tools().values())
    pages = [_page(declared, show) for declared, show in shown] + [_page(tool, tool.show) for tool in beside]
    st.set_page_config(page_title="Mini Giants", page_icon=ICON, layout="centered")

    def home() -> None:
        home_page(list(zip([*(s for s, _ in shown), *beside], pages, strict=True)))

    st.navigation([st.Page(home, title="Home", icon=":material/home:", default=True), *pages]).run()


def _page(shown: Offer, draw: Callable[[], None], *, default: bool = False) -> StreamlitPage:
    def show() -> None:  # each page needs a function of its own, and what it draws with is imported when it is opened
        draw()

    return st.Page(show, title=shown.title, icon=f":material/{shown.icon}:", url_path=shown.name, default=default)
