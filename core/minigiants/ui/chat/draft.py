"""Show what comes of a question while the model works: how far it is, what it reads, and the words so far."""

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.shell import count, shorten

if TYPE_CHECKING:
    from minigiants.pipeline import Event
    from minigiants.types import Evidence

_PICKED = 4
"""Places that are shown before the first word; the rest is counted."""


class Draft:
    """What the reader sees while the model works; called with each event of the pipeline."""

    def __init__(self) -> None:
        """Take the place on the page where it is called."""
        self.text = ""
        self._line = st.empty()
        self._picked = st.empty()
        self._body = st.empty()

    def __call__(self, event: "Event") -> None:
        """Show `event`. Touching the page is also how a press on Stop arrives here."""
        self.text += event.text
        share, words = progress(event)
        self._line.progress(share, text=words)
        if event.evidence:
            with self._picked.container(gap=None):
                _show_picked(event.evidence)
        if event.text:
            self._body.text(self.text)

    def wait(self, words: str) -> None:
        """Show that something comes first."""
        self._line.progress(0.0, text=words)

    def fail(self, words: str) -> None:
        """Show why there is no answer."""
        self._picked.empty()
        self._body.empty()
        self._line.error(words, icon=":material/error:")


def _show_picked(evidence: "Sequence[Evidence]") -> None:
    """Quote the first places that the model reads."""
    st.caption("Found in your documents:")
    for one in evidence[:_PICKED]:
        place = html.escape(f"{one.document}, page {one.page}")
        st.html(f"<p class='mg-quote'><strong>{place}</strong><br>{html.escape(shorten(one.text, 160))}</p>")
    if len(evidence) > _PICKED:
        st.caption(f"And {count(len(evidence) - _PICKED, 'more place')}.")


def progress(event: "Event") -> tuple[float, str]:
    """Return how far the answer is, from 0 to 1, and in words.

    >>> from minigiants.pipeline import Event
    >>> progress(Event(stage="queue", done=2))
    (0.0, '2 questions are ahead of yours.')
    >>> progress(Event(stage="read", done=50, total=100))
    (0.3, 'Reading the passages found: 50 %')
    """
    part = event.done / event.total if event.total else 0.0
    if event.stage == "queue":
        ahead = "Your question is next." if event.done < 1 else f"{count(event.done, 'question')} are ahead of yours."
        return 0.0, ahead.replace("1 question are", "1 question is")
    if event.stage == "read":
        return (1 + 4 * min(1.0, part)) / 10, f"Reading the passages found: {part:.0%}".replace("%", " %")
    if event.stage == "write":
        return (
            5 + 4 * min(1.0, part)
        ) / 10, "Writing a draft. It is checked against your documents before it becomes the answer."
    if event.stage == "check":
        return 0.95, "Checking each sentence against your documents…"
    if event.stage == "gather":
        return 0.05 + 0.9 * min(1.0, part), f"Reading everything: {event.done} of {count(event.total, 'passage')}"
    return _before_reading(event)


def _before_reading(event: "Event") -> tuple[float, str]:
    if event.stage == "understand":
        return 0.02, "Reading your question in the light of the conversation…"
    return (0.1, "Reading what was found…") if event.evidence else (0.05, "Searching your documents…")
