"""Let a reader point at what is wrong in an answer, and where something is missing."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from minigiants.ui.review.marks import show_marks
from minigiants.ui.review.text import places, widened

if TYPE_CHECKING:
    from minigiants.store import Mark

KINDS = {"wrong": "this is wrong", "missing": "something is missing here"}
_FAMILIES = {"wrong": "people", "missing": "time"}


def mark_places(text: str, marks: "Sequence[Mark]", key: str, *, on_marked: "Callable[[Sequence[Mark]], None]") -> None:
    """Show the text with its marks; more are made by mouse or by typing, a pressed one is taken back."""

    def pressed(start: int) -> None:
        on_marked([mark for mark in marks if mark.start != start])

    def selected(chosen: Mapping[str, Any]) -> None:
        span = widened(text, int(chosen["start"]), int(chosen["end"]))
        if span and chosen["type"] in KINDS:
            every = places(text, text[slice(*span)]) if chosen["every"] else []
            on_marked(added(marks, [*every, span], str(chosen["type"])))

    def typed() -> None:
        found = places(text, st.session_state[f"mark-words-{key}"])
        if found:
            on_marked(added(marks, found[:1], st.session_state[f"mark-kind-{key}"]))
        st.session_state[f"mark-problem-{key}"] = not found

    st.markdown("Mark what is wrong or missing")
    st.caption("Select words with the mouse, or type them below. Press a mark to remove it.")
    show_marks(_parts(text, marks), list(KINDS.items()), f"spans-{key}", on_pressed=pressed, on_selected=selected)
    with st.form(f"mark-{key}", border=False, clear_on_submit=True):
        left, right = st.columns(2, vertical_alignment="bottom")
        left.text_input("Words of the answer", key=f"mark-words-{key}", max_chars=500)
        right.selectbox("What it is", list(KINDS), format_func=KINDS.__getitem__, key=f"mark-kind-{key}")
        st.form_submit_button("Mark it", icon=":material/add:", on_click=typed)
    if st.session_state.pop(f"mark-problem-{key}", False):
        st.warning("These exact words are not in the answer.", icon=":material/info:")


def added(marks: "Sequence[Mark]", spans: Sequence[tuple[int, int]], kind: str) -> "list[Mark]":
    """Return the marks with more, in order; what a new one meets gives way."""
    from minigiants.store import Mark

    every = list(marks)
    for start, end in spans:
        new = Mark(start=start, end=end, kind="wrong" if kind == "wrong" else "missing")
        every = [*(mark for mark in every if mark.end <= start or mark.start >= end), new]
    return sorted(every, key=lambda mark: mark.start)


def _parts(text: str, marks: "Sequence[Mark]") -> list[dict[str, Any]]:
    cut: list[dict[str, Any]] = []
    at = 0
    for mark in marks:
        said = text[mark.start : mark.end]
        cut.append({"text": text[at : mark.start]})
        about = {"kind": mark.kind, "family": _FAMILIES[mark.kind], "out": True}
        cut.append({"text": said, "start": mark.start, "label": f"{said}: {KINDS[mark.kind]}", **about})
        at = mark.end
    return [*cut, {"text": text[at:]}]
