"""A visit that goes on: what is said is added as it comes, and a first draft grows with it."""

import streamlit as st

from minigiants import ui
from minigiants.documents import printable
from minigiants.pipeline import Event
from minigiants.store import StoreError

from ..note import TemplateError, templates
from ..pipeline import ahead, sketch
from ..signed import NoteBook, Visit
from ..talk import RefusalError, TranscriptError, admit, turns
from . import editing
from .mend import mend
from .notices import show_told, tell


def live_view(engine: ui.Backend, book: NoteBook, visit: Visit) -> None:
    """Take what was said since, and show what a note would hold by now; nothing of it is worded or signed yet."""
    show_told(visit.id)
    st.info(
        "This visit is still in progress. The transcript so far is below. When the visit is over, the note is "
        "written, and you can correct and sign it.",
        icon=":material/mic:",
    )
    st.text_area("What has been said since", key=_key(visit.id), placeholder="Doctor: Any fever?\nPatient: No.")
    with st.container(horizontal=True):
        st.button(
            "Add to the visit",
            icon=":material/add:",
            type="primary",
            on_click=_extend,
            args=(book, visit.id),
        )
        st.button(
            "The visit is over: draft the note",
            icon=":material/edit_note:",
            on_click=_extend,
            args=(book, visit.id),
            kwargs={"ended": True},
        )
    if visit.transcript.strip():
        _so_far(engine, visit)
    mend(book, visit)


def _extend(book: NoteBook, visit: str, *, ended: bool = False) -> None:
    """Add what was typed; it leaves the field only when it is kept, and a visit ends only when it can be drafted."""
    words = printable(st.session_state.get(_key(visit), ""))
    if not (words.strip() or ended):
        return
    try:
        whole = "\n".join((book.visit(visit).transcript, words))
        admit(whole) if ended else turns(whole)
        book.extend(visit, words, ended=ended)
    except (RefusalError, TranscriptError) as error:
        tell(visit, ui.in_words(error))
    except (KeyError, StoreError) as error:
        tell(visit, ui.in_words(error), words)
    else:
        st.session_state[_key(visit)] = ""


def _key(visit: str) -> str:
    return f"since-{visit}"


def _so_far(engine: ui.Backend, visit: Visit) -> None:
    if engine.services is None:
        st.caption("The draft appears once the model has loaded. What you add is saved.")
        return
    services = engine.services.behind(engine.funnel("medical_notes"))
    template = templates.usable(visit.template)
    request = {"dialogue": visit.transcript, "patient": visit.patient, "template": template.name}
    try:
        draft = sketch(request, services)
    except (RefusalError, TemplateError, TranscriptError) as error:
        st.caption(ui.in_words(error))
        return
    for limit in draft.note.limits:
        st.info(limit, icon=":material/info:")
    sources = [ui.LinkedSource(number=t.number, speaker=t.label or t.speaker, text=t.text) for t in draft.visit.turns]
    items = editing.items(draft.note, template)
    ui.show_linked(sources, items, f"live-{visit.id}-{len(visit.transcript)}")
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
