"""A visit that is not signed: it is drafted under the reader's eyes, then worked on."""

import threading
import time

import streamlit as st

from minigiants import ui
from minigiants.pipeline import Event

from ..checks import dialogue_of
from ..note import Note, from_json, templates, text, to_json
from ..pipeline import draft
from ..signed import BY_MACHINE, NoteBook, Version, Visit
from ..talk import RefusalError, TranscriptError, admit
from .desk import keep, whole, work
from .mend import mend
from .notices import show_told

_CLAIM = threading.Lock()
_DRAFTED: set[str] = set()
"""Visits that a page of this program is drafting now."""
_LOOK = 1.0
"""Seconds between two looks at what another page has drafted."""


def draft_view(engine: ui.Backend, book: NoteBook, visit: Visit, by: str) -> None:
    """Show a visit that is not signed: draft it when that was not done, else let it be worked on."""
    version = book.latest(visit.id)
    note = from_json(version.body) if version else None
    if note is None or not {*templates.PARTS} <= {*note.done}:
        show_told(visit.id)
        if not _paused(book, visit, version, note, by):
            _draft(engine, book, visit)
        return
    try:
        dialogue = dialogue_of(admit(visit.transcript).turns, visit.patient)
    except (RefusalError, TranscriptError) as error:
        show_told(visit.id)
        st.error(ui.in_words(error), icon=":material/error:")
        mend(book, visit)
        return
    for limit in note.limits:
        st.info(limit, icon=":material/info:")
    work(engine, book, visit, by, dialogue)
    mend(book, visit)


def _paused(book: NoteBook, visit: Visit, version: Version | None, note: Note | None, by: str) -> bool:
    """Show, when drafting was stopped, the ways to go on, and tell whether it was."""
    if st.session_state.get("paused") != visit.id:
        return False
    st.info("Stopped. What was drafted so far is saved.", icon=":material/pause_circle:")
    if st.button("Continue drafting", type="primary", icon=":material/play_arrow:"):
        st.session_state.pop("paused")
        st.rerun()
    if note:
        made = whole(note, dialogue_of(admit(visit.transcript).turns, visit.patient))

        def go_on() -> None:
            keep(book, visit, version, made, by)

        st.button("Continue with this draft", icon=":material/check:", on_click=go_on)
    mend(book, visit)
    return True


def _draft(engine: ui.Backend, book: NoteBook, visit: Visit) -> None:
    """Draft under the reader's eyes, unless another page of the same visit does."""
    with _CLAIM:
        first = visit.id not in _DRAFTED
        _DRAFTED.add(visit.id)
    if not first:
        _follow(book, visit)
        return
    try:
        _write(engine, book, visit)
    finally:
        _DRAFTED.discard(visit.id)


def _follow(book: NoteBook, visit: Visit) -> None:
    """Show what another page drafts, until it is done or that page is closed."""
    st.info("This visit is being drafted in another window. This is the draft so far.", icon=":material/sync:")
    place, template = st.empty(), templates.usable(visit.template)
    while visit.id in _DRAFTED:
        if version := book.latest(visit.id):
            place.text(text(from_json(version.body), template))
        time.sleep(_LOOK)
    st.rerun()


def _write(engine: ui.Backend, book: NoteBook, visit: Visit) -> None:
    """Draft; each part is saved as soon as it is there, and a stop loses none."""
    if st.button("Stop", icon=":material/stop_circle:", key="stop"):
        st.session_state["paused"] = visit.id
        st.rerun()
    bar, place = st.empty(), st.empty()
    while engine.state in ("opening", "loading"):
        bar.progress(0.0, text="The model is still being loaded. Your visit comes next.")
        time.sleep(0.2)
    if engine.services is None:
        mend(book, visit)
        return
    template, version = templates.usable(visit.template), book.latest(visit.id)
    latest = [version.id if version else None]

    def on_note(made: Note) -> None:
        latest[0] = book.save(visit.id, to_json(made), author=BY_MACHINE, based_on=latest[0]).id
        place.text(text(made, template))

    def on_event(event: Event) -> None:
        bar.progress(*_progress(event))

    request = {"dialogue": visit.transcript, "patient": visit.patient, "template": template.name}
    try:
        services = engine.services.behind(engine.funnel("medical_notes"))
        kept = from_json(version.body) if version else None
        draft(request, services, on_event=on_event, resumed=kept, on_note=on_note)
    except Exception as error:  # noqa: BLE001 - the page says it; the visit stays and can be drafted again
        bar.error(ui.in_words(error), icon=":material/error:")
        st.button("Try again", icon=":material/refresh:")
        mend(book, book.visit(visit.id))
        return
    st.rerun()


def _progress(event: Event) -> tuple[float, str]:
    words = {
        "queue": "Another request comes first.",
        "search": "Preparing the transcript…",
        "read": "Reading the transcript…",
        "write": "Writing the note. Each line is checked against what was said.",
        "check": "Checking what was left out…",
    }
    part = min(1.0, event.done / event.total) if event.total else 0.0
    share = {"queue": 0.05, "search": 0.1, "read": 0.2 + 0.3 * part, "write": 0.5 + 0.4 * part, "check": 0.95}
    return share.get(event.stage, 0.1), words.get(event.stage, "Working…")
