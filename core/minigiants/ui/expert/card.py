"""One answer to rate, or two to choose from, by keyboard alone; no text is ever read as markup."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2 import component

from minigiants.ui.expert.drawn import card

if TYPE_CHECKING:
    from minigiants.store import Campaign, Task

KEY = "expert-card"
_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")
_HTML = "<div class='mg-card'></div>"
# textContent, never innerHTML: what an answer says stays text.
_JS = Path(__file__).with_suffix(".js").read_text("utf-8")
_component = component("minigiants_expert", html=_HTML, css=_CSS, js=_JS, isolate_styles=False)

Said = Mapping[str, Any]
"""What comes back: task, values, edit, comment, seconds."""


def show_card(
    task: "Task",
    campaign: "Campaign",
    *,
    on_said: Callable[[Said], None],
    on_undone: Callable[[], None],
    on_skipped: Callable[[int], None],
) -> None:
    """Show the task; digits answer, Enter saves, U undoes the last one, S skips, E corrects, C comments."""

    def came(name: str) -> Said:
        value = st.session_state[KEY][name]
        return value if isinstance(value, Mapping) else {}

    def said() -> None:
        if came("said"):
            on_said(came("said"))

    def undone() -> None:
        if came("undone"):
            on_undone()

    def skipped() -> None:
        if came("skipped"):
            on_skipped(int(came("skipped")["task"]))

    # A number that never stays: the card is looked at anew even when nothing came of what was pressed.
    runs = st.session_state["expert-runs"] = st.session_state.get("expert-runs", 0) + 1
    _component(
        data=card(task, campaign) | {"run": runs},
        key=KEY,
        on_said_change=said,
        on_undone_change=undone,
        on_skipped_change=skipped,
    )
