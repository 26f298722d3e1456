"""A draft under work: what was said beside what is written, what is still open, earlier versions, the signature."""

import threading
from collections.abc import Callable
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
from .notices import show_told, tell

VOUCH = "I vouch for it"
_CHANGING = threading.Lock()
"""One change after another: the page may be drawn anew for a second click while the first is at work."""
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

    def change(self, make: Callable[[Note], Note], words: str = "") -> bool:
        """Save what `make` makes of the newest draft, whoever saved that, and tell whether it is in the note now.

        It is for `on_click`: a click ends the run of the page that the click before began, but not what was called
        before that run. It asks nothing of the session before all is saved, for there Streamlit ends a call as well.
        """
        with _CHANGING:
            version = self.book.latest(self.visit.id)
            if version is None:
                tell(self.visit.id, "This visit was deleted meanwhile.", words)
                return False
            note = from_json(version.body)
            try:
                made = make(note)
            except editing.OutdatedError as error:
                tell(self.visit.id, ui.in_words(error), words)
                return False
            return made == note or keep(self.book, self.visit, version, made, self.by, words=words)

    def act(self, change: ui.Change) -> None:
        """Do to a line what the reader did to it."""
        self.change(lambda note: editing.changed(note, change, self.by, self.check, self.look), change.text)

    def resolve(self, point: Omission, *, add: bool) -> None:
        """Take in what was left out, or leave it out on purpose."""
        self.change(lambda note: editing.resolved(note, point, self.by, self.check, self.look, add=add))


def keep(book: NoteBook, visit: Visit, version: Version | None, note: Note, by: str, *, words: str = "") -> bool:
    """Save a new version, and tell whether it is the newest.

    When somebody was faster, the reader is told, and the `words` that were typed stay in sight.
    """
    try:
        book.save(visit.id, to_json(note), author=by, based_on=version.id if version else None)
    except StoreError as error:
        tell(visit.id, ui.in_words(error), words)
        return False
    return True


@st.fragment
def work(engine: ui.Backend, book: NoteBook, visit: Visit, by: str, said: Dialogue) -> None:
    """Let the newest draft be read, corrected and signed.

    A fragment's clicks wait for each other where those of a whole page would break each other off.
    """
    version = book.latest(visit.id)
    if version is None or book.visit(visit.id).state == "signed":
        st.rerun()
    desk = Desk(engine=engine, book=book, visit=visit, by=by, version=version, note=from_json(version.body), said=said)
    show_told(visit.id)
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
    ui.show_linked(sources, items, f"note-{desk.visit.id}", on_change=desk.act, confirm=VOUCH)


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
        vouch, remove = (ui.Change(act=act, id=line.id, seen=line.text) for act in ("confirm", "remove"))
        st.button(
            VOUCH,
            key=f"vouch-{line.id}",
            help="You know it from elsewhere, such as the patient's record.",
            on_click=desk.act,
            args=(vouch,),
        )
        st.button("Remove it", key=f"remove-{line.id}", on_click=desk.act, args=(remove,))


def _open_omission(desk: Desk, omission: Omission) -> None:
    where = f"{'turns' if len(omission.turns) > 1 else 'turn'} {', '.join(map(str, omission.turns))}"
    st.markdown(f":material/playlist_add: **Said in the visit, but not in the note** ({where})")
    st.text(omission.text)
    st.caption(ui.plain(omission.why))
    with st.container(horizontal=True):
        for label, key, add in (("Add it", "add", True), ("Leave it out", "leave", False)):
            st.button(label, key=f"{key}-{omission.id}", on_click=desk.resolve, args=(omission,), kwargs={"add": add})


def _sign(desk: Desk) -> None:
    st.subheader("Sign", anchor=False)
    read = st.checkbox("I have read the whole note, and it is accurate.", key=f"read-{desk.version.id}")
    held = bool(desk.note.open) or not read
    st.button(
        f"Sign as {ui.plain(desk.by)}",
        type="primary",
        icon=":material/verified:",
        disabled=held,
        on_click=_put_name,
        args=(desk,),
    )
    if desk.note.open:
        st.caption("You can sign once nothing is left to resolve.")
    elif not read:
        st.caption("Tick the box once you have read the note, then sign.")


def _put_name(desk: Desk) -> None:
    """Sign the draft that was read."""
    try:
        sign(desk.book, desk.visit, desk.version.id, by=desk.by)
        _keep_pairs(desk)
        rated_sections(desk.engine.store, desk.book, desk.visit, desk.engine.funnel("medical_notes"))
    except (StoreError, PrivacyError) as error:
        tell(desk.visit.id, ui.in_words(error))


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
        state = st.session_state.to_dict()
        words, part = printable(state[key]), state["add-part"]
        if words.strip() and desk.change(lambda n: editing.written(n, part, words, desk.check, desk.look), words):
            st.session_state[key] = ""

    with st.expander("Add a line"):
        st.selectbox("Section", list(_PARTS), format_func=lambda p: _PARTS[p].capitalize(), key="add-part")
        st.text_area("Line", key=key)
        st.button("Add the line", on_click=add)


def _earlier(desk: Desk) -> None:
    """Let an earlier version be read, and be taken up again as the newest."""

    def restore(old: Note) -> None:
        keep(desk.book, desk.visit, desk.version, desk.look(whole(old, desk.said)), desk.by)

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
        st.button("Restore this version", icon=":material/history:", on_click=restore, args=(old,))
