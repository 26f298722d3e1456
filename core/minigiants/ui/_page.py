"""Put the pieces together: a page for a scenario that answers from documents, and the suite's first page."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui._backend import Backend, backend, in_words
from minigiants.ui._collections import choose_collection, notice
from minigiants.ui._style import heading, style

if TYPE_CHECKING:
    from minigiants.retrieval import Library
    from minigiants.scenario import Scenario

_VIEWS = {
    "ask": ":material/chat: Ask",
    "documents": ":material/description: Documents",
    "find": ":material/search: Try a search",
}


def enter() -> Backend:
    """Return the shared backend, or say in one sentence why there is none and end the page."""
    try:
        with st.spinner("Opening…"):
            return backend()
    except Exception as error:  # noqa: BLE001 - such as a settings file with a mistake, or a database that is newer
        st.error(in_words(error), icon=":material/error:")
        st.stop()


def document_page(scenario: "Scenario", engine: Backend | None = None) -> None:
    """Show the page of a scenario that answers questions from collections of documents; `engine` is for tests."""
    from minigiants.ui._status import model_status
    from minigiants.ui._talks import talk_list

    style()
    heading(scenario.title, scenario.description)
    engine = engine or enter()
    with st.sidebar:
        talk_list(engine.store, scenario.name)
        st.divider()
        model_status(engine)
        if engine.settings.privacy:
            st.caption(":material/visibility_off: Personal data is taken out of everything that is kept.")
            if engine.settings.language != "en":
                st.caption("Names are not looked for in this language, only numbers, dates and addresses.")
    with_library(engine, lambda library: _views(engine, library, scenario))


def with_library(engine: Backend, show: Callable[["Library"], None]) -> None:
    """Say what is wrong with the model, and `show` the collections as soon as they are open."""
    from minigiants.ui._status import model_problem

    if engine.problem:
        model_problem(engine)
    if engine.library:
        notice()
        show(engine.library)
    elif not engine.problem:
        st.skeleton(height=220)


def choose_view(views: Mapping[str, str], key: str) -> str:
    """Let the person choose one of `views` (name -> words), the first to begin with; `key` remembers it."""
    first = next(iter(views))
    st.session_state.setdefault(key, first)
    chosen = st.segmented_control(
        "View", list(views), format_func=views.__getitem__, key=key, required=True, label_visibility="collapsed"
    )
    return chosen or first


def _views(engine: Backend, library: "Library", scenario: "Scenario") -> None:
    from minigiants.ui._chat import conversation
    from minigiants.ui._find import try_search
    from minigiants.ui._talks import current_talk, talk_menu
    from minigiants.ui._upload import documents_view, empty_state, reports

    talk = current_talk(engine.store)
    chosen = choose_collection(engine, library)
    with st.container(horizontal=True, vertical_alignment="center"):
        view = choose_view(_VIEWS, "view")
        if talk and view == "ask":
            talk_menu(engine.store, talk, scrubbed=engine.funnel(scenario.name).on("exports"))
    reports()
    name = chosen.name if chosen else ""
    filled = bool(chosen and chosen.documents)
    if view == "documents":
        documents_view(library, name, engine.funnel())
        return
    if not filled:
        empty_state(library, name, scenario.folder / "documents", engine.funnel())
    if view == "find" and filled:
        try_search(library, name)
    if view == "ask" and (filled or talk):
        conversation(engine, scenario, name, ready=filled and engine.state != "failed")
