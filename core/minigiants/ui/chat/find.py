"""Try a search: what would be found for these words, and why."""

from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.chat.trace import hit_rows
from minigiants.ui.documents.source import Place, show_source
from minigiants.ui.shell import in_words, plain, shorten, table

if TYPE_CHECKING:
    from minigiants.retrieval import Library

_LIMIT = 10


def try_search(library: "Library", collection: str) -> None:
    """Show what the search alone finds in `collection`; the model has no part in it."""
    st.caption("See what the search finds before the model reads anything, and why a document was not used.")
    words = st.text_input("Words or a question", key="find-words", max_chars=2000)
    if not words.strip():
        return
    try:
        with st.spinner("Searching…"):
            hits = library.search(words, collection=collection, limit=_LIMIT)
    except Exception as error:  # noqa: BLE001 - such as a collection of another embedding model: a sentence for the reader
        st.error(in_words(error), icon=":material/error:")
        return
    if not hits:
        st.text("Nothing was found. The collection may be empty.")
        return
    headers = ("Rank", "Passage", "Rank by words", "Rank by meaning", "Similarity of meaning")
    table(headers, hit_rows(hits), caption="Passages found, in rank order")
    st.markdown("**Open a passage on its page**")
    for number, hit in enumerate(hits, start=1):
        passage = hit.passage
        label = f"**{number}**  {plain(shorten(passage.document, 40))}, page {passage.page}"
        if st.button(label, key=f"found-{number}", type="tertiary", help="Open this page"):
            spans = ((passage.start, passage.end),)
            show_source(library, Place(collection, passage.document_id, passage.document, passage.page, spans))
        st.text(shorten(passage.text, 220))
