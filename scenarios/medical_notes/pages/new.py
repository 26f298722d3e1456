"""The form for a new visit: its header, its transcript, the note's form."""

from pathlib import Path

import streamlit as st

from minigiants import ui
from minigiants.documents import printable
from minigiants.store import StoreError

from ..note import TemplateError, templates
from ..signed import NoteBook, Visit
from ..talk import SUFFIXES, RefusalError, TranscriptError, admit, read_file

_KNEE = Path(__file__).parents[1] / "visits" / "knee.txt"
_EXAMPLES = Path(__file__).with_name("examples")
_MADE_UP = {
    "Knee pain": _KNEE,
    "By telephone": _EXAMPLES / "telephone.txt",
    "With a companion": _EXAMPLES / "companion.txt",
    "A child": _EXAMPLES / "child.txt",
}


def new_visit(book: NoteBook, by: str) -> Visit | None:
    """Show the form, and return the visit that was put into the queue with it."""
    st.subheader("New visit", anchor=False)
    header = _header()
    chosen = st.selectbox(
        "Type of note", templates.names(), index=templates.names().index(templates.DEFAULT), format_func=_title
    )
    _sample()
    file = st.file_uploader("Transcript as a file", type=[s[1:] for s in SUFFIXES], key="transcript-file")
    pasted = st.text_area(
        "Or paste the transcript",
        key="transcript",
        height=260,
        placeholder="Doctor: What brings you in today?\nPatient: My knee hurts.",
        help="Each turn begins with who speaks: “Doctor:”, “[doctor]” or “D:”.",
    )
    if file and pasted.strip():
        st.caption(":material/info: The pasted text is drafted, not the file. Empty the field to use the file.")
    st.caption(
        "Make sure that the patient has agreed to the recording. The draft is for a clinician to read and decide on."
    )
    with st.container(horizontal=True):
        whole = st.button("Draft the note", type="primary", icon=":material/edit_note:")
        begun = st.button(
            "Start a live visit",
            icon=":material/mic:",
            help="Add what is said as you go; a first draft grows along with it.",
        )
    if not (whole or begun):
        return None
    try:
        transcript = read_file(file.getvalue(), file.name) if file and not pasted.strip() else pasted
        transcript = printable(transcript)
        if whole or transcript.strip():
            admit(transcript)
        return book.add_visit(transcript, patient=header, template=chosen, creator=by, going_on=begun)
    except (RefusalError, TranscriptError, StoreError) as error:
        st.error(ui.in_words(error), icon=":material/error:")
        return None


def _header() -> dict[str, str]:
    columns = st.columns(3)
    name = columns[0].text_input("Patient's name", key="patient-name")
    birth = columns[1].date_input(
        "Date of birth", value=None, min_value="1900-01-01", max_value="today", key="patient-birth"
    )
    record = columns[2].text_input("Record number", key="patient-record")
    told = {"name": name.strip(), "birth": birth.isoformat() if birth else "", "record": record.strip()}
    return {key: printable(value) for key, value in told.items() if value}


def _sample() -> None:
    """Offer visits that we made up."""

    def take() -> None:
        if chosen := st.session_state["made-up"]:
            st.session_state["transcript"] = _MADE_UP[chosen].read_text("utf-8")
            st.session_state["patient-name"] = "Sample Patient"

    st.pills("Fill in a made-up visit", list(_MADE_UP), key="made-up", on_change=take)


def _title(name: str) -> str:
    try:
        return templates.load(name).title
    except TemplateError as error:
        return f"{name}: {error}"
