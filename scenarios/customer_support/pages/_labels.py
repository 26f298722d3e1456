"""Let agents label what is in their queue, and look at what has one label only."""

from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.shell import in_words, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..helpdesk import Handover, Helpdesk

SHOWN = "desk-label"


def chosen_label(handovers: "Sequence[Handover]") -> str:
    """Offer the labels that the queue has, and return the one to be shown; empty for all."""
    used = sorted({label for handover in handovers for label in handover.labels}, key=str.casefold)
    if not used:
        return ""
    if st.session_state.get(SHOWN) not in used:
        st.session_state[SHOWN] = None
    return st.pills("Show only", used, key=SHOWN, format_func=plain) or ""


def label_case(desk: "Helpdesk", handover: "Handover") -> None:
    """Let an agent label a talk, with words of the site, of the queue, or new ones."""
    from ..sites import SiteError

    try:
        offered = desk.site(handover.talk_id).labels
    except SiteError:  # the page says so above; labels of one's own are there all the same
        offered = ()
    used = [label for other in desk.handovers.listed("waiting", "taken") for label in other.labels]
    key = f"labels-{handover.id}"

    def keep() -> None:
        try:
            desk.handovers.label(handover.id, st.session_state[key])
        except Exception as error:  # noqa: BLE001 - such as a full disk
            st.session_state["notice"] = in_words(error)

    st.multiselect(
        "Labels",
        list(dict.fromkeys((*offered, *used, *handover.labels))),
        default=list(handover.labels),
        key=key,
        accept_new_options=True,
        placeholder="Choose or type a label",
        on_change=keep,
    )
