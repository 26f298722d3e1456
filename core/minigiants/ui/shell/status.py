"""Show how far the model is, and that nothing leaves this computer."""

import streamlit as st

from minigiants.ui.shell.backend import Backend, State, backend
from minigiants.ui.shell.text import plain

_WORDS = {
    "opening": "Opening your documents…",
    "loading": "Loading the model… Questions are answered once it is ready.",
}


def model_status(engine: Backend) -> None:
    """Show the state of the model; while it loads, look again every second."""
    if engine.state in ("opening", "loading"):
        _watch(engine, engine.state)
        return
    if engine.state == "ready":
        st.caption(f":material/check_circle: Model ready: {plain(engine.answering)}")
    else:
        st.caption(":material/error: No model: questions cannot be answered")
    if engine.sent_to:
        st.caption(
            f":material/lan: Questions, and the sentences found for them, are sent to the server "
            f"{plain(engine.sent_to)}, as your settings say. Nothing else leaves this computer."
        )
    else:
        st.caption(":material/lock: Runs on this computer only. Nothing is sent anywhere.")


@st.fragment(run_every=1.0)
def _watch(engine: Backend, shown: State) -> None:
    if engine.state != shown:
        st.rerun()
    st.caption(f":material/hourglass_top: {_WORDS[shown]}")


def model_problem(engine: Backend) -> None:
    """Say what is wrong in one sentence, give the command that mends it, and offer to look again."""
    st.error(engine.problem, icon=":material/error:")
    if engine.settings.engine == "llama.cpp":
        st.text("To fetch the models that are missing, run this in a terminal:")
        st.code("minigiants models pull", language=None)
    else:
        st.text("To see what is missing, run this in a terminal:")
        st.code("minigiants doctor", language=None)
    if st.button("Try again", icon=":material/refresh:"):
        backend.clear()
        st.rerun()
