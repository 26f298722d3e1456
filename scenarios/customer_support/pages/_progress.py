"""Show a customer how far the answer is and where it is looked up; no draft, for it was not checked."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from minigiants.pipeline import Event

_WORDS = {
    "search": (0.1, "Looking it up…"),
    "read": (0.3, "Reading…"),
    "write": (0.6, "Writing an answer…"),
    "check": (0.95, "Checking the answer…"),
}


class AnswerProgress:
    """What a customer sees while the model works; called with each event of the pipeline."""

    def __init__(self) -> None:
        """Take the place on the page where it is called."""
        self._line = st.empty()

    def __call__(self, event: "Event") -> None:
        """Show `event`. Touching the page is also how a press on Stop arrives here."""
        share, words = said(event)
        self._line.progress(share, text=words)

    def wait(self, words: str) -> None:
        """Show that something comes first."""
        self._line.progress(0.0, text=words)

    def fail(self, words: str) -> None:
        """Show why there is no answer."""
        self._line.error(words, icon=":material/error:")


def said(event: "Event") -> tuple[float, str]:
    """Return how far the answer is, from 0 to 1, and in words that hold nothing of a draft.

    >>> from minigiants.pipeline import Event
    >>> said(Event(stage="search", places=("Returns.md",))), said(Event(stage="queue", done=2))
    ((0.2, 'Looking at Returns.md…'), (0.0, '2 ahead of you…'))
    >>> said(Event(stage="write", text="Yes, there is tea without nuts."))
    (0.6, 'Writing an answer…')
    """
    if event.stage == "queue":
        return 0.0, f"{event.done} ahead of you…" if event.done else "You are next…"
    if event.places:
        return 0.2, f"Looking at {', '.join(event.places)}…"
    return _WORDS.get(event.stage, _WORDS["search"])
