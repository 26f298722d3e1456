"""Edit a question, have one answered again, and read what stood there before."""

from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.chat.again import NextQuestion, ask_next
from minigiants.ui.chat.copied import with_sources
from minigiants.ui.shell import count

if TYPE_CHECKING:
    from minigiants.store import Message, StandingMessage, Store

_EDITED = "edited-question"
SAME = "answered-the-same"
"""Holds the message whose answer came out the same when it was asked for again."""


def show_question(message: "Message", key: str, *, longest: int, ready: bool) -> None:
    """Show a question with a way to edit it; while it is edited the form stands in its place."""
    if ready and st.session_state.get(_EDITED) == message.id:
        _form(message, longest)
        return
    with st.container(key=f"question-{key}", horizontal=True, vertical_alignment="center"):
        st.text(message.text, width="content")
        if ready and st.button(
            "Edit", icon=":material/edit:", type="tertiary", key=f"edit-{message.id}", help="Edit it and ask again"
        ):
            st.session_state[_EDITED] = message.id
            st.rerun()


def _form(message: "Message", longest: int) -> None:
    with st.form(f"editing-{message.id}"):
        words = st.text_area("Your question", value=message.text, max_chars=longest, key=f"edited-{message.id}")
        st.caption("The answer to it and whatever was said after it are kept as an earlier version.")
        with st.container(horizontal=True):
            ask = st.form_submit_button("Ask", type="primary", icon=":material/send:")
            cancel = st.form_submit_button("Cancel")
    if not (cancel or (ask and words.strip())):
        return
    st.session_state.pop(_EDITED)
    if ask:
        ask_next(NextQuestion(question=words.strip(), replaces=message.id))
    st.rerun()


def offer_another(question: str, message: int) -> None:
    """Offer to have `question` answered again in the place of the answer in `message`."""
    if st.button(
        "Answer again",
        icon=":material/refresh:",
        type="tertiary",
        key=f"another-{message}",
        help="Search again and write a new answer. This one is kept.",
    ):
        ask_next(NextQuestion(question=question, again=True, replaces=message))
        st.rerun()
    if st.session_state.get(SAME) == message:
        st.caption("Answered again: it comes out the same, for nothing has changed.")


def show_earlier(store: "Store", turn: "StandingMessage") -> None:
    """Let the reader open what stood in a message's place before."""
    if not turn.earlier:
        return
    what = "question" if turn.message.role == "user" else "answer"
    others = len(turn.earlier) - 1
    label = f"Earlier {what}" + (f" and {count(others, 'more message')}" if others else "")
    box = st.expander(
        label, type="compact", icon=":material/history:", key=f"earlier-{turn.message.id}", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        for message in turn.earlier:
            if message.role == "user":
                st.markdown("**You asked**")
                st.text(message.text)
            elif message.stopped:
                st.caption("You stopped this answer. The draft was not checked, so do not rely on it.")
                st.text(message.text)
            else:
                st.text(with_sources(store.answer(message.answer_id)) if message.answer_id else message.text)
