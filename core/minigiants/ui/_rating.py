"""Rate an answer where it stands; every rating is a new row."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.types import Answer
from minigiants.ui._backend import in_words

if TYPE_CHECKING:
    from minigiants.scenario import Criterion
    from minigiants.store import Rating, Store

_WORDS = {0: "bad", 1: "good"}


def show_rating(store: "Store", answer: Answer, criteria: "Sequence[Criterion]", rater: str) -> None:
    """Show thumbs, the form for a closer look, and what was said before."""

    def thumb() -> None:
        value = st.session_state[f"thumb-{answer.id}"]
        if value is not None:
            store.rate(_rating(answer, rater, "overall", value))

    earlier = store.ratings(answer.id)
    last = [r.value for r in earlier if r.criterion == "overall" and r.value is not None and r.rater == rater][-1:]
    with st.container(horizontal=True, vertical_alignment="center", key=f"rate-{answer.id}"):
        st.caption("Is this answer good?", width="content")
        st.feedback("thumbs", key=f"thumb-{answer.id}", default=last[0] if last else None, on_change=thumb)
        if earlier:
            st.caption(":material/check: Your rating is saved", width="content")
    details = st.expander("Rate in detail or correct it", type="compact", key=f"form-{answer.id}", on_change="rerun")
    if details.open:
        with details:
            _form(store, answer, criteria, rater)
            _earlier(earlier, criteria)


def _form(store: "Store", answer: Answer, criteria: "Sequence[Criterion]", rater: str) -> None:
    with st.form(f"details-{answer.id}", border=False, clear_on_submit=True):
        values = {}
        for criterion in criteria:
            options = [1, 2, 3, 4, 5]
            values[criterion.name] = st.segmented_control(
                criterion.question, options, key=f"{criterion.name}-{answer.id}"
            )
            st.caption(f"1: {criterion.low}. 5: {criterion.high}.")
        edit = st.text_area("How it should read", value=answer.text, key=f"edit-{answer.id}")
        comment = st.text_input("Comment", key=f"comment-{answer.id}", max_chars=2000)
        if st.form_submit_button("Save rating"):
            new = [_rating(answer, rater, name, value) for name, value in values.items() if value is not None]
            corrected = edit.strip() if edit.strip() != answer.text.strip() else ""
            if corrected or comment.strip():
                new.append(_rating(answer, rater, "overall", None, edit=corrected, comment=comment.strip()))
            _save(store, new)


def _save(store: "Store", ratings: "Sequence[Rating]") -> None:
    try:
        for rating in ratings:
            store.rate(rating)
    except Exception as error:  # noqa: BLE001 - such as a comment that can't be searched for personal data
        st.error(in_words(error), icon=":material/error:")
        return
    if ratings:
        st.rerun(scope="fragment")
    st.warning("Nothing was entered yet: choose a number, correct the text or write a comment.")


def _earlier(ratings: "Sequence[Rating]", criteria: "Sequence[Criterion]") -> None:
    if not ratings:
        return
    st.caption("Ratings so far; a new one never overwrites an old one")
    questions = {criterion.name: criterion.question for criterion in criteria}
    for rating in ratings:
        st.text(f"{rating.time.astimezone():%Y-%m-%d %H:%M}  {rating.rater}:  {_said(rating, questions)}")


def _said(rating: "Rating", questions: dict[str, str]) -> str:
    said = []
    if rating.value is not None and rating.criterion == "overall":
        said.append(_WORDS.get(rating.value, str(rating.value)))
    elif rating.value is not None:
        said.append(f"{questions.get(rating.criterion, rating.criterion)} {rating.value} of 5")
    said += [f"corrected to: {rating.edit}"] if rating.edit else []
    said += [f"comment: {rating.comment}"] if rating.comment else []
    return "; ".join(said)


def _rating(
    answer: Answer, rater: str, criterion: str, value: int | None, *, edit: str = "", comment: str = ""
) -> "Rating":
    from minigiants.store import Rating

    made = answer.generation
    return Rating(
        answer_id=answer.id,
        rater=rater,
        criterion=criterion,
        value=value,
        edit=edit,
        comment=comment,
        time=datetime.now(UTC),
        model_sha256=made.model_sha256 if made else "",
        prompt_sha256=made.prompt_sha256 if made else "",
    )
