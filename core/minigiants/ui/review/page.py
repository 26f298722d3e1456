"""The page on which a person looks over what was found in texts, decides, and takes it out."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.types import Entity
from minigiants.ui.review.desk import ReviewDesk, desk
from minigiants.ui.review.export import export, finished
from minigiants.ui.review.figures import own_figures
from minigiants.ui.review.intake import NOTES, intake, reports
from minigiants.ui.review.note import add_by_words, before_and_after, list_marks
from minigiants.ui.review.take import WITHHELD, as_json, counted, review, search, taken_out
from minigiants.ui.review.text import ReviewedNote, kind
from minigiants.ui.shell import ask_name, count, heading, in_words, known_name, name_place, notice, style

if TYPE_CHECKING:
    from minigiants.privacy import Policy
    from minigiants.store import Review

TITLE = "Privacy review"
DESCRIPTION = "Find what in a text identifies a person, decide what to remove, and export the text without it."
_AT, _POLICY = "review-at", "review-policy"
_FIRST = "hipaa"
_WORDS = {
    "find-all": "Replace everything found with labels",
    "hipaa": "HIPAA Safe Harbor: labels, years may remain",
    "redact": "Remove everything found",
    "substitute": "Replace with realistic substitutes",
}
_WIDE = "<style>.stMainBlockContainer { max-width: 78rem; }</style>"


def review_page(shared: ReviewDesk | None = None) -> None:
    """Show the page; `shared` is for tests."""
    style()
    st.html(_WIDE)
    heading(TITLE, DESCRIPTION)
    shared = shared or _open()
    with name_place(shared.settings, key="reviewer"):
        ask_name(shared.settings, key="reviewer", why="Saved with each review, not with the text.")
    with st.sidebar:
        st.caption(":material/lock: Runs on this computer only. Nothing is sent anywhere.")
    if shared.limits:
        st.warning(shared.limits, icon=":material/info:")
    notice()
    policy = _choose_policy(own_policy(shared.settings.privacy))
    reports()
    notes: list[ReviewedNote] = st.session_state.get(NOTES, [])
    if notes:
        _queue(shared, policy, notes)
    else:
        intake()
    own_figures(shared, policy)


def _open() -> ReviewDesk:
    try:
        with st.spinner("Opening…"):
            return desk()
    except Exception as error:  # noqa: BLE001 - such as a settings file with a mistake, or a database that is newer
        st.error(in_words(error), icon=":material/error:")
        st.stop()


def own_policy(words: str) -> str:
    """Return the policy file that the setting `privacy` names, empty when it names none.

    >>> own_policy("everywhere"), own_policy("hipaa"), own_policy("/etc/site.toml")
    ('', '', '/etc/site.toml')
    """
    return words if words.endswith(".toml") else ""


def _choose_policy(own: str) -> "Policy":
    from minigiants.privacy import PolicyError, load_policy, policies

    names = [*([own] if own else []), *policies()]
    first = own or _FIRST
    last_choice = st.session_state.get(f"{_POLICY}-kept", first)
    name = st.selectbox(
        "What to do with what is found",
        names,
        index=names.index(last_choice) if last_choice in names else 0,
        format_func=lambda name: _WORDS.get(str(name), f"Your own policy, {Path(str(name)).stem}"),
        key=_POLICY,
        on_change=_again,
    )
    st.session_state[f"{_POLICY}-kept"] = name  # a widget's own value is gone once another page was shown
    try:
        return load_policy(name)
    except PolicyError as error:
        st.error(in_words(error), icon=":material/error:")
        st.stop()


def _again() -> None:
    """Let every text be decided on anew: under another policy other marks count."""
    for note in st.session_state.get(NOTES, []):
        note.done = False


def _queue(shared: ReviewDesk, policy: "Policy", notes: list[ReviewedNote]) -> None:
    at = min(st.session_state.get(_AT, 0), len(notes) - 1)
    note, finished_notes = notes[at], sum(note.done for note in notes)
    if len(notes) > 1:
        st.progress(finished_notes / len(notes), text=f"Text {at + 1} of {len(notes)}; {finished_notes} done")
    st.text(note.name)
    with st.spinner("Searching…"):
        search(shared, note)
    if note.problem:
        st.error(note.problem, icon=":material/error:")
    else:
        _review_one(shared, policy, note, at)
    _steps(notes, at)
    if finished_notes and all(note.done or note.problem for note in notes):
        finished(notes)
    st.button("Clear all texts", icon=":material/delete:", key="review-clear", on_click=_clear)


def _review_one(shared: ReviewDesk, policy: "Policy", note: ReviewedNote, at: int) -> None:
    from minigiants.privacy import PrivacyError

    try:
        entities = counted(note, policy)
        scrubbed = taken_out(note, policy, note.accepted(entities))
    except PrivacyError:
        st.error(WITHHELD, icon=":material/error:")
        return
    if note.earlier:
        st.caption(
            f":material/history: This text was reviewed on {note.earlier}. What was decided then is shown again."
        )
    key = f"{at}-{len(note.text)}"
    st.caption(_summary(note.accepted(entities)))
    before_and_after(note, policy, entities, scrubbed, key)
    add_by_words(note, key)
    list_marks(note, entities, key)
    reviewer = known_name(shared.settings)
    signed = review(shared, note, policy, entities, reviewer=reviewer)
    export(scrubbed.text, as_json(signed, policy), at)
    st.button(
        "Saved" if note.done else "Save this review",
        icon=":material/check:",
        key=f"review-done-{key}",
        on_click=_done,
        args=(shared, note, signed, scrubbed.text),
        disabled=not reviewer,
        help=None if reviewer else "Enter your name above first.",
    )


def _summary(marks: list[Entity]) -> str:
    """Say how many marks there are of what.

    >>> _summary([Entity(start=0, end=3, type="PERSON", score=1.0, recognizer="tagger")])
    '1 mark: person 1'
    """
    types = Counter(mark.type for mark in marks).most_common()
    said = ", ".join(f"{kind(type_)} {number:,}" for type_, number in types)
    return f"{count(len(marks), 'mark')}: {said}" if marks else "No marks"


def _done(shared: ReviewDesk, note: ReviewedNote, signed: "Review", scrubbed: str) -> None:
    if note.done:
        return
    try:
        shared.store.add_review(replace(signed, time=datetime.now(UTC)))
    except Exception as error:  # noqa: BLE001 - such as a full disk: a sentence for the reviewer
        st.session_state["notice"] = in_words(error)
        return
    note.done, note.scrubbed = True, scrubbed
    notes: list[ReviewedNote] = st.session_state[NOTES]
    waiting = [number for number, other in enumerate(notes) if not other.done and not other.problem]
    later = [number for number in waiting if number > st.session_state.get(_AT, 0)]
    if waiting:
        _go((later or waiting)[0])


def _go(at: int) -> None:
    st.session_state[_AT] = at


def _steps(notes: list[ReviewedNote], at: int) -> None:
    if len(notes) < 2:
        return
    with st.container(horizontal=True, key="review-steps"):
        st.button("Back", icon=":material/chevron_left:", key="review-back", on_click=_go, args=(max(0, at - 1),))
        last = len(notes) - 1
        st.button("Next", icon=":material/chevron_right:", key="review-next", on_click=_go, args=(min(last, at + 1),))


def _clear() -> None:
    for key in (NOTES, _AT):
        st.session_state.pop(key, None)
