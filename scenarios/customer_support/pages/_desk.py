"""The agents' desk: the queue, the talk at hand, closed talks, the knowledge base, answers proposed, and the outbox."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from minigiants.ui.shell import (
    Backend,
    ask_name,
    choose_view,
    count,
    enter,
    heading,
    in_words,
    model_status,
    notice,
    plain,
    shorten,
    style,
    with_library,
)

from ._answers import answers_view
from ._closed import OUTCOMES, closed_view, show_case, show_talk
from ._engine import SCENARIO, helpdesk
from ._knowledge import knowledge_view
from ._labels import chosen_label, label_case
from ._proposals import proposals_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..helpdesk import Handover, Helpdesk, Outcome, Parcel

_VIEWS = {
    "queue": ":material/groups: Customers",
    "closed": ":material/history: Closed",
    "knowledge": ":material/library_books: Knowledge base",
    "proposals": ":material/library_add: Proposed answers",
    "answers": ":material/rate_review: Rate answers",
    "outbox": ":material/outbox: Outbox",
}
OPEN = "desk-open"
_SEEN = "desk-seen"


def desk_page(engine: Backend | None = None) -> None:
    """Show the desk; `engine` is for tests."""
    from minigiants import scenario

    support = scenario.load(SCENARIO)
    (declared,) = support.pages
    style()
    heading(declared.title, declared.description)
    engine = engine or enter()
    desk = helpdesk(engine, support)
    with st.sidebar:
        model_status(engine)
    notice()
    agent = ask_name(engine.settings, key="agent", label="Your name, as colleagues see it")
    view = choose_view(_VIEWS, "desk-view")
    if view == "knowledge":
        with_library(engine, lambda library: knowledge_view(engine, library, desk, support))
    elif view == "proposals":
        proposals_view(engine, desk, agent)
    elif view == "answers":
        answers_view(desk, support, agent)
    elif view == "outbox":
        _outbox(desk)
    elif view == "closed":
        closed_view(desk)
    else:
        _customers(desk, agent)


def _customers(desk: "Helpdesk", agent: str) -> None:
    _queue(desk, _state(desk.handovers.listed("waiting", "taken")))
    chosen = st.session_state.get(OPEN)
    handover = next((h for h in desk.handovers.listed("waiting", "taken") if h.id == chosen), None)
    if handover:
        _case(desk, handover, agent)


@st.fragment(run_every=5.0)
def _queue(desk: "Helpdesk", shown: set[tuple[str, bool]]) -> None:
    """List who waits, the longest first; look again every few seconds."""
    handovers = desk.handovers.listed("waiting", "taken")
    if _state(handovers) != shown:
        st.rerun()
    label = chosen_label(handovers)
    shown_now = [handover for handover in handovers if not label or label in handover.labels]
    waiting = [handover for handover in shown_now if handover.state == "waiting"]
    served = [handover for handover in shown_now if handover.state != "waiting"]
    new = _unseen(waiting)
    left, right = st.columns(2)
    with left.container(key="waiting"):
        st.markdown(f"**{count(len(waiting), 'customer')} waiting**")
        for handover in waiting:
            _row(handover, new=handover.id in new)
    with right.container(key="served"):
        st.markdown(f"**{len(served)} being helped**")
        for handover in served:
            _row(handover)


def _state(found: "Sequence[Handover]") -> set[tuple[str, bool]]:
    """Return whose talks are there, and whether their words were searched: with either the page changes."""
    return {(handover.id, "withheld" in handover.packet) for handover in found}


def _unseen(waiting: "Sequence[Handover]") -> set[str]:
    """Return who came since the page was opened and was not looked at yet."""
    there: set[str] = st.session_state.setdefault(_SEEN, {handover.id for handover in waiting})
    there.add(st.session_state.get(OPEN, ""))
    return {handover.id for handover in waiting} - there


def _row(handover: "Handover", *, new: bool = False) -> None:
    def choose() -> None:
        st.session_state[OPEN] = handover.id

    age = waited(datetime.now(UTC) - handover.created)
    who = f"with {plain(handover.agent)} for {age}" if handover.agent else f"waiting {age}"
    wants = plain(shorten(str(handover.packet.get("wants", "")), 60)) or "no message yet"
    if "withheld" in handover.packet:
        wants = "open the conversation to read it"
    labels = " ".join(f":gray-badge[{plain(label)}]" for label in handover.labels)
    pressed = st.button(
        f"{who}, {handover.reason}: {wants} {labels}".rstrip(),
        key=f"case-{handover.id}",
        icon=":material/fiber_new:" if new else None,
        width="stretch",
        on_click=choose,
        type="secondary" if st.session_state.get(OPEN) == handover.id else "tertiary",
    )
    if pressed:
        st.rerun()  # the talk stands outside of this fragment


def waited(span: timedelta) -> str:
    """Say how long somebody has waited.

    >>> waited(timedelta(seconds=20)), waited(timedelta(minutes=7)), waited(timedelta(hours=30))
    ('under a minute', '7 min', '1 d 6 h')
    """
    minutes = int(span.total_seconds()) // 60
    if minutes < 1:
        return "under a minute"
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h {minutes % 60} min" if hours < 24 else f"{hours // 24} d {hours % 24} h"


def _case(desk: "Helpdesk", handover: "Handover", agent: str) -> None:
    def take() -> None:
        _attempt(lambda: desk.handovers.take(handover.id, agent))

    with st.container(border=True, key="case"):
        show_case(handover)
        _talk(desk, handover.talk_id)
        label_case(desk, handover)
        if handover.state == "waiting":
            st.button("Take over", icon=":material/support_agent:", type="primary", on_click=take, disabled=not agent)
            if not agent:
                st.caption("Enter your name above to take this over.")
        elif handover.agent == agent:
            _replying(desk, handover, agent)
        else:
            st.caption(f"With {plain(handover.agent)}.")


@st.fragment(run_every=3.0)
def _talk(desk: "Helpdesk", talk: str) -> None:
    show_talk(desk, talk)


def _replying(desk: "Helpdesk", handover: "Handover", agent: str) -> None:
    words = f"words-{handover.id}"
    _saved_replies(desk, handover, words)
    with st.form(f"reply-{handover.id}", clear_on_submit=True):
        text = st.text_area("Your reply to the customer", max_chars=4000, key=words)
        if st.form_submit_button("Send", type="primary") and text.strip():
            _attempt(lambda: desk.reply(handover, text.strip()))
            st.rerun()
    st.caption("Close this conversation as")
    with st.container(horizontal=True):
        for outcome, label in OUTCOMES.items():
            st.button(label, key=f"close-{outcome}", on_click=_closing(desk, handover, outcome, agent))
    with st.form(f"release-{handover.id}", border=False):
        note = st.text_input("Note for your colleagues (the customer does not see it)", max_chars=500)
        if st.form_submit_button("Return to the queue", icon=":material/undo:"):
            _attempt(lambda: desk.handovers.release(handover.id, agent, note))
            st.rerun()


def _saved_replies(desk: "Helpdesk", handover: "Handover", words: str) -> None:
    """Offer what the site's agents say often; a choice stands in the reply, to be changed and sent."""
    from ..sites import SiteError

    try:
        replies = desk.site(handover.talk_id).replies
    except SiteError as error:  # a reply can be written all the same
        st.caption(plain(str(error)))
        return
    chosen = f"saved-{handover.id}"

    def begin_with() -> None:
        st.session_state[words] = st.session_state[chosen] or ""

    if replies:
        st.selectbox("Start from a saved reply", replies, index=None, key=chosen, on_change=begin_with)


def _closing(desk: "Helpdesk", handover: "Handover", outcome: "Outcome", agent: str) -> Any:
    return lambda: _attempt(lambda: desk.close(handover, outcome, agent))


def _outbox(desk: "Helpdesk") -> None:
    """Show what could not be delivered, and let a person wake it."""
    st.text(f"{count(desk.handovers.undelivered(), 'delivery').replace('deliverys', 'deliveries')} on the way.")
    dead = desk.handovers.dead()
    if not dead:
        st.caption("No delivery has failed for good.")
    for parcel in dead:
        with st.container(border=True, key=f"dead-{parcel.id}"):
            st.text(f"{parcel.channel}, {parcel.handover.reason}, tried {parcel.attempts} times: {parcel.error}")
            st.button("Try again", key=f"wake-{parcel.id}", on_click=_waking(desk, parcel))


def _waking(desk: "Helpdesk", parcel: "Parcel") -> Any:
    return lambda: _attempt(lambda: desk.handovers.wake(parcel))


def _attempt(action: Any) -> None:
    try:
        action()
    except Exception as error:  # noqa: BLE001 - such as a talk that a colleague took meanwhile
        st.session_state["notice"] = in_words(error)
