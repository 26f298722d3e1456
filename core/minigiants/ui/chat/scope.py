"""Choose beside the question which documents it is about."""

from collections.abc import Sequence

import streamlit as st


def choose_documents(names: Sequence[str], collection: str) -> tuple[str, ...]:
    """Show the choice of a collection's documents and return the chosen ones; none are all."""
    # With one there is nothing to choose.
    if len(names) <= 1:
        return ()
    key = f"only-{collection}"
    st.session_state[key] = [name for name in st.session_state.get(key, []) if name in names]
    chosen = st.multiselect("Only in", list(names), key=key, placeholder="All documents", max_selections=20)
    return tuple(chosen)
