"""What every page does first: open the backend, say what is wrong, wait for the documents, offer views."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.shell.backend import Backend, backend, in_words
from minigiants.ui.shell.status import model_problem

if TYPE_CHECKING:
    from minigiants.retrieval import Library


def enter() -> Backend:
    """Return the shared backend, or say in one sentence why there is none and end the page."""
    try:
        with st.spinner("Opening…"):
            return backend()
    except Exception as error:  # noqa: BLE001 - such as a settings file with a mistake, or a database that is newer
        st.error(in_words(error), icon=":material/error:")
        st.stop()


def with_library(engine: Backend, show: Callable[["Library"], None]) -> None:
    """Say what is wrong with the model, and `show` the collections as soon as they are open."""
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


def notice() -> None:
    """Show what the last action had to say, once."""
    words = st.session_state.pop("notice", "")
    if words:
        st.warning(words, icon=":material/info:")
