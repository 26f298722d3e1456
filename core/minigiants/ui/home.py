"""The suite's first page: what it does, what is ready, and the way to each scenario."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from minigiants.ui.shell import count, enter, heading, model_problem, model_status, plain, style

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from minigiants.ui.shell import Backend


ABREAST = 2
"""Ways in beside each other where the window is wide enough."""


class Offer(Protocol):
    """What has a page: a scenario or a tool."""

    @property
    def name(self) -> str:
        """As in addresses."""
        ...

    @property
    def title(self) -> str:
        """As people call it."""
        ...

    @property
    def description(self) -> str:
        """One sentence."""
        ...

    @property
    def role(self) -> str:
        """Who it is for, in their own words; may be empty."""
        ...

    @property
    def first_step(self) -> str:
        """What to do there first, a sentence; may be empty."""
        ...

    @property
    def icon(self) -> str:
        """A name of Material Symbols."""
        ...


def home_page(offers: "Sequence[tuple[Offer, StreamlitPage]]") -> None:
    """Show what the suite is for, one way in for each page, and how far the model and the index are."""
    style()
    heading("Mini Giants", "Small language models that work for you, on a computer you own.")
    for start in range(0, len(offers), ABREAST):
        for column, (offer, page) in zip(st.columns(ABREAST), offers[start : start + ABREAST], strict=False):
            with column.container(border=True, key=f"scenario-{offer.name}", height="stretch"):
                if offer.role:
                    st.caption(offer.role)
                st.subheader(f":material/{offer.icon}: {offer.title}", anchor=False)
                st.text(offer.description)
                if offer.first_step:
                    st.caption(f"First step: {plain(offer.first_step)}")
                st.page_link(page, label=f"Open {offer.title}", icon=":material/arrow_forward:")
    engine = enter()
    with st.sidebar:
        model_status(engine)
    if engine.problem:
        model_problem(engine)
    st.subheader("On this computer", anchor=False)
    st.caption("If you look after this computer: `minigiants doctor` in a terminal checks it and says what to do.")
    st.text(f"Model: {engine.answering}, {_STATES[engine.state]}.")
    if engine.library:
        infos = engine.library.collections()
        documents, passages = sum(i.documents for i in infos), sum(i.passages for i in infos)
        facts = f"{count(len(infos), 'collection')}, {count(documents, 'document')}, {count(passages, 'passage')}"
        st.text(f"Your documents: {facts}, searched by {engine.settings.embedding_model}.")
    st.subheader("What you can rely on", anchor=False)
    st.markdown(
        "- **Every sentence has a source.** It is shown beside the answer; a sentence without one is left out.\n"
        f"- **Private.** {_private(engine)}\n"
        "- **Yours to judge.** Rate or correct any answer where it stands; every rating is kept."
    )


def _private(engine: "Backend") -> str:
    if engine.sent_to:
        server = plain(engine.sent_to)
        return f"Documents and answers are kept on this computer; questions are answered by your server {server}."
    return "Documents, questions and answers stay on this computer. It works with the network unplugged."


_STATES = {
    "opening": "not loaded yet",
    "loading": "being loaded",
    "ready": "ready",
    "failed": "not available",
}
