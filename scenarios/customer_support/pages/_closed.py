"""Talks that were closed: found by their number or by words, and read again; and how any case is shown."""

from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.shell import plain, shorten

if TYPE_CHECKING:
    from ..helpdesk import Handover, Helpdesk, Outcome

OUTCOMES: "dict[Outcome, str]" = {
    "solved": "Solved",
    "no answer": "Customer did not reply",
    "not needed": "No person was needed",
}
SHOWN = 20
CHOSEN = "desk-closed"
_LABELS = {str(outcome): label for outcome, label in OUTCOMES.items()}


def closed_view(desk: "Helpdesk") -> None:
    """Let a person look for a closed talk, and show the one that is chosen."""
    text = st.text_input("Conversation number, or words from it", max_chars=200, key="closed-search")
    handovers = desk.handovers.closed(text, limit=SHOWN + 1)
    if not handovers:
        st.caption(
            "No closed conversation contains these words." if text.strip() else "No conversation has been closed yet."
        )
    for handover in handovers[:SHOWN]:
        _row(handover)
    if len(handovers) > SHOWN:
        st.caption("There are more. Add words to narrow the search.")
    chosen = next((handover for handover in handovers if handover.id == st.session_state.get(CHOSEN)), None)
    if chosen:
        with st.container(border=True, key="closed-case"):
            st.caption(f"Outcome: {_LABELS.get(chosen.outcome, chosen.outcome)}, {_who(chosen)}")
            show_case(chosen)
            show_talk(desk, chosen.talk_id)


def show_case(handover: "Handover") -> None:
    """Show why a person was needed, what was tried, and what colleagues noted."""
    st.subheader(f"Reason: {handover.reason}", anchor=False)
    st.caption(f"Number {number(handover)}")
    st.text(str(handover.packet.get("summary", "")))
    if handover.notes:
        st.caption("Notes from colleagues")
        st.text(handover.notes)
    with st.expander("What was tried, and which articles were used"):
        for step in handover.packet.get("tried", ()):
            st.text(f"{step['question']}\n→ {step['action']}: {step['said']}")
        for source in handover.packet.get("sources", ()):
            st.text(f"Article: {source['document']}, page {source['page']}")


def show_talk(desk: "Helpdesk", talk: str) -> None:
    """Show who said what."""
    from ..helpdesk import SPEAKERS

    for message in desk.messages(talk):
        st.caption(f"{SPEAKERS[message.role]}, {message.time.astimezone():%H:%M}")
        st.text(message.text)


def number(handover: "Handover") -> str:
    """Return what people call a handover by."""
    return handover.id[:8]


def _row(handover: "Handover") -> None:
    def choose() -> None:
        st.session_state[CHOSEN] = handover.id

    outcome = _LABELS.get(handover.outcome, handover.outcome)
    wants = plain(shorten(str(handover.packet.get("wants", "")), 60)) or "no message"
    st.button(
        f"{handover.updated.astimezone():%Y-%m-%d %H:%M}, {number(handover)}, {outcome}, {_who(handover)}: {wants}",
        key=f"closed-{handover.id}",
        width="stretch",
        on_click=choose,
        type="secondary" if st.session_state.get(CHOSEN) == handover.id else "tertiary",
    )


def _who(handover: "Handover") -> str:
    return f"by {plain(handover.agent)}" if handover.agent else "not assigned"
