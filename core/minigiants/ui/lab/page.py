"""The page on which models are compared: what ran, what shall run, the arena, and the figures week by week."""

import importlib.util

import streamlit as st

from minigiants.settings import Settings
from minigiants.ui.shell import heading, in_words, style

TITLE = "Model lab"
DESCRIPTION = "Find the smallest model that is good enough for your work, on this computer."
COMPARED, NEW, ARENA, WEEKS = "Comparisons", "New comparison", "Arena", "Week by week"
_VIEWS = (COMPARED, NEW, ARENA, WEEKS)
_EXTRA = "pip install 'minigiants[evaluation]'"


def lab_page() -> None:
    """Show the page."""
    style()
    heading(TITLE, DESCRIPTION)
    if importlib.util.find_spec("inspect_ai") is None or importlib.util.find_spec("scipy") is None:
        st.error("Comparing needs parts that are not installed. Run this in a terminal:", icon=":material/error:")
        st.code(_EXTRA, language=None)
        return
    if wanted := st.session_state.pop("lab-go-to", ""):
        st.session_state["lab-view"] = wanted
    view = st.segmented_control(
        "View", _VIEWS, key="lab-view", default=_VIEWS[0], required=True, label_visibility="collapsed"
    )
    try:
        settings = Settings()
        _show(view or COMPARED, settings)
    except Exception as error:  # noqa: BLE001 - such as a settings file with a mistake, or a folder that can't be read
        st.error(in_words(error), icon=":material/error:")


def _show(view: str, settings: Settings) -> None:
    # What a view draws with is imported when it is opened: it takes seconds, and the first sight needs none of it.
    with st.spinner("Opening…"):
        if view == NEW:
            from minigiants.ui.lab.begin import begin as draw
        elif view == ARENA:
            from minigiants.ui.lab.arena import arena as draw
        elif view == WEEKS:
            from minigiants.ui.lab.weeks import weeks as draw
        else:
            from minigiants.ui.lab.compared import compared as draw
    draw(settings)
