"""Show what was said of an answer, oldest first, and what a correction changed."""

import difflib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

if TYPE_CHECKING:
    from minigiants.scenario import Criterion
    from minigiants.store import Rating

_WORDS = {0: "bad", 1: "good"}
_PIECE = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
_CSS = f"<style>\n{Path(__file__).with_suffix('.css').read_text('utf-8')}</style>"

Change = Literal["same", "del", "ins"]


def show_history(
    text: str, ratings: "Sequence[Rating]", criteria: "Sequence[Criterion]", reasons: Mapping[str, str]
) -> None:
    """List the ratings with time and rater; a correction shows what it takes out and what it puts in."""
    if not ratings:
        return
    st.caption("Ratings so far; a new one never overwrites an old one")
    questions = {criterion.name: criterion.question for criterion in criteria}
    for rating in ratings:
        st.text(f"{rating.time.astimezone():%Y-%m-%d %H:%M}  {rating.rater}:  {_said(rating, questions, reasons)}")
        if rating.edit:
            show_changes(text, rating.edit)


def show_changes(old: str, new: str) -> None:
    """Show what stands no longer struck out, and what is new underlined."""
    markup = "".join(
        html.escape(piece) if change == "same" else f"<{change}>{html.escape(piece)}</{change}>"
        for change, piece in changes(old, new)
    )
    st.html(f"{_CSS}<p class='mg-diff'>{markup}</p>")


def changes(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """Cut two texts into what both have, what only the old one has and what only the new one has, word by word.

    >>> list(changes("It is 5 mg.", "It is 50 mg."))
    [('same', 'It is '), ('del', '5'), ('ins', '50'), ('same', ' mg.')]
    """
    one, other = _PIECE.findall(old), _PIECE.findall(new)
    for _, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if one[a:b] == other[c:d]:
            yield "same", "".join(one[a:b])
            continue
        if b > a:
            yield "del", "".join(one[a:b])
        if d > c:
            yield "ins", "".join(other[c:d])


def _said(rating: "Rating", questions: Mapping[str, str], reasons: Mapping[str, str]) -> str:
    lines = []
    if rating.criterion == "marks":
        lines.append(_counted(rating))
    elif rating.value is not None and rating.criterion == "overall":
        lines.append(_WORDS.get(rating.value, str(rating.value)))
    elif rating.value is not None:
        lines.append(f"{questions.get(rating.criterion, rating.criterion)} {rating.value} of 5")
    lines += [reasons.get(rating.reason, rating.reason)] if rating.reason else []
    lines += [f"comment: {rating.comment}"] if rating.comment else []
    lines += ["corrected to"] if rating.edit else []
    return "; ".join(lines)


def _counted(rating: "Rating") -> str:
    kinds = [mark.kind for mark in rating.marks]
    said = [f"{kinds.count(kind)} marked as {kind}" for kind in ("wrong", "missing") if kind in kinds]
    return ", ".join(said) or "marks removed"
