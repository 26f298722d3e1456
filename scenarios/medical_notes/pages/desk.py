"""A draft under work: what was said beside what is written, what is still open, earlier versions, the signature."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from minigiants import ui
from minigiants.documents import printable
from minigiants.privacy import PrivacyError
from minigiants.store import Rating, StoreError

from ..checks import Dialogue, omissions
from ..note import Line, Note, Omission, from_json, templates, text, to_json
from ..pipeline import recheck
from ..signed import BY_MACHINE, NoteBook, Version, Visit, rated, rated_sections, sign
from . import editing
from .notices import tell

VOUCH = "I vouch for it"
_PARTS = {
    "subjective": "history",
    "history": "past history",
    "family": "family history",
    "social": "social history",
    "medications": "medications",
    "allergies": "allergies",
    "exam": "examination",
    "results": "results",
    "assessment": "assessment",
    "plan": "plan",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """A draft under work."""

    engine: ui.Backend
    book: NoteBook
    visit: Visit
    by: str
    version: Version
    note: Note
    said: Dialogue

    def check(self, line: Line) -> Line:
        """Check a line that was written or changed."""
        services = self.engine.services
        if services is None:
            return replace(line, verdict="unsupported", kind="no-evidence", why="It could not be checked yet.")
        return recheck(line, self.said, services)

    def look(self, note: Note) -> Note:
        """Look for omissions again in a note that was changed."""
        return editing.looked_over(note, omissions(note.lines, self.said))

    def keep(self, note: Note, words: str = "") -> bool:
        """Save a new version made from `words`, and tell whether it is the newest now."""
        return keep(self.book, self.visit, self.version, note, self.by, words=words)

    def save(self, note: Note, words: str = "") -> None:
        """Save a new version and show what is the newest now."""
        self.keep(note, words)
        st.rerun()


def keep(book: NoteBook, visit: Visit, version: Version | None, note: Note, by: str, *, words: str = "") -> bool:
    """Save a new version; when somebody was faster, they are told, and the `words` that were typed stay in sight."""
    try:
        book.save(visit.id, to_json(note), author=by, based_on=version.id if version else None)
    except StoreError as error:
        tell(visit.id, ui.in_words(error), words)
        return False
    return True


def work(desk: Desk) -> None:
    """Let a draft be read, corrected and signed."""
    _show(desk)
    left, right = st.columns([3, 2])
    with left:
        _checklist(desk)
    with right:
        _sign(desk)
        _add(desk)
        _earlier(desk)


def whole(note: Note, visit: Dialogue) -> Note:
    """Return a draft that was stopped as one that can be worked with."""
    if set(note.done) >= set(templates.PARTS):
        return note
    return replace(note, done=templates.PARTS, omissions=tuple(omissions(note.lines, visit)))


def _show(desk: Desk) -> None:
    st.caption("Point at a line of the note to see what it is based on, or at what was said to see where it went.")
    sources = [ui.LinkedSource(number=t.number, speaker=t.label or t.speaker, text=t.text) for t in desk.said.turns]
    items = editing.items(desk.note, templates.usable(desk.visit.template))
    change = ui.show_linked(sources, items, f"note-{desk.visit.id}", editable=True, confirm=VOUCH)
    if change is None:
        return
    if change.act == "remove":
        desk.save(editing.removed(desk.note, change.id, desk.look))
    elif change.act == "confirm":
        desk.save(editing.confirmed(desk.note, change.id, desk.by))
    else:
        made = editing.edited(desk.note, change.id, printable(change.text), desk.check, desk.look)
        desk.save(made, change.text)


def _checklist(desk: Desk) -> None:
    """Show each open point with the ways to settle it."""
    st.subheader(f"To resolve before signing: {len(desk.note.open)}", anchor=False)
    if not desk.note.open:
        st.caption(":material/check_circle: Nothing left to resolve. Read the note once more before you sign it.")
    for point in desk.note.open:
        with st.container(border=True, key=f"open-{point.id}"):
            if isinstance(point, Line):
                _open_line(desk, point)
            else:
                _open_omission(desk, point)


def _open_line(desk: Desk, line: Line) -> None:
    st.markdown(":material/help: **Not supported by what was said**")
    st.text(line.text)
    st.caption(ui.plain(line.why))
    with st.container(horizontal=True):
        if st.button(VOUCH, key=f"vouch-{line.id}", help="You know it from elsewhere, such as the patient's record."):
            desk.save(editing.confirmed(desk.note, line.id, desk.by))
        if st.button("Remove it", key=f"remove-{line.id}"):
            desk.save(editing.removed(desk.note, line.id, desk.look))


def _open_omission(desk: Desk, omission: Omission) -> None:
    where = ", ".join(map(str, omission.turns))
    st.markdown(f":material/playlist_add: **Said in the visit, but not in the note** (turn {where})")
    st.text(omission.text)
    st.caption(ui.plain(omission.why))
    with st.container(horizontal=True):
        if st.button("Add it", key=f"add-{omission.id}"):
            desk.save(editing.added(desk.note, omission, desk.check, desk.look))
        if st.button("Leave it out", key=f"leave-{omission.id}"):
            desk.save(editing.settled(desk.note, omission.id, desk.by))


def _sign(desk: Desk) -> None:
    st.subheader("Sign", anchor=False)
    read = st.checkbox("I have read the whole note, and it is right.", key=f"read-{desk.version.id}")
    held = bool(desk.note.open) or not read
    if st.button(f"Sign as {ui.plain(desk.by)}", type="primary", icon=":material/verified:", disabled=held):
        try:
            sign(desk.book, desk.visit, desk.version.id, by=desk.by)
            _keep_pairs(desk)
            rated_sections(desk.engine.store, desk.book, desk.visit, desk.engine.funnel("medical_notes"))
        except (StoreError, PrivacyError) as error:
            tell(desk.visit.id, ui.in_words(error))
        st.rerun()
    if desk.note.open:
        st.caption("You can sign once nothing is left to resolve.")


def _keep_pairs(desk: Desk) -> None:
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
            desk.engine.store.rate(rated(pair, desk.visit, desk.engine.funnel("medical_notes")))


def _add(desk: Desk) -> None:
    key = f"add-words-{desk.visit.id}"

    def add() -> None:
        words = printable(st.session_state[key])
        part = st.session_state["add-part"]
        if words.strip() and desk.keep(editing.written(desk.note, part, words, desk.check, desk.look), words):
            st.session_state[key] = ""

    with st.expander("Add a line"):
        st.selectbox("Section", list(_PARTS), format_func=lambda p: _PARTS[p].capitalize(), key="add-part")
        st.text_area("Line", key=key)
        st.button("Add the line", on_click=add)


def _earlier(desk: Desk) -> None:
    """Let an earlier version be read, and be taken up again as the newest."""
    with st.expander("Earlier versions"):
        st.caption("Every version is kept.")
        every = enumerate(desk.book.versions(desk.visit.id), start=1)
        versions = {n: v for n, v in reversed(list(every)) if v.id != desk.version.id}
        chosen = st.selectbox(
            "Version",
            list(versions),
            index=None,
            format_func=lambda n: f"{n}: {versions[n].time:%d %b %H:%M:%S} UTC, {versions[n].author}",
            key=f"earlier-{desk.version.id}",
            placeholder="Choose one to read it",
            disabled=not versions,
        )
        if chosen is None:
            return
        old = from_json(versions[chosen].body)
        with st.container(border=True, key="earlier-version"):
            st.text(text(old, templates.usable(desk.visit.template)))
        if st.button("Restore this version", icon=":material/history:"):
            desk.save(desk.look(whole(old, desk.said)))
