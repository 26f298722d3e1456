"""Find what experts corrected: the last corrected text of each answer, with everything that it came from."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from minigiants.rating._campaign import asked
from minigiants.rating._rebased import rebased
from minigiants.store import Rating, Store
from minigiants.types import Answer

_LABEL = re.compile(r"<[A-Z_]+_\d+>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """An answer and how it should have read."""

    answer: Answer
    request: Mapping[str, Any]
    text: str
    """Corrected."""
    rater: str
    comment: str
    time: datetime

    @property
    def prompt(self) -> str:
        """What a model is asked: the evidence that it read, numbered, and the request."""
        chosen = self.answer.trace.selected if self.answer.trace else ()
        evidence = "\n".join(f"{number}. {e.text}" for number, e in enumerate(chosen, start=1))
        return (f"Evidence:\n{evidence}\n\n" if evidence else "") + asked(self.request)


def corrections(store: Store, scenario: str) -> list[Correction]:
    """List the corrected answers of a scenario, the oldest correction first; an answer's last correction counts."""
    by_answer: defaultdict[str, list[Rating]] = defaultdict(list)
    for rating in store.standing_ratings():
        if rating.edit:
            by_answer[rating.answer_id].append(rating)
    shown = store.shown()
    found = [_correction(store, scenario, ratings, shown) for ratings in by_answer.values()]
    return sorted((one for one in found if one), key=lambda one: one.time)


def labelled(edit: str, text: str) -> bool:
    """Tell whether a correction has labels in place of personal data that the answer itself does not have.

    Such a one was made on what a campaign showed; nobody can tell from it how the answer should have read.

    >>> labelled("Ask <PERSON_1>.", "Ask Ann."), labelled("Ask <PERSON_1>.", "Call <PERSON_1>.")
    (True, False)
    """
    return bool(set(_LABEL.findall(edit)) - set(_LABEL.findall(text)))


def last_edits(ratings: Sequence[Rating], text: str, texts: Mapping[int, str]) -> list[tuple[Rating, str]]:
    """Return the last correction of each rater with what it makes of `text`, the oldest first.

    `texts` has what the tasks of campaigns showed: one made on a text without its personal data is brought over.
    The text as it was takes one's correction back.
    """
    mine: dict[str, tuple[Rating, str]] = {}
    for rating in ratings:
        if not rating.edit:
            continue
        before = texts.get(rating.task_id or 0)
        edit = rating.edit if before is None else rebased(rating.edit, before, text)
        if edit and not labelled(edit, text):
            mine.pop(rating.rater, None)
            mine[rating.rater] = rating, edit
    return [(rating, edit) for rating, edit in mine.values() if edit.strip() != text.strip()]


def _correction(store: Store, scenario: str, ratings: Sequence[Rating], texts: Mapping[int, str]) -> Correction | None:
    try:
        answer = store.kept(ratings[0].answer_id)
    except KeyError:  # its talk was deleted meanwhile
        return None
    edits = last_edits(ratings, answer.answer.text, texts)
    if not edits or answer.scenario != scenario:
        return None
    last, text = edits[-1]
    return Correction(
        answer=answer.answer,
        request=answer.request,
        text=text,
        rater=last.rater,
        comment=last.comment,
        time=last.time,
    )
