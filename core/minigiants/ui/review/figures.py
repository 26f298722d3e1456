"""Show how well the search does on the texts of this house."""

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.review.desk import ReviewDesk
from minigiants.ui.review.numbers import figures, latest, sentences
from minigiants.ui.review.text import kind
from minigiants.ui.shell import table

if TYPE_CHECKING:
    from minigiants.privacy import Policy


def own_figures(shared: ReviewDesk, policy: "Policy") -> None:
    """Show how well the search does on the notes of this house."""
    st.subheader("How well the search does on your texts", anchor=False)
    last = latest(shared.store.reviews(), policy=policy.name, finder=shared.finder)
    with st.container(gap="small"):
        for sentence in sentences(figures(last)):
            st.text(sentence)
    by_type: dict[str, Counter[str]] = {}
    for span in (span for review in last for span in review.spans):
        by_type.setdefault(span.type, Counter())[span.verdict] += 1
    rows = [
        (kind(type_), *(f"{said[verdict]:,}" for verdict in ("accepted", "added", "rejected")))
        for type_, said in sorted(by_type.items())
    ]
    if rows:
        table(("What", "Found", "Missed", "Marked unnecessarily"), rows, caption="What the reviews say, by kind")
