"""The page of medical notes: a queue of visits, a draft to work on, a signed note to give out."""

import streamlit as st

from minigiants import scenario, ui
from minigiants.privacy import Names
from minigiants.store import NoteBook, StoreError, Visit

from .page_draft import draft_view
from .page_live import live_view
from .page_new import new_visit
from .page_signed import signed_view

_STATES = {
    "waiting": ":material/hourglass_empty:",
    "draft": ":material/edit_note:",
    "signed": ":material/verified:",
}
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
    visits = book.visits()
    with st.sidebar:
        by = st.text_input("Your name", engine.settings.user, key="clinician", help="Stands beside what you sign.")
        _queue(visits)
        st.divider()
        ui.model_status(engine)
    if engine.problem:
        ui.model_problem(engine)
    chosen = next((v for v in visits if v.id == st.query_params.get("visit")), None)
    if chosen is None:
        if made := new_visit(book, by or engine.settings.user):
            open_visit(made.id)
        return
    st.markdown(_whose(chosen))
    if chosen.going_on:
        live_view(engine, book, chosen)
    elif chosen.state == "signed":
        signed_view(engine, book, chosen, declared, by or engine.settings.user)
    else:
        draft_view(engine, book, chosen, by or engine.settings.user)


def open_visit(visit: str) -> None:
    """Show a visit, or with an empty id the form for a new one."""
    if visit:
        st.query_params["visit"] = visit
    else:
        st.query_params.pop("visit", None)
    st.rerun()


def _whose(visit: Visit) -> str:
    """Say whose visit is open: on a narrow screen the queue that says it is folded away."""
    header = visit.patient
    told = [f"**{ui.plain(str(header.get('name') or 'No name'))}**"]
    told += [f"born {header['birth']}"] if header.get("birth") else []
    told += [f"record {ui.plain(str(header['record']))}"] if header.get("record") else []
    return ", ".join([*told, f"visit of {visit.created:%d %B %Y, %H:%M} UTC"])


@st.cache_resource(show_spinner=False)
def _book(url: str, scrubbed: bool) -> NoteBook:
    if not scrubbed:
        return NoteBook(url)
    engine = ui.backend()
    return NoteBook(url, through=lambda value: engine.funnel("medical_notes").value("answers", value, Names()))


def _queue(visits: list[Visit]) -> None:
    """Show the visits, those without a signature first."""
    if st.button("New visit", icon=":material/add:", width="stretch"):
        open_visit("")
    st.markdown("**Visits**")
    wanted = st.text_input("Find a visit", key="find-visit", placeholder="Name or record number").strip().lower()
    shown = [v for v in visits if wanted in f"{v.patient.get('name', '')} {v.patient.get('record', '')}".lower()]
    for visit in sorted(shown, key=lambda v: v.state == "signed")[:40]:
        label = f"{ui.plain(str(visit.patient.get('name') or 'No name'))}, {visit.created:%d %b %H:%M}"
        current = visit.id == st.query_params.get("visit")
        if st.button(
            f"**{label}**" if current else label,
            key=f"talk-{visit.id}",
            icon=_STATES[visit.state],
            type="tertiary",
            help={"waiting": "Not drafted yet", "draft": "Not signed yet", "signed": "Signed"}[visit.state],
        ):
            open_visit(visit.id)
    if not shown:
        st.caption("None yet." if not visits else "None found.")
