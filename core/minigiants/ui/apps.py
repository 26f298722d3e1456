"""Run one page, or all of them under one navigation."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from minigiants.at_rest import for_owner_alone
from minigiants.ui import expert, lab, review
from minigiants.ui.home import Offer, home_page
from minigiants.ui.shell import keep_quiet

if TYPE_CHECKING:
    from minigiants.scenario import ToolPage

# A picture of our own: Streamlit would fetch a named icon for the browser's tab from the internet.
ICON = str(Path(__file__).with_name("icon.png"))


def _own() -> "list[ToolPage]":
    """Return the core's own pages beside the scenarios'."""
    from minigiants.scenario import ToolPage

    return [
        ToolPage(
            name="expert_review",
            title=expert.TITLE,
            description=expert.DESCRIPTION,
            icon="rate_review",
            show=expert.expert_page,
            role="I rate answers",
            first_step="Enter your name, then start a campaign or rate in one that you were invited to.",
        ),
        ToolPage(
            name="privacy_review",
            title=review.TITLE,
            description=review.DESCRIPTION,
            icon="visibility_off",
            show=review.review_page,
            role="I share texts with others",
            first_step="Paste “Call Ann Lee on 617-555-0142.” and press “Check for personal data”.",
        ),
        ToolPage(
            name="model_lab",
            title=lab.TITLE,
            description=lab.DESCRIPTION,
            icon="science",
            show=lab.lab_page,
            role="I choose the model",
            first_step="Open “New comparison”, choose a model and press “Start”.",
        ),
    ]


def tools() -> "dict[str, ToolPage]":
    """Return every page that answers no requests, by name: the core's own, then those of the scenarios."""
    from minigiants import scenario

    theirs = [tool for name in scenario.names() for tool in scenario.load(name).pages]
    return {tool.name: tool for tool in (*_own(), *theirs)}


def run_app(name: str, *, beside: Sequence[str] = ()) -> None:
    """Run the page of the scenario called `name`, with the tools of `beside` under one navigation."""
    for_owner_alone()
    with st.spinner("Opening…"):
        from minigiants import scenario

        declared = scenario.load(name)
        title, show = declared.title, scenario.page(name)
        assert show is not None
    st.set_page_config(page_title=title, page_icon=ICON, layout="centered")
    if not beside:
        show()
        return
    first = _page(declared, show, default=True)
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

        scenarios = [(scenario.load(name), show) for name in scenario.names() if (show := scenario.page(name))]
        beside = list(tools().values())
    pages = [_page(declared, show) for declared, show in scenarios] + [_page(tool, tool.show) for tool in beside]
    st.set_page_config(page_title="Mini Giants", page_icon=ICON, layout="centered")

    def home() -> None:
        home_page(list(zip([*(s for s, _ in scenarios), *beside], pages, strict=True)))

    st.navigation([st.Page(home, title="Home", icon=":material/home:", default=True), *pages]).run()


def _page(offer: Offer, draw: Callable[[], None], *, default: bool = False) -> StreamlitPage:
    def show() -> None:  # each page needs a function of its own, and what it draws with is imported when it is opened
        draw()

    return st.Page(show, title=offer.title, icon=f":material/{offer.icon}:", url_path=offer.name, default=default)
