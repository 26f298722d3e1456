"""List, search, open, rename, export and delete talks."""

from typing import TYPE_CHECKING, Literal

import streamlit as st

from minigiants.ui.documents.collections import NEXT
from minigiants.ui.shell import file_name, in_words, plain, shorten

if TYPE_CHECKING:
    from minigiants.store import Store, Talk

_SHOWN = 30


def open_talk(talk_id: str | None, collection: str = "") -> None:
    """Go to the talk and its collection, None to a new one; for callbacks, which run before the page is drawn."""
    st.session_state["view"] = "ask"
    if collection:
        st.session_state[NEXT] = collection
    keep_talk(talk_id)


def keep_talk(talk_id: str | None) -> None:
    """Make the talk the one on the page, after a reload too."""
    st.session_state["talk"] = talk_id
    if talk_id:
        st.query_params["talk"] = talk_id
    else:
        st.query_params.pop("talk", None)


def current_talk(store: "Store") -> "Talk | None":
    """Return the talk on the page: the one opened last, or the one in the address after a reload."""
    first = "talk" not in st.session_state
    talk_id = st.session_state.setdefault("talk", st.query_params.get("talk"))
    try:
        talk = store.talk(talk_id) if talk_id else None
        if talk and first:
            st.session_state[NEXT] = talk.collection
        return talk
    except KeyError:
        keep_talk(None)
        return None


def open_last(store: "Store", scenario: str) -> None:
    """Open the collection of the talk that was last used, when a page is drawn first."""
    if "collection" in st.session_state or NEXT in st.session_state:
        return
    if talks := store.talks(scenario):
        st.session_state[NEXT] = talks[0].collection


def talk_list(store: "Store", scenario: str) -> None:
    """Show the talks of `scenario`, the last used first, with a search over all their words."""
    st.button("New conversation", icon=":material/add:", width="stretch", on_click=open_talk, args=(None,))
    words = st.text_input(
        "Search conversations", placeholder="Search conversations", label_visibility="collapsed", key="search-talks"
    )
    talks = store.search_talks(words.strip(), scenario) if words.strip() else store.talks(scenario)
    if not talks:
        st.caption(
            "No conversation contains these words." if words.strip() else "Your conversations will be listed here."
        )
    for talk in talks[:_SHOWN]:
        current = talk.id == st.session_state.get("talk")
        st.button(
            plain(shorten(talk.title, 60)),
            key=f"talk-{talk.id}",
            type="secondary" if current else "tertiary",
            width="stretch",
            on_click=open_talk,
            args=(talk.id, talk.collection),
        )
    if len(talks) > _SHOWN:
        st.caption(f"And {len(talks) - _SHOWN} older ones. Search to find them.")


def talk_menu(store: "Store", talk: "Talk", *, scrubbed: bool) -> None:
    """Offer to rename, export or delete the talk; when it is not `scrubbed` anyway, exports can be on wish."""

    def rename() -> None:
        title = st.session_state[f"title-{talk.id}"].strip()
        try:
            if title:
                store.rename_talk(talk.id, title)
        except Exception as error:  # noqa: BLE001 - such as a title that can't be searched for personal data
            st.session_state["notice"] = in_words(error)

    with st.popover("Conversation", icon=":material/more_horiz:", key=f"menu-{talk.id}"):
        st.text_input("Title", value=talk.title, key=f"title-{talk.id}", on_change=rename, max_chars=120)
        scrub = scrubbed or st.toggle("Remove personal data", key=f"scrub-{talk.id}")
        _export_word(store, talk, scrub=scrub)
        _export(store, talk, "Export as text (Markdown)", "markdown", scrub=scrub)
        _export(store, talk, "Export everything (JSON)", "json", scrub=scrub)
        if st.button("Delete this conversation", icon=":material/delete:", width="stretch", key=f"delete-{talk.id}"):
            _confirm_delete(store, talk)


def _export(store: "Store", talk: "Talk", label: str, form: Literal["markdown", "json"], *, scrub: bool) -> None:
    st.download_button(
        label,
        data=lambda: store.export_talk(talk.id, form, scrub=scrub).encode(),
        file_name=file_name(talk.collection or talk.scenario, "conversation", "md" if form == "markdown" else form),
        mime=f"text/{form}" if form == "markdown" else "application/json",
        icon=":material/download:",
        width="stretch",
        key=f"export-{form}-{talk.id}",
        on_click="ignore",
    )


def _export_word(store: "Store", talk: "Talk", *, scrub: bool) -> None:
    def written() -> bytes:
        from minigiants.ui.chat.word import talk_as_word

        return talk_as_word(*store.whole_talk(talk.id, scrub=scrub))

    st.download_button(
        "Export with footnotes (Word)",
        data=written,
        file_name=file_name(talk.collection or talk.scenario, "conversation", "docx"),
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        icon=":material/download:",
        width="stretch",
        key=f"export-word-{talk.id}",
        on_click="ignore",
    )


@st.dialog("Delete this conversation?")
def _confirm_delete(store: "Store", talk: "Talk") -> None:
    st.text(shorten(talk.title, 80))
    st.text(
        "Its questions, answers and comments are permanently erased. Its rating scores are kept for the statistics."
    )

    def delete() -> None:
        store.delete_talk(talk.id)
        keep_talk(None)

    if st.button("Delete", type="primary", key="delete-talk-now", on_click=delete):
        st.rerun()
