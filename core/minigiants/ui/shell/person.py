"""Whose name stands beside what somebody signs, rates or corrects: asked once, wherever it is first needed."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from minigiants.settings import Settings

_NAME = "person"


def known_name(settings: "Settings") -> str:
    """Return the name that was given on any page before, or else in the settings; empty while nobody was asked."""
    chosen = settings.user if "user" in settings.model_fields_set else ""
    return str(st.session_state.get(_NAME, "")) or chosen


def ask_name(settings: "Settings", *, key: str, label: str = "Your name", why: str = "") -> str:
    """Show the field with the name that is known, and return what stands in it; `why` says what it is for."""
    name = st.text_input(label, known_name(settings), key=key, help=why or None, max_chars=80).strip()
    st.session_state[_NAME] = name
    return name
