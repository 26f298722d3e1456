"""The page of a scenario that answers questions from documents."""

from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.documents.collections import choose_collection
from minigiants.ui.shell import Backend, choose_view, enter, heading, model_status, style, with_library

if TYPE_CHECKING:
    from minigiants.retrieval import Library
    from minigiants.scenario import Scenario

_VIEWS = {
    "ask": ":material/chat: Ask",
    "documents": ":material/description: Documents",
    "find": ":material/search: Try a search",
}


def document_page(scenario: "Scenario", engine: Backend | None = None) -> None:
    """Show the page of a scenario that answers questions from collections of documents; `engine` is for tests."""
    from minigiants.ui.chat.keys import offer_keys
    from minigiants.ui.chat.talks import talk_list

    style()
    heading(scenario.title, scenario.description)
    engine = engine or enter()
    with st.sidebar:
        talk_list(engine.store, scenario.name)
        st.divider()
        model_status(engine)
        if engine.settings.privacy:
            st.caption(":material/visibility_off: Personal data is removed from everything that is saved.")
            if engine.settings.language != "en":
                st.caption("In this language, only numbers, dates and addresses are detected, not names.")
        offer_keys()
    with_library(engine, lambda library: _views(engine, library, scenario))


def _views(engine: Backend, library: "Library", scenario: "Scenario") -> None:
    from minigiants.ui.chat.conversation import conversation
    from minigiants.ui.chat.find import try_search
    from minigiants.ui.chat.talks import current_talk, open_last, talk_menu
    from minigiants.ui.documents.upload import documents_view, empty_state, reports

    talk = current_talk(engine.store)
    open_last(engine.store, scenario.name)
    chosen = choose_collection(engine, library)
    with st.container(horizontal=True, vertical_alignment="center"):
        view = choose_view(_VIEWS, "view")
        if talk and view == "ask":
            talk_menu(engine.store, talk, scrubbed=engine.funnel(scenario.name).on("exports"))
    if not (view == "find" or (view == "ask" and talk)):  # what was asked for comes first, not what became of files
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
