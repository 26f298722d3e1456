"""A draft: what was said beside what is written, what is still open, and the signature."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from minigiants import ui
from minigiants.pipeline import Event
from minigiants.store import NoteBook, Rating, StoreError, Version, Visit

from . import editing, templates
from .checking import Visit as Said
from .drafting import omissions, visit_of
from .intake import admit
from .note import Line, Note, Omission, from_json, text, to_json
from .pipeline import draft, recheck

BY_MACHINE = "minigiants"
_PARTS = {
    "subjective": "history",
    "medications": "medications",
    "allergies": "allergies",
    "exam": "examination",
    "results": "results",
    "assessment": "assessment",
    "plan": "plan",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Desk:
    """A draft under work."""

    engine: ui.Backend
    book: NoteBook
    visit: Visit
    by: str
    version: Version
    note: Note
    said: Said

    def check(self, line: Line) -> Line:
        services = self.engine.services
        if services is None:
            return replace(line, verdict="unsupported", kind="no-evidence", why="It could not be checked yet.")
        return recheck(line, self.said, services)

    def save(self, note: Note) -> None:
        """Save a new version and show it; when somebody else was faster, both are kept and theirs is shown."""
        _save(self.book, self.visit, self.version, note, self.by)


def draft_view(engine: ui.Backend, book: NoteBook, visit: Visit, by: str) -> None:
    """Show a visit that is not signed: draft it when that was not done, else let it be worked on."""
    version = book.latest(visit.id)
    note = from_json(version.body) if version else None
    if note is None or set(note.done) < set(templates.PARTS):
        if not _paused(book, visit, version, note, by):
            _draft(engine, book, visit, version, note)
        return
    assert version is not None
    said = visit_of(admit(visit.transcript).turns, visit.patient)
    if told := st.session_state.pop("conflict", ""):
        st.warning(told, icon=":material/sync_problem:")
    for limit in note.limits:
        st.info(limit, icon=":material/info:")
    desk = _Desk(engine=engine, book=book, visit=visit, by=by, version=version, note=note, said=said)
    _show(desk)
    left, right = st.columns([3, 2])
    with left:
        _checklist(desk)
    with right:
        _sign(desk)
        _more(desk)


def _paused(book: NoteBook, visit: Visit, version: Version | None, note: Note | None, by: str) -> bool:
    """Show, when drafting was stopped, the ways to go on, and tell whether it was."""
    if st.session_state.get("paused") != visit.id:
        return False
    st.info("Stopped. What was drafted so far is saved.", icon=":material/pause_circle:")
    if st.button("Go on drafting", type="primary", icon=":material/play_arrow:"):
        st.session_state.pop("paused")
        st.rerun()
    if note and st.button("Work with what there is", icon=":material/check:"):
        said = visit_of(admit(visit.transcript).turns, visit.patient)
        left = tuple(omissions(note.lines, said))
        _save(book, visit, version, replace(note, done=templates.PARTS, omissions=left), by)
    return True


def _draft(engine: ui.Backend, book: NoteBook, visit: Visit, version: Version | None, note: Note | None) -> None:
    """Draft under the reader's eyes; each part is saved as soon as it is there, and a stop loses none."""
    if st.button("Stop", icon=":material/stop_circle:", key="stop"):
        st.session_state["paused"] = visit.id
        st.rerun()
    bar, place = st.empty(), st.empty()
    while engine.state in ("opening", "loading"):
        bar.progress(0.0, text="The model is still being loaded. Your visit comes next.")
        time.sleep(0.2)
    if engine.services is None:
        return
    template = templates.load(visit.template)
    latest = [version.id if version else None]

    def on_note(made: Note) -> None:
        latest[0] = book.save(visit.id, to_json(made), author=BY_MACHINE, based_on=latest[0]).id
        place.text(text(made, template))

    def on_event(event: Event) -> None:
        bar.progress(*_progress(event))

    request = {"dialogue": visit.transcript, "patient": visit.patient, "template": visit.template}
    try:
        services = engine.services.behind(engine.funnel("medical_notes"))
        draft(request, services, on_event=on_event, kept=note, on_note=on_note)
    except Exception as error:  # noqa: BLE001 - the page says it; the visit stays and can be drafted again
        bar.error(ui.in_words(error), icon=":material/error:")
        st.button("Try again", icon=":material/refresh:")
        return
    st.rerun()


def _progress(event: Event) -> tuple[float, str]:
    words = {
        "queue": "Another request comes first.",
        "search": "Reading the dialogue…",
        "read": "Reading what belongs together…",
        "write": "Wording the note. What is below was said; each line is checked against it.",
        "check": "Looking for what was left out…",
    }
    part = min(1.0, event.done / event.total) if event.total else 0.0
    share = {"queue": 0.05, "search": 0.1, "read": 0.2 + 0.3 * part, "write": 0.5 + 0.4 * part, "check": 0.95}
    return share.get(event.stage, 0.1), words.get(event.stage, "Working…")


