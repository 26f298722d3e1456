"""The page of medical notes: a queue of visits, a draft to work on, a signed note to give out."""

import streamlit as st

from minigiants import scenario, ui
from minigiants.store import StoreError

from .note import TemplateError, templates
from .pages import draft_view, live_view, new_visit, show_told, signed_view
from .signed import NoteBook, Visit, VisitScreen

_STATES = {
    "waiting": ":material/hourglass_empty:",
    "draft": ":material/edit_note:",
    "signed": ":material/verified:",
}
_MEANINGS = {"waiting": "Not drafted yet", "draft": "Drafted, not signed yet", "signed": "Signed"}
"""What a state's sign means; said below the list too, for nobody points at a sign on a phone."""
_SIGNED = 40
"""Signed visits that are listed; older ones are searched for."""
_WIDE = "<style>.stMainBlockContainer { max-width: 78rem; }</style>"


def page(engine: ui.Backend | None = None) -> None:
    """Show the queue beside the visit that is open; `engine` is for tests."""
    declared = scenario.load("medical_notes")
    ui.style()
    st.html(_WIDE)
    ui.heading(declared.title, declared.description)
    engine = engine or ui.enter()
    try:
        book = _book(engine.settings.database_url, bool(engine.settings.privacy))
    except StoreError as error:
        st.error(ui.in_words(error), icon=":material/error:")
        return
    with ui.name_place(engine.settings, key="clinician"):
        by = ui.ask_name(
            engine.settings, key="clinician", why="Saved with everything that you confirm, correct and sign."
        )
    with st.sidebar:
        _queue(book)
        st.divider()
        ui.model_status(engine)
    if engine.problem:
        ui.model_problem(engine)
    chosen = _chosen(book)
    if chosen is None:
        if made := new_visit(book, by):
            open_visit(made.id)
        return
    st.markdown(_whose(chosen))
    if not by:
        st.info("Enter your name above: it is saved with what you sign.", icon=":material/person:")
        return
    _form(chosen)
    if chosen.going_on:
        live_view(engine, book, chosen)
    elif chosen.state == "signed":
        signed_view(engine, book, chosen, declared, by)
    else:
        draft_view(engine, book, chosen, by)


def open_visit(visit: str) -> None:
    """Show a visit, or with an empty id the form for a new one."""
    if visit:
        st.query_params["visit"] = visit
    else:
        st.query_params.pop("visit", None)
    st.rerun()


def _chosen(book: NoteBook) -> Visit | None:
    """Return the visit that the address names, however old it is."""
    name = st.query_params.get("visit", "")
    if not name:
        return None
    try:
        return book.visit(name)
    except KeyError:
        st.warning("This visit does not exist, or it was deleted.", icon=":material/search_off:")
        show_told(name)
        return None


def _whose(visit: Visit) -> str:
    """Say whose visit is open: on a narrow screen the queue that says it is folded away."""
    header = visit.patient
    told = [f"**{ui.plain(str(header.get('name') or 'No name'))}**"]
    told += [f"born {ui.plain(str(header['birth']))}"] if header.get("birth") else []
    told += [f"record {ui.plain(str(header['record']))}"] if header.get("record") else []
    return ", ".join([*told, f"visit of {visit.created:%d %B %Y, %H:%M} UTC"])


def _form(visit: Visit) -> None:
    """Say when the form that a note was to have can't be used: until it can, the note is shown in the usual one."""
    if visit.state == "signed":
        return
    try:
        templates.load(visit.template)
    except TemplateError as error:
        st.warning(f"{ui.in_words(error)}. Until then, this note has the usual form.", icon=":material/description:")


@st.cache_resource(show_spinner=False)
def _book(url: str, scrubbed: bool) -> NoteBook:
    if not scrubbed:
        return NoteBook(url)
    return NoteBook(url, keeping=VisitScreen(ui.backend().funnel("medical_notes")))


def _queue(book: NoteBook) -> None:
    """Show every visit without a signature, then the newest of the signed ones; all of them can be found."""
    if st.button("New visit", icon=":material/add:", width="stretch"):
        open_visit("")
    st.markdown("**Visits**")
    wanted = st.text_input("Find a visit", key="find-visit", placeholder="Name or record number")
    visits = book.visits(wanted, signed=_SIGNED)
    for visit in visits:
        label = f"{ui.plain(str(visit.patient.get('name') or 'No name'))}, {visit.created:%d %b %H:%M}"
        current = visit.id == st.query_params.get("visit")
        if st.button(
            f"**{label}**" if current else label,
            key=f"talk-{visit.id}",
            icon=_STATES[visit.state],
            type="tertiary",
            help=_MEANINGS[visit.state],
        ):
            open_visit(visit.id)
    if visits:
        st.caption("  \n".join(f"{icon} {_MEANINGS[state]}" for state, icon in _STATES.items()))
    if not visits:
        st.caption("None found." if wanted.strip() else "None yet.")
    elif sum(v.state == "signed" for v in visits) == _SIGNED:
        st.caption("Search by name or record number to find older signed notes.")
