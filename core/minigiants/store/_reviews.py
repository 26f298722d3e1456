"""Keep what a person said of the marks in a text: places and types, never a word of the text."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from minigiants.store.tables import ReviewRow

Verdict = Literal["accepted", "rejected", "added"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewedMark:
    """One marked place of a reviewed text."""

    start: int
    """Offset of the first character, in code points."""
    end: int
    type: str
    recognizer: str
    """What found it, or "reviewer" when a person marked it."""
    score: float
    verdict: Verdict
    """Found and right, found and wrong, or found by the reviewer alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """One person's word on one text; a second thought is a new review, the last one counts."""

    text_key: str
    """Keyed hash of the text, in hexadecimal: tells that two texts are the same, and nothing else."""
    reviewer: str
    policy: str
    finder: str
    """What searched, with its version."""
    characters: int
    spans: tuple[ReviewedMark, ...]
    """In the order of the text."""
    time: datetime

    def count(self, verdict: Verdict) -> int:
        """Return how many spans have that verdict."""
        return sum(span.verdict == verdict for span in self.spans)


def row(review: Review) -> ReviewRow:
    """Return the table's row for a review, its counts beside the spans."""
    fields = {name: getattr(review, name) for name in Review.__dataclass_fields__}
    counts = {verdict: review.count(verdict) for verdict in ("accepted", "rejected", "added")}
    return ReviewRow(**fields | counts | {"spans": json.dumps([asdict(span) for span in review.spans])})


def listed(session: Session, text_key: str = "") -> list[Review]:
    """List the reviews of one text, or of all, the oldest first."""
    query = select(ReviewRow).order_by(ReviewRow.id)
    rows = session.scalars(query.where(ReviewRow.text_key == text_key) if text_key else query)
    return [_review(found) for found in rows]


def _review(found: ReviewRow) -> Review:
    fields: dict[str, Any] = {name: getattr(found, name) for name in Review.__dataclass_fields__}
    fields["spans"] = tuple(ReviewedMark(**span) for span in json.loads(found.spans))
    return Review(**fields)
