"""Whose name stands beside what somebody signs, rates or corrects: asked once, wherever it is first needed."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from minigiants.settings import Settings

_NAME = "person"


def known_name(settings: "Settings") -> str:
    """Return the name that was given on any page before, or else in the settings; empty while nobody was asked."""
    chosen = settings.user if "user" in settings.model_fields_set else ""
    return str(st.session_state.get(_NAME, "")) or chosen


def name_place(settings: "Settings", *, key: str) -> "DeltaGenerator":
    """Return where to ask by `ask_name` with that key: on the page until the name is known, then in the sidebar.

    On a phone the sidebar is folded away, and who must give a name first would look for the field in vain.
    """
    return st.sidebar if st.session_state.get(key, known_name(settings)) else st.container()


def ask_name(settings: "Settings", *, key: str, label: str = "Your name", why: str = "") -> str:
    """Show the field with the name that is known, and return what stands in it; `why` says what it is for."""
    name = st.text_input(label, known_name(settings), key=key, help=why or None, max_chars=80).strip()
    st.session_state[_NAME] = name
    return name
