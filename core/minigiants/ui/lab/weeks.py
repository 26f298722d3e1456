"""Show how each kind of work fares in use, week by week, with a mark where the model changed."""

from typing import TYPE_CHECKING

import streamlit as st

from minigiants import rating, scenario
from minigiants.services import open_store
from minigiants.ui.lab.drawn import over_time, show_drawing
from minigiants.ui.shell.table import table

if TYPE_CHECKING:
    from minigiants.settings import Settings
    from minigiants.store import Store

SHOWN = 26
"""Rows at most, the newest."""


def weeks(settings: "Settings") -> None:
    """Show what was asked, answered and liked, by week."""
    titles = {name: scenario.load(name).title for name in scenario.names()}
    name = str(st.selectbox("Which task?", list(titles), format_func=titles.__getitem__, key="weeks-scenario"))
    store = _store(settings.home.as_posix(), settings)
    rows_of_weeks = rating.weeks(store.uses(name), store.standing_ratings())[-SHOWN:]
    if not rows_of_weeks:
        st.text("Nothing has been asked here yet. Answers given from now on are counted here.")
        return
    if changes := [week for week in rows_of_weeks if week.changed]:
        last = changes[-1]
        st.info(
            f"The model changed in the week of {last.monday:%d %B %Y}: it has been {last.model} since.",
            icon=":material/flag:",
        )
    show_drawing(over_time(rows_of_weeks), "Shares week by week; the table below has the same figures.")
    rows = [[str(value) for value in week.to_json().values()] for week in rows_of_weeks]
    table([key.capitalize() for key in rows_of_weeks[0].to_json()], rows, caption="Figures week by week")
    st.caption(
        "Answered: not refused, asked back or handed over. Seconds: half of the answers took less time. "
        "In brackets: the range that holds the true share 19 times out of 20."
    )


@st.cache_resource(show_spinner=False)
def _store(home: str, _settings: "Settings") -> "Store":
    return open_store(_settings)
