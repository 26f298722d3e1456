"""Keep ratings: each a new row, none ever changed."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from minigiants.store._values import Mark, Rating
from minigiants.store.tables import ItemRow, RatingRow, StepRow, TaskRow


def row(rating: Rating) -> RatingRow:
    """Return the table's row for a rating."""
    fields: dict[str, Any] = {name: getattr(rating, name) for name in Rating.__dataclass_fields__}
    fields["marks"] = json.dumps([asdict(mark) for mark in rating.marks])
    return RatingRow(**fields)


def rating(found: RatingRow) -> Rating:
    """Return the rating of a row."""
    fields: dict[str, Any] = {name: getattr(found, name) for name in Rating.__dataclass_fields__}
    fields["marks"] = tuple(Mark(**mark) for mark in json.loads(found.marks))
    return Rating(**fields)


def listed(session: Session, answer_id: str = "") -> list[Rating]:
    """List the ratings of one answer, or of all, the oldest first."""
    query = select(RatingRow).order_by(RatingRow.id)
    rows = session.scalars(query.where(RatingRow.answer_id == answer_id) if answer_id else query)
    return [rating(found) for found in rows]


def standing(session: Session) -> list[Rating]:
    """List the ratings that nobody took back: of a campaign's task what was said last, unless that was undone."""
    last = select(func.max(StepRow.id)).group_by(StepRow.task_id)
    query = (
        select(RatingRow)
        .outerjoin(StepRow, (StepRow.task_id == RatingRow.task_id) & StepRow.id.in_(last))
        .where(or_(RatingRow.task_id.is_(None), (StepRow.kind == "done") & (StepRow.time == RatingRow.time)))
        .order_by(RatingRow.id)
    )
    return [rating(found) for found in session.scalars(query)]


def shown(session: Session) -> dict[int, str]:
    """Return by task the text of the answer that a campaign showed, where it was corrected."""
    corrected = select(RatingRow.task_id).where(RatingRow.edit != "", RatingRow.task_id.is_not(None))
    query = select(TaskRow.id, ItemRow.content).join(ItemRow, ItemRow.id == TaskRow.item_id)
    found = session.execute(query.where(TaskRow.id.in_(corrected), ItemRow.content != ""))
    contents = {task: json.loads(content) for task, content in found}
    return {task: content["text"] for task, content in contents.items() if "text" in content}
