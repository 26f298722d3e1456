"""Ask once more: as it was typed, as it was, or in other words; what stood there before is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from minigiants.types import Answer

if TYPE_CHECKING:
    from minigiants.store import Message

_WAITING = "ask-next"
EARLIER = 6
"""Messages of the talk that a question is read in the light of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NextQuestion:
    """A question that somebody wants answered."""

    question: str
    as_typed: bool = False
    """It stands alone, whatever was said before."""
    again: bool = False
    """It stands in the talk already."""
    documents: tuple[str, ...] = ()
    replaces: int | None = None
    """The message that what comes of it stands in place of: an answer that is given again, or an edited question."""

    def request(self, collection: str, messages: "Sequence[Message]") -> dict[str, Any]:
        """Return what the pipeline is asked, with what was said before."""
        here = next((n for n, m in enumerate(messages) if m.id and m.id == self.replaces), len(messages))
        own = [n for n, m in enumerate(messages[:here]) if m.role == "user"]
        # Where personal data is not kept, the words differ: the last question is then the one that is asked.
        last = max((n for n in own if messages[n].text == self.question), default=max(own, default=0))
        before = [message for message in messages[:last] if not message.stopped and message.text.strip()][-EARLIER:]
        talk = [{"role": m.role if m.role == "user" else "assistant", "content": m.text} for m in before]
        fields: dict[str, Any] = {"question": self.question, "collection": collection}
        if talk and not self.as_typed:
            fields["talk"] = talk
        if self.documents:
            fields["documents"] = list(self.documents)
        return fields

    def kept(self, collection: str, answer: Answer) -> dict[str, Any]:
        """Return the request as it is kept: self-contained, so that it can be asked again without the talk."""
        understood = answer.trace.question if answer.trace and answer.trace.asked else self.question
        return self.request(collection, ()) | {"question": understood}


def wish_waiting() -> NextQuestion | None:
    """Return the question that a button asked for since the page was last drawn, once."""
    wish = st.session_state.pop(_WAITING, None)
    return wish if isinstance(wish, NextQuestion) else None


def ask_next(wish: NextQuestion) -> None:
    """Have `wish` answered when the page is drawn next."""
    st.session_state[_WAITING] = wish


def offer_as_typed(answer: Answer, key: str, message: int) -> None:
    """Say how the question was understood where it was changed, and offer to take it as it was typed.

    The answer then stands in the place of the one in `message`.
    """
    if answer.trace is None or not answer.trace.asked:
        return
    typed = answer.trace.asked
    with st.container(horizontal=True, vertical_alignment="center", key=f"understood-{key}"):
        st.caption("Understood as:", width="content")
        st.text(answer.trace.question, width="content")
        wish = NextQuestion(question=typed, as_typed=True, again=True, replaces=message)
        help_ = "Answer the question on its own, without what was said before it"
        if st.button("Ask it as I typed it", key=f"typed-{key}", type="tertiary", help=help_):
            ask_next(wish)
            st.rerun()
