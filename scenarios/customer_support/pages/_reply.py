"""Show what was said in a talk with a customer, and let the customer say whether it helped."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.types import Answer
from minigiants.ui.chat.answer import show_answer
from minigiants.ui.documents.source import Place
from minigiants.ui.shell import in_words, plain

if TYPE_CHECKING:
    from minigiants.store import Message

    from ..helpdesk import Helpdesk

STANDARD = "standard"
"""Document id of approved answers, which no library holds."""


def show_reply(
    desk: "Helpdesk", message: "Message", key: str, collection: str, *, on_open: Callable[[Place], None]
) -> None:
    """Show one message; an answer with its sources and a way to rate it."""
    if message.role == "agent":
        st.caption("A person wrote:")
    if not message.answer_id:
        st.text(message.text)
        return
    answer = desk.store.answer(message.answer_id)
    if any(claim.evidence and claim.evidence[0].document_id != STANDARD for claim in answer.claims):
        show_answer(answer, collection, key, on_open=on_open)
        if answer.reason == "partial":
            st.caption(plain(answer.text.removeprefix(" ".join(claim.text for claim in answer.claims)).strip()))
    else:
        st.text(answer.text)
        if answer.claims:
            st.caption(":material/verified: Approved answer, word for word")
    if answer.action == "answer" and answer.claims:
        _ask_for_thumb(desk, answer)


def _ask_for_thumb(desk: "Helpdesk", answer: Answer) -> None:
    """Ask for a thumb, and for the reason of a thumb that points down."""
    from ..helpdesk import REASONS

    def rate() -> None:
        value = st.session_state[f"helped-{answer.id}"]
        if value is not None:
            _save(desk, answer, value, "")

    def explain() -> None:
        _save(desk, answer, 0, st.session_state[f"reason-{answer.id}"] or "")

    said = [r for r in desk.store.ratings(answer.id) if r.rater == "customer"]
    last = said[-1] if said else None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Did this help?", width="content")
        st.feedback("thumbs", key=f"helped-{answer.id}", default=last.value if last else None, on_change=rate)
    if last and last.value == 0:
        if given := REASONS.get(last.reason, last.comment):
            st.caption(f"Thank you: “{plain(given)}” is noted.")
        else:
            words = REASONS.__getitem__
            st.pills("What was wrong?", list(REASONS), format_func=words, key=f"reason-{answer.id}", on_change=explain)


def _save(desk: "Helpdesk", answer: Answer, value: int, reason: str) -> None:
    from ..helpdesk import thumb

    try:
        desk.store.rate(thumb(answer.id, good=bool(value), reason=reason))
    except Exception as error:  # noqa: BLE001 - such as a full disk
        st.session_state["notice"] = in_words(error)
