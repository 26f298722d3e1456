"""Rate an answer where it stands; every rating is a new row."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import streamlit as st
from streamlit.errors import StreamlitAPIException

from minigiants.types import Answer
from minigiants.ui.rating.history import show_history
from minigiants.ui.rating.marks import mark_places
from minigiants.ui.shell import in_words

if TYPE_CHECKING:
    from minigiants.scenario import Criterion
    from minigiants.store import Mark, Rating

REASONS = {
    "wrong": "It is wrong",
    "missing": "Something is missing",
    "sources": "The sources don't fit",
    "unclear": "It is hard to understand",
    "refused": "It should have answered",
    "other": "Something else",
}


class Ratings(Protocol):
    """Where ratings are read and kept, such as a store."""

    def ratings(self, answer_id: str) -> "list[Rating]":
        """List the ratings of an answer that may be shown, the oldest first."""
        ...

    def rate(self, rating: "Rating") -> None:
        """Append a rating."""
        ...


def show_rating(
    store: Ratings, answer: Answer, criteria: "Sequence[Criterion]", rater: str, *, marks: bool = True
) -> None:
    """Show thumbs, the form for a closer look, and what was said before; `marks` lets places be marked."""

    def thumb() -> None:
        value = st.session_state[f"thumb-{answer.id}"]
        if value is not None:
            _save(store, [_rating(answer, rater, "overall", value)])

    earlier = store.ratings(answer.id)
    mine = [r for r in earlier if r.rater == rater]
    last = [r for r in mine if r.criterion == "overall" and r.value is not None][-1:]
    with st.container(horizontal=True, vertical_alignment="center", key=f"rate-{answer.id}"):
        st.caption("Is this answer good?", width="content")
        st.feedback("thumbs", key=f"thumb-{answer.id}", default=last[0].value if last else None, on_change=thumb)
        if mine:
            st.caption(":material/check: Your rating is saved", width="content")
    if last and last[0].value == 0:
        _reason(store, answer, rater, last[0])
    details = st.expander("Rate in detail or correct it", type="compact", key=f"form-{answer.id}", on_change="rerun")
    if details.open:
        with details:
            asked = [one for one in criteria if answer.evidence or not one.needs_sources]
            _form(store, answer, asked, rater, [r.edit for r in mine if r.edit and r.task_id is None])
            if marks:
                _marks(store, answer, rater, mine)
            show_history(answer.text, earlier, criteria, REASONS)


def _reason(store: Ratings, answer: Answer, rater: str, last: "Rating") -> None:
    """Ask why the thumb points down."""

    def chosen() -> None:
        reason = st.session_state[f"reason-{answer.id}"]
        if reason and reason != last.reason:
            _save(store, [_rating(answer, rater, "overall", 0, reason=reason)])

    st.pills(
        "What is wrong with it?",
        list(REASONS),
        format_func=REASONS.__getitem__,
        key=f"reason-{answer.id}",
        default=last.reason or None,
        on_change=chosen,
    )


def _form(store: Ratings, answer: Answer, criteria: "Sequence[Criterion]", rater: str, edits: Sequence[str]) -> None:
    """Ask for a closer look; the text stands as this rater last left it, and put back as it was it is withdrawn."""
    text = edits[-1] if edits else answer.text
    with st.form(f"details-{answer.id}", border=False, clear_on_submit=True):
        values = {}
        for criterion in criteria:
            options = [1, 2, 3, 4, 5]
            values[criterion.name] = st.segmented_control(
                criterion.question, options, key=f"{criterion.name}-{answer.id}"
            )
            st.caption(steps(criterion.anchors))
        edit = st.text_area("Corrected text", value=text, key=f"edit-{answer.id}{'-' * len(edits)}")
        comment = st.text_input("Comment", key=f"comment-{answer.id}", max_chars=2000)
        if st.form_submit_button("Save rating"):
            new = [_rating(answer, rater, name, value) for name, value in values.items() if value is not None]
            corrected = edit.strip() if edit.strip() != text.strip() else ""
            if corrected or comment.strip():
                new.append(_rating(answer, rater, "overall", None, edit=corrected, comment=comment.strip()))
            if _save(store, new):
                _again()
            if not new:
                st.warning("Nothing entered yet: choose a number, correct the text or write a comment.")


def _again() -> None:
    """Show the answer anew; the whole page when it was the whole page that ran."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def steps(anchors: Sequence[str]) -> str:
    """Say what the steps of a scale mean.

    >>> steps(["Wrong", "", "", "", "Right"])
    '1: Wrong. 5: Right.'
    """
    return " ".join(f"{number}: {text}." for number, text in enumerate(anchors, start=1) if text)


def _marks(store: Ratings, answer: Answer, rater: str, mine: "Sequence[Rating]") -> None:
    earlier = [r.marks for r in mine if r.criterion == "marks"][-1:]

    def marked(marks: "Sequence[Mark]") -> None:
        _save(store, [_rating(answer, rater, "marks", len(marks), marks=marks)])

    mark_places(answer.text, earlier[0] if earlier else (), answer.id, on_marked=marked)


def _save(store: Ratings, ratings: "Sequence[Rating]") -> bool:
    try:
        for rating in ratings:
            store.rate(rating)
    except Exception as error:  # noqa: BLE001 - such as a comment that can't be searched for personal data
        st.error(in_words(error), icon=":material/error:")
        return False
    return bool(ratings)


def _rating(
    answer: Answer,
    rater: str,
    criterion: str,
    value: int | None,
    *,
    edit: str = "",
    comment: str = "",
    reason: str = "",
    marks: "Sequence[Mark]" = (),
) -> "Rating":
    from minigiants.store import Rating

    generation = answer.generation
    return Rating(
        answer_id=answer.id,
        rater=rater,
        criterion=criterion,
        value=value,
        edit=edit,
        comment=comment,
        reason=reason,
        marks=tuple(marks),
        time=datetime.now(UTC),
        model_sha256=generation.model_sha256 if generation else "",
        prompt_sha256=generation.prompt_sha256 if generation else "",
    )
