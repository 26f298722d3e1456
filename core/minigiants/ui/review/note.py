"""Show one note with its marks, before and after, and let the reviewer decide."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from minigiants.types import Entity
from minigiants.ui.review.marks import show_marks, show_text
from minigiants.ui.review.take import new_parts
from minigiants.ui.review.text import BY_HAND, ReviewedNote, kind, origin, parts, places, quoted, widened
from minigiants.ui.shell import count, shorten

if TYPE_CHECKING:
    from minigiants.privacy import Policy, Scrubbed

_LISTED = 60
"""Different marks that are listed one by one; all others can be pressed in the text."""


def before_and_after(
    note: ReviewedNote, policy: "Policy", found: Sequence[Entity], scrubbed: "Scrubbed", key: str
) -> None:
    """Show the note with its marks beside what is given out; on a narrow screen one above the other."""
    marks = note.marks(found)
    untouched = {mark.type for mark in marks if policy.act(mark.type) == "keep" and mark.recognizer != "deny"}

    def pressed(start: int) -> None:
        note.turn += 1
        for mark in marks:
            if mark.start == start:
                (note.accept if note.is_rejected(mark) else note.reject)(mark)

    def selected(chosen: Mapping[str, Any]) -> None:
        span = widened(note.text, int(chosen["start"]), int(chosen["end"]))
        if span and chosen["type"] in dict(type_choices()):
            note.turn += 1
            every = places(note.text, note.text[slice(*span)]) if chosen["every"] else []
            note.add([*every, span], str(chosen["type"]))

    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("Original", anchor=False)
        st.caption("Click a mark that is wrong. Select anything that was missed.")
        with st.container(border=True, key=f"review-before-{key}"):
            shown = parts(note.text, marks, note, untouched)
            show_marks(shown, type_choices(), f"marks-{key}", on_pressed=pressed, on_selected=selected)
    with right:
        st.subheader("As exported", anchor=False)
        st.caption("With each mark replaced.")
        with st.container(border=True, key=f"review-after-{key}"):
            show_text(new_parts(scrubbed), f"after-{key}")


def type_choices() -> list[tuple[str, str]]:
    """List what a stretch of text can be: the type, and what to call it."""
    from minigiants.privacy import TYPES

    return [(type_, kind(type_)) for type_ in TYPES]


def add_by_words(note: ReviewedNote, key: str) -> None:
    """Mark every place of some words, with the keyboard alone."""
    with st.form(f"review-add-{key}", clear_on_submit=True):
        left, right = st.columns(2, vertical_alignment="bottom")
        words = left.text_input("Mark every occurrence", key=f"review-words-{key}", max_chars=500)
        names = dict(type_choices())
        type_ = right.selectbox("What it is", list(names), format_func=names.__getitem__, key=f"review-type-{key}")
        if st.form_submit_button("Mark it", icon=":material/add:"):
            spans = places(note.text, words)
            if spans:
                note.turn += 1
                note.add(spans, type_)
                st.rerun()
            st.warning("These exact words are not in the text.", icon=":material/info:")


def list_marks(note: ReviewedNote, found: Sequence[Entity], key: str) -> None:
    """List the different marks with what found each and how sure it is, each to be taken out or not."""
    groups: dict[tuple[str, str], list[Entity]] = {}
    for mark in note.marks(found):
        said = " ".join(note.text[mark.start : mark.end].casefold().split())
        groups.setdefault((mark.type, said), []).append(mark)
    with st.expander(f"All marks, one by one ({len(groups):,})", key=f"review-list-{key}"):
        st.caption("Untick what doesn't identify anyone.")
        for marks in list(groups.values())[:_LISTED]:
            _row(note, marks, key)
        if len(groups) > _LISTED:
            st.caption(f"And {len(groups) - _LISTED:,} more: press them in the text.")
        if not groups:
            st.text("Nothing was found. Read the text anyway: you can mark what was missed.")


def _row(note: ReviewedNote, marks: Sequence[Entity], key: str) -> None:
    first = marks[0]
    turn = note.turn
    widget = f"review-mark-{key}-{turn}-{first.start}-{first.end}-{first.type}"

    def change() -> None:
        # A browser that has not heard yet of what was pressed in the text still sends the box as it was: no click.
        for mark in marks if turn == note.turn else ():
            (note.accept if st.session_state[widget] else note.reject)(mark)

    st.session_state[widget] = not any(note.is_rejected(mark) for mark in marks)
    said = quoted(shorten(note.text[first.start : first.end], 60))
    where = f", {count(len(marks), 'place')}" if len(marks) > 1 else ""
    surest = max(marks, key=lambda mark: mark.score)
    label = f"{said}: {kind(first.type)}{where}; {origin(surest)}"
    st.checkbox(label, key=widget, on_change=change, help=_help(first))


def _help(mark: Entity) -> str | None:
    return "Unticking removes your mark." if mark.recognizer == BY_HAND else None
