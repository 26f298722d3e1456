"""Open the place that a citation points to: the page as a picture with the quote marked, or the text around it."""

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.shell import artist

if TYPE_CHECKING:
    from minigiants.retrieval import DocumentInfo, Library

_AROUND = 1500
"""Characters shown before and after a quote in a text without pages."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a page of a document, as found when the answer was made."""

    collection: str
    document_id: str
    document: str
    page: int
    spans: tuple[tuple[int, int], ...]


# Drawn anew once closed: else the browser later asks for the picture again, which the server has dropped.
@st.dialog("Source", width="large", icon=":material/description:", on_dismiss="rerun")
def show_source(library: "Library", place: Place) -> None:
    """Show the page of `place` with its spans marked, and let the reader turn pages."""
    st.text(f"{place.document}")
    passage = locate(library, place)
    if passage is None:
        st.info("This document is no longer in the collection, so its page cannot be shown.")
        return
    collection, info = passage
    page = _turn(place, info.pages)
    spans = place.spans if page == place.page else ()
    if info.media_type == "application/pdf":
        from minigiants.documents import Unreadable, areas

        data = library.original(collection, info.id)
        recognised = areas(library.scans(collection, info.id).get(page), spans)
        marked = "; the quoted passage is marked in yellow" if spans else ""
        try:
            image = artist().picture(data, page, () if recognised else spans, areas=recognised)
        except Unreadable as error:
            st.info(error.message)
        except IndexError:  # a page of a file that is attached to it
            st.html(marked_text(library.page_text(collection, info.id, page), spans, _AROUND))
        else:
            st.image(image, output_format="PNG", width="stretch", alt=f"Page {page} of {place.document}{marked}")
        st.download_button("Download", data, file_name=info.name, icon=":material/download:", on_click="ignore")
    else:
        whole = st.toggle("Show the whole text", key="source-whole")
        st.html(marked_text(library.page_text(collection, info.id, page), spans, None if whole else _AROUND))


def locate(library: "Library", place: Place) -> "tuple[str, DocumentInfo] | None":
    """Find the document by its content, in whichever collection it is now."""
    names = [info.name for info in library.collections()]
    for name in sorted(names, key=lambda name: name != place.collection):
        for document in library.documents(name):
            if document.id == place.document_id:
                return name, document
    return None


def marked_text(text: str, spans: tuple[tuple[int, int], ...], around: int | None) -> str:
    """Return HTML of `text` with the spans marked, cut to `around` characters beside them.

    >>> marked_text("a <b> c", ((2, 5),), None)
    "<p class='mg-passage'>a <mark>&lt;b&gt;</mark> c</p>"
    """
    first = max(0, min((s for s, _ in spans), default=0) - around) if around is not None else 0
    last = max((e for _, e in spans), default=0) + around if around is not None else len(text)
    pieces, at = ["… " if first else ""], first
    for start, end in sorted(spans):
        pieces += [html.escape(text[at:start]), "<mark>", html.escape(text[max(start, at) : end]), "</mark>"]
        at = max(at, end)
    pieces += [html.escape(text[at:last]), " …" if last < len(text) else ""]
    return f"<p class='mg-passage'>{''.join(pieces)}</p>"


def _turn(place: Place, pages: int) -> int:
    """Show the buttons that turn pages, return the page to show."""
    key = f"page-{place.document_id[:12]}-{place.page}-{place.spans}"
    page = min(int(st.session_state.get(key, place.page)), pages)
    if pages < 2:
        return page

    def button(label: str, icon: str, to: int) -> None:
        st.button(
            label,
            icon=f":material/{icon}:",
            key=f"{key}-{icon}",
            on_click=st.session_state.__setitem__,
            # Never disabled: a button that goes dead under the keyboard's focus takes the Escape key with it.
            args=(key, min(max(1, to), pages)),
        )

    with st.container(horizontal=True, vertical_alignment="center"):
        button("Previous page", "chevron_left", page - 1)
        st.text(f"Page {page} of {pages}")
        button("Next page", "chevron_right", page + 1)
        if page != place.page:
            button(f"Back to page {place.page}", "undo", place.page)
    return page
