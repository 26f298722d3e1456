"""The last answers that customers got, each with the form by which an expert rates it."""

import re
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.rating.form import show_rating
from minigiants.ui.shell import plain, shorten

if TYPE_CHECKING:
    from minigiants.scenario import Scenario

    from ..helpdesk import Helpdesk

_DECISIONS = {
    "answer": "Answered",
    "clarify": "Asked back",
    "abstain": "Not answered",
    "handoff": "Handed over to a person",
}
_NAMES = {"user": "Customer:", "assistant": "Assistant:"}
_WHO = re.compile(r"^(user|assistant):", re.MULTILINE)
LAST = 20
"""Answers that are shown; what is older is rated in a campaign."""


def answers_view(desk: "Helpdesk", scenario: "Scenario", rater: str) -> None:
    """Show the newest answers, whatever was decided, with criteria, correction, marks and history under each."""
    from minigiants.rating import asked

    kept = desk.store.answers(scenario.name, limit=LAST)
    if not kept:
        st.caption("No customer has been answered yet.")
    for one in kept:
        with st.container(border=True, key=f"rated-{one.answer.id}"):
            st.caption(_DECISIONS[one.answer.action])
            if question := _WHO.sub(lambda who: _NAMES[who[1]], asked(one.request)):
                st.markdown(f"**{plain(shorten(question, 300))}**")
            st.text(one.answer.text)
            show_rating(desk.store, one.answer, scenario.criteria, rater)
