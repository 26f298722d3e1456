"""Tell a clinician, on the page of the visit it is about, what could not be kept and what they had typed."""

import streamlit as st


def tell(visit: str, message: str, words: str = "") -> None:
    """Have `message` shown with a visit until it is put away, beside the `words` that were typed."""
    told = st.session_state.setdefault(_key(visit), [])
    if (message, words.strip()) not in told:
        told.append((message, words.strip()))


def show_told(visit: str) -> None:
    """Show what there is to tell of a visit."""
    messages = st.session_state.get(_key(visit), [])
    for message, words in messages:
        st.warning(message, icon=":material/sync_problem:")
        if words:
            st.caption("What you typed:")
            st.code(words, language=None, wrap_lines=True)
    if messages:
        st.button("Dismiss", key=f"heard-{visit}", on_click=st.session_state.pop, args=(_key(visit),))


def _key(visit: str) -> str:
    return f"told-{visit}"
