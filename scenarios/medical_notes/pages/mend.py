"""Correct the transcript in a visit that is not drafted yet, or delete a visit that is not signed."""

import streamlit as st

from minigiants import ui
from minigiants.documents import printable
from minigiants.store import StoreError

from ..signed import NoteBook, Visit
from ..talk import RefusalError, TranscriptError, admit, turns
from .notices import tell


def mend(book: NoteBook, visit: Visit) -> None:
    """Offer to correct the transcript of a visit without a draft, and to delete a visit without a signature."""
    if visit.state == "waiting" and visit.transcript.strip():
        _correct(book, visit)
    if st.button("Delete this visit", icon=":material/delete:", type="tertiary", key=f"delete-{visit.id}"):
        _confirm_delete(book, visit)


def _correct(book: NoteBook, visit: Visit) -> None:
    key, begun_from = f"said-{visit.id}", f"said-before-{visit.id}"
    if key not in st.session_state:
        st.session_state[key] = st.session_state[begun_from] = visit.transcript

    def keep() -> None:
        words = printable(st.session_state[key])
        try:
            turns(words) if visit.going_on else admit(words)
            book.rewrite(visit.id, words, was=st.session_state[begun_from])
        except (RefusalError, TranscriptError) as error:
            tell(visit.id, ui.in_words(error))
            return
        except (KeyError, StoreError) as error:
            tell(visit.id, ui.in_words(error), words)
        else:
            st.session_state.pop("paused", None)
        st.session_state.pop(key)

    with st.expander("Correct the transcript"):
        st.text_area("What was said", key=key, height=220)
        st.button("Save the correction", icon=":material/save:", on_click=keep)


@st.dialog("Delete this visit?")
def _confirm_delete(book: NoteBook, visit: Visit) -> None:
    st.text(f"{visit.patient.get('name') or 'No name'}, visit of {visit.created:%d %B %Y, %H:%M} UTC")
    st.text("What was said and every draft of its note are permanently erased.")

    def delete() -> None:
        try:
            book.delete_visit(visit.id)
        except StoreError as error:
            tell(visit.id, ui.in_words(error))
        else:
            st.query_params.pop("visit", None)

    if st.button("Delete", type="primary", key="delete-visit-now", on_click=delete):
        st.rerun()
