"""Ask of an answer why a document was not used."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.types import Answer
from minigiants.ui.shell import in_words

if TYPE_CHECKING:
    from minigiants.retrieval import Library


def ask_why_ignored(library: "Library", answer: Answer, names: Sequence[str], key: str) -> None:
    """Show the choice of a document, and for the chosen one what became of it on its way to the answer."""
    from minigiants.answering.ignored import why_ignored

    if answer.trace is None:
        return
    name = st.selectbox(
        "Why was this document not used?",
        list(names),
        index=None,
        placeholder="Choose a document",
        key=f"ignored-{key}",
    )
    if not name:
        return
    try:
        steps = why_ignored(answer.trace.question, name, answer.trace.collection, library)
    except Exception as error:  # noqa: BLE001 - such as a collection that was deleted: a sentence for the reader
        st.error(in_words(error), icon=":material/error:")
        return
    for number, step in enumerate(steps, start=1):
        st.text(f"{number}. {step}")
