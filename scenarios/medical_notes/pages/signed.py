"""A signed note: what it says, what was added, ways to give it out, and the experts' word on it."""

import json

import streamlit as st

from minigiants import ui
from minigiants.documents import printable, write_docx
from minigiants.privacy import PrivacyError
from minigiants.scenario import Scenario
from minigiants.store import StoreError

from ..note import from_json
from ..signed import NoteBook, Rated, Signed, Visit, bare, exports, leaflet, rated_sections, shape
from .notices import show_told, tell


def signed_view(engine: ui.Backend, book: NoteBook, visit: Visit, declared: Scenario, by: str) -> None:
    """Show a signed note; it can be added to and given out, and never changed."""
    show_told(visit.id)
    signed = book.signed(visit.id)
    if book.intact(visit.id):
        st.success(
            f"Signed by {ui.plain(signed.signed_by)} on {signed.time:%d %B %Y, %H:%M} UTC", icon=":material/verified:"
        )
    else:
        st.error("This note has been changed since it was signed: do not rely on it.", icon=":material/gpp_bad:")
    with st.container(border=True, key="signed-note"):
        st.text(signed.text)
    for number, added in enumerate(signed.addenda, start=1):
        with st.container(border=True, key=f"addendum-{number}"):
            st.markdown(f"**Addendum {number}**, {ui.plain(added.author)}, {added.time:%d %b %Y %H:%M} UTC")
            st.text(added.text)
    st.caption(f"Fingerprint of the signed note, by which a later change shows (SHA-256): {signed.sha256}")
    plain = leaflet.plain_words(from_json(signed.body), [added.text for added in signed.addenda])
    _give_out(engine, visit, signed, plain)
    _add(book, visit, by)
    with st.expander("For the patient, in plain words"):
        st.text(plain)
        st.caption(
            "Taken line by line from the signed note and its addenda; a line whose facts would change is left as is. "
            f"Reading age: about {leaflet.reading_age(plain):.0f} years. Read it before you hand it out."
        )
    _rate(engine, book, visit, declared, by)


def _add(book: NoteBook, visit: Visit, by: str) -> None:
    key = f"addendum-words-{visit.id}"

    def add() -> None:
        words = printable(st.session_state[key]).strip()
        if not words:
            return
        try:
            book.add_addendum(visit.id, words, author=by)
        except StoreError as error:
            tell(visit.id, ui.in_words(error))
        else:
            st.session_state[key] = ""

    with st.expander("Add an addendum"):
        st.text_area("Text of the addendum", key=key)
        st.button("Sign the addendum", icon=":material/verified:", on_click=add)


def document(visit: Visit, signed: Signed) -> exports.SignedDocument:
    """Return a signed note as it is given out."""
    template, texts = shape(visit, signed)
    return exports.SignedDocument(
        visit=visit.id,
        template=template,
        sections=texts,
        patient=visit.patient,
        signed_by=signed.signed_by,
        time=signed.time,
        sha256=signed.sha256,
        additions=[exports.Addition(text=a.text, author=a.author, time=a.time) for a in signed.addenda],
    )


def _give_out(engine: ui.Backend, visit: Visit, signed: Signed, plain: str) -> None:
    st.subheader("Export", anchor=False)
    note = document(visit, signed)
    about = str(visit.patient.get("name") or visit.patient.get("record") or "note")

    def named(kind: str, suffix: str) -> str:
        return ui.file_name(about, kind, suffix, day=visit.created)

    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    files = (
        ("Markdown", exports.markdown(note), named("note", "md"), "text/markdown"),
        ("Word", write_docx(exports.blocks(note)), named("note", "docx"), word),
        ("FHIR R4", json.dumps(exports.fhir(note), indent=2), named("note", "fhir.json"), "application/fhir+json"),
        ("Plain words for the patient", plain, named("for-the-patient", "txt"), "text/plain"),
    )
    with st.container(horizontal=True):
        for label, content, name, kind in files:
            st.download_button(label, content, name, kind, icon=":material/download:")
        if st.button("Prepare a copy without personal data"):
            try:
                st.session_state["bare"] = bare(signed, visit, engine.funnel("medical_notes"))
            except PrivacyError as error:
                st.error(ui.in_words(error), icon=":material/error:")
    if made_bare := st.session_state.pop("bare", ""):
        name = ui.file_name("note", "without-personal-data", "txt")
        st.download_button("Copy without personal data", made_bare, name, "text/plain")
    st.caption("These files contain the patient's personal data. Only the copy without personal data does not.")


@st.fragment
def _rate(engine: ui.Backend, book: NoteBook, visit: Visit, declared: Scenario, by: str) -> None:
    """Ask the expert's word on each section as it was drafted, with the form that every scenario has."""
    st.subheader("Rate the draft that this note came from", anchor=False)
    funnel = engine.funnel("medical_notes")
    try:
        answers = rated_sections(engine.store, book, visit, funnel)
    except (PrivacyError, StoreError) as error:
        st.error(ui.in_words(error), icon=":material/error:")
        return
    name = st.selectbox("Section", list(answers), format_func=str.capitalize, key=f"rated-{visit.id}")
    with st.container(border=True, key="rated-section"):
        st.text(answers[name].text)
    ui.show_rating(Rated(engine.store, visit, funnel), answers[name], declared.criteria, by)