def _show(desk: _Desk) -> None:
    st.caption("Point at a line to see what it rests on; point at what was said to see where it went.")
    sources = [ui.Source(number=t.number, speaker=t.label or t.speaker, text=t.text) for t in desk.said.turns]
    items = editing.items(desk.note, templates.load(desk.visit.template))
    change = ui.show_linked(sources, items, f"note-{desk.visit.id}", editable=True)
    if change is None:
        return
    if change.act == "remove":
        desk.save(editing.removed(desk.note, change.id))
    else:
        desk.save(editing.edited(desk.note, change.id, change.text, desk.check))


def _checklist(desk: _Desk) -> None:
    """Show each open point with the ways to settle it."""
    st.subheader(f"To resolve before signing: {len(desk.note.open)}", anchor=False)
    if not desk.note.open:
        st.caption(":material/check_circle: Nothing is open. Read the note once more before you sign it.")
    for point in desk.note.open:
        with st.container(border=True, key=f"open-{point.id}"):
            if isinstance(point, Line):
                _open_line(desk, point)
            else:
                _open_omission(desk, point)


def _open_line(desk: _Desk, line: Line) -> None:
    st.markdown(":material/help: **Not shown by the dialogue**")
    st.text(line.text)
    st.caption(ui.plain(line.why))
    with st.container(horizontal=True):
        if st.button("I vouch for it", key=f"vouch-{line.id}", help="You know it from elsewhere, such as the record."):
            desk.save(editing.confirmed(desk.note, line.id, desk.by))
        if st.button("Remove it", key=f"remove-{line.id}"):
            desk.save(editing.removed(desk.note, line.id))


def _open_omission(desk: _Desk, omission: Omission) -> None:
    where = ", ".join(map(str, omission.turns))
    st.markdown(f":material/playlist_add: **Said, but not in the note** (turn {where})")
    st.text(omission.text)
    st.caption(ui.plain(omission.why))
    with st.container(horizontal=True):
        if st.button("Add it", key=f"add-{omission.id}"):
            desk.save(editing.added(desk.note, omission))
        if st.button("Leave it out", key=f"leave-{omission.id}"):
            desk.save(editing.settled(desk.note, omission.id, desk.by))


def _sign(desk: _Desk) -> None:
    st.subheader("Sign", anchor=False)
    read = st.checkbox("I have read the whole note, and it is right.", key=f"read-{desk.version.id}")
    held = bool(desk.note.open) or not read
    if st.button(f"Sign as {ui.plain(desk.by)}", type="primary", icon=":material/verified:", disabled=held):
        words = text(desk.note, templates.load(desk.visit.template))
        try:
            desk.book.sign(desk.visit.id, desk.version.id, words, by=desk.by)
            _keep_pairs(desk)
        except StoreError as error:
            st.session_state["conflict"] = ui.in_words(error)
        st.rerun()
    if desk.note.open:
        st.caption("Signing opens when nothing is left to resolve.")


def _keep_pairs(desk: _Desk) -> None:
    """Keep each line that a person changed beside what it was: what the next model can learn from."""
    drafts = [from_json(v.body) for v in desk.book.versions(desk.visit.id) if v.author == BY_MACHINE]
    was = {line.id: line.text for line in drafts[-1].lines} if drafts else {}
    now = {line.id: line.text for line in desk.note.lines}
    for name, old in was.items():
        if now.get(name, "") != old:
            pair = Rating(
                answer_id=desk.visit.id,
                rater=desk.by,
                criterion="wording",
                value=None,
                time=datetime.now(UTC),
                edit=now.get(name, ""),
                comment=old,
            )
            desk.engine.store.rate(pair)


def _more(desk: _Desk) -> None:
    with st.expander("Add a line"):
        part = st.selectbox("Where", templates.PARTS, format_func=lambda p: _PARTS[p].capitalize(), key="add-part")
        words = st.text_area("What", key=f"add-words-{desk.version.id}")
        if st.button("Add the line") and words.strip():
            desk.save(editing.written(desk.note, part, words, desk.check))
    with st.expander("Earlier versions"):
        for old in reversed(desk.book.versions(desk.visit.id)[-30:]):
            st.caption(f"{old.time:%d %b %H:%M:%S} UTC, {ui.plain(old.author)}")
        st.caption("Every version is kept.")
    if st.button("Delete this visit", icon=":material/delete:", type="tertiary"):
        desk.book.delete_visit(desk.visit.id)
        st.query_params.pop("visit", None)
        st.rerun()


def _save(book: NoteBook, visit: Visit, version: Version | None, note: Note, by: str) -> None:
    """Save a new version and show it; when somebody else was faster, both are kept and theirs is shown."""
    try:
        book.save(visit.id, to_json(note), author=by, based_on=version.id if version else None)
    except StoreError as error:
        st.session_state["conflict"] = ui.in_words(error)
    st.rerun()
