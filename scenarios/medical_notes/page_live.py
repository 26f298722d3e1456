"""A visit that goes on: what is said is added as it comes, and a first draft grows with it."""

import streamlit as st

from minigiants import ui
from minigiants.pipeline import Event
from minigiants.store import NoteBook, StoreError, Visit

from . import editing, templates
from .intake import RefusalError
from .pipeline import ahead, sketch
from .transcript import TranscriptError


def live_view(engine: ui.Backend, book: NoteBook, visit: Visit) -> None:
    """Take what was said since, and show what a note would hold by now; nothing of it is worded or signed yet."""
    st.info(
        "This visit goes on. Below stands what was said so far. When the visit is over, the note is worded, "
        "and you can correct and sign it.",
        icon=":material/mic:",
    )
    words = st.text_area(
        "What was said since",
        key=f"since-{len(visit.transcript)}",
        placeholder="Doctor: Any fever?\nPatient: No.",
    )
    with st.container(horizontal=True):
        more = st.button("Add to the visit", icon=":material/add:", type="primary")
        over = st.button("The visit is over: draft the note", icon=":material/edit_note:")
    if (more and words.strip()) or over:
        try:
            book.extend(visit.id, words, ended=over)
        except StoreError as error:
            st.session_state["conflict"] = ui.in_words(error)
        st.rerun()
    if visit.transcript.strip():
        _so_far(engine, visit)


def _so_far(engine: ui.Backend, visit: Visit) -> None:
    if engine.services is None:
        st.caption("The draft comes as soon as the model is loaded. What you add is kept.")
        return
    services = engine.services.behind(engine.funnel("medical_notes"))
    request = {"dialogue": visit.transcript, "patient": visit.patient, "template": visit.template}
    try:
        made = sketch(request, services)
    except (RefusalError, TranscriptError) as error:
        st.caption(ui.in_words(error))
        return
    for limit in made.note.limits:
        st.info(limit, icon=":material/info:")
    sources = [ui.Source(number=t.number, speaker=t.label or t.speaker, text=t.text) for t in made.visit.turns]
    items = editing.items(made.note, templates.load(visit.template))
    ui.show_linked(sources, items, f"live-{visit.id}-{len(visit.transcript)}", editable=False)
    bar = st.empty()

    def on_event(event: Event) -> None:
        if event.stage == "read" and event.total:
            bar.progress(min(1.0, event.done / event.total), text="The model reads along. Add more at any time.")

    try:
        ahead(request, services, on_event=on_event)
    except Exception as error:  # noqa: BLE001 - reading ahead only saves time; the page says why it does not
        bar.caption(ui.in_words(error))
        return
    bar.caption(":material/check_circle: The model has read what was said so far.")
