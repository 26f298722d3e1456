"""Run one page, or all of them under one navigation."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from minigiants.ui import _support_desk, expert, review
from minigiants.ui.home import home_page
from minigiants.ui.shell import keep_quiet

# A picture of our own: Streamlit would fetch a named icon for the browser's tab from the internet.
ICON = str(Path(__file__).with_name("icon.png"))


class Tool(NamedTuple):
    """A page that is no scenario: it answers no requests."""

    name: str
    title: str
    description: str
    icon: str
    show: Callable[[], None]


TOOLS = (
    Tool("expert_review", expert.TITLE, expert.DESCRIPTION, "rate_review", expert.expert_page),
    Tool("privacy_review", review.TITLE, review.DESCRIPTION, "visibility_off", review.review_page),
    Tool(
        "support_desk",
        _support_desk.TITLE,
        _support_desk.DESCRIPTION,
        "support_agent",
        _support_desk.desk_page,
    ),
)


def run_app(name: str, *, beside: Sequence[str] = ()) -> None:
    """Run the page of the scenario called `name`, with the tools of `beside` under one navigation."""
    with st.spinner("Opening…"):
        from minigiants import scenario

        found = scenario.load(name)
        title, show = found.title, scenario.load_module(name, "page").page
    st.set_page_config(page_title=title, page_icon=ICON, layout="centered")
    if not beside:
        show()
        return
    first = st.Page(show, title=title, icon=f":material/{found.icon}:", url_path=name, default=True)
    st.navigation([first, *(_page(tool) for tool in TOOLS if tool.name in beside)]).run()


def run_tool(name: str) -> None:
    """Run the tool called `name`; raises KeyError with the tools there are."""
    tools = {tool.name: tool for tool in TOOLS}
    if name not in tools:
        raise KeyError(f"no tool {name!r}; there are: {', '.join(tools)}")
    keep_quiet()
    st.set_page_config(page_title=tools[name].title, page_icon=ICON, layout="centered")
    tools[name].show()


def run_suite() -> None:
    """Run all scenarios that have a page, and the tools, under one navigation, after a first page."""
    with st.spinner("Opening…"):
        from minigiants import scenario

        found = [scenario.load(name) for name in scenario.names() if _has_page(name)]
        pages = [
            st.Page(
                scenario.load_module(s.name, "page").page,
                title=s.title,
                icon=f":material/{s.icon}:",
                url_path=s.name,
            )
            for s in found
        ]
    pages += map(_page, TOOLS)
    st.set_page_config(page_title="Mini Giants", page_icon=ICON, layout="centered")

    def home() -> None:
        home_page(list(zip([*found, *TOOLS], pages, strict=True)))

    st.navigation([st.Page(home, title="Home", icon=":material/home:", default=True), *pages]).run()


def _page(tool: Tool) -> StreamlitPage:
    def show() -> None:  # each page needs a function of its own
        tool.show()

    return st.Page(show, title=tool.title, icon=f":material/{tool.icon}:", url_path=tool.name)


def _has_page(name: str) -> bool:
    from minigiants import suite

    return (suite.scenarios() / name / "page.py").is_file()
