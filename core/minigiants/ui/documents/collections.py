"""Choose, create, rename and delete collections of documents."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.shell import Backend, count, in_words

if TYPE_CHECKING:
    from minigiants.retrieval import CollectionInfo, Library

FIRST = "My documents"
"""Name of the collection that a first upload makes."""
NEXT = "collection-next"


def choose_collection(
    engine: Backend, library: "Library", *, label: str = "Documents to ask"
) -> "CollectionInfo | None":
    """Show the choice of collections and return the chosen one, None when there is none yet."""
    infos = {info.name: info for info in library.collections()}
    wanted = st.session_state.pop(NEXT, None)
    if wanted in infos:
        st.session_state["collection"] = wanted
    if "collection" in st.session_state and st.session_state["collection"] not in infos:
        # Set and not forgotten: a browser that hears of no other choice goes on showing the one that was deleted.
        st.session_state["collection"] = next(iter(infos), None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            label,
            list(infos),
            key="collection",
            placeholder="No documents yet",
            disabled=not infos,
            format_func=lambda name: f"{name} ({count(infos[name].documents, 'document')})",
        )
        with st.popover("Manage", icon=":material/folder_open:"):
            _create(engine, library)
            if name:
                _rename(engine, library, name)
                if st.button("Delete this collection", icon=":material/delete:", key="delete-collection"):
                    _confirm_delete(library, infos[name])
    return infos.get(name) if name else None


def choose_next(name: str) -> None:
    """Choose the collection `name` the next time the page is drawn."""
    st.session_state[NEXT] = name


def _create(engine: Backend, library: "Library") -> None:
    def create() -> None:
        name = st.session_state["collection-new"].strip()
        if name:
            _try(engine, library.create, name)
            st.session_state["collection-new"] = ""

    st.text_input("New collection", key="collection-new", placeholder="Name, then Enter", on_change=create)


def _rename(engine: Backend, library: "Library", name: str) -> None:
    key = f"collection-rename-{name}"

    def rename() -> None:
        new = st.session_state[key].strip()
        if new and new != name and _try(engine, partial(library.rename, name), new):
            engine.store.rename_collection(name, new)

    st.text_input("Rename this collection", value=name, key=key, on_change=rename)


def _try(engine: Backend, action: Callable[[str], None], name: str) -> bool:
    """Do it with `name` and go to the collection of that name; a refusal is shown when the page is drawn."""
    try:
        engine.funnel().refuse_personal("index", name)
        action(name)
    except Exception as error:  # noqa: BLE001 - the library's refusal is a sentence for the reader
        st.session_state["notice"] = in_words(error)
        return False
    choose_next(name)
    return True


@st.dialog("Delete this collection?")
def _confirm_delete(library: "Library", info: "CollectionInfo") -> None:
    st.text(f"{info.name}: {count(info.documents, 'document')}, {count(info.passages, 'passage')}")
    st.text("The documents' copies and their index are erased from this computer. Your own files stay where they are.")
    if st.button("Delete", type="primary", key="delete-collection-now", on_click=library.delete, args=(info.name,)):
        st.rerun()
