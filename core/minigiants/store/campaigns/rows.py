"""Read the rows of campaigns: how far each task is, what each item wants, what was said."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from minigiants.store import _ratings
from minigiants.store._values import Rating
from minigiants.store.campaigns.assignment import Shortage, State
from minigiants.store.campaigns.values import Campaign, Item, Result, Round, Task
from minigiants.store.tables import CampaignRow, ItemRow, RatingRow, StepRow, TaskRow


def states(session: Session, campaign_id: str) -> list[State]:
    """Return how far each task of the campaign is, by its last step."""
    last = select(func.max(StepRow.id).label("id")).group_by(StepRow.task_id).subquery()
    steps = select(StepRow).join(last, last.c.id == StepRow.id).subquery()
    query = (
        select(TaskRow, steps.c.kind, steps.c.time, steps.c.seconds, steps.c.id)
        .outerjoin(steps, steps.c.task_id == TaskRow.id)
        .where(TaskRow.campaign_id == campaign_id)
        .order_by(TaskRow.id)
    )
    return [
        State(
            task_id=task.id,
            item_id=task.item_id,
            rater=task.rater,
            round=cast(Round, task.round),
            kind=kind or "open",
            since=time or task.time,
            seconds=seconds or 0.0,
            step=step or 0,
        )
        for task, kind, time, seconds, step in session.execute(query)
    ]


def needs(session: Session, campaign_id: str) -> list[Shortage]:
    """Return what each item of the campaign wants; one whose text was deleted wants nothing."""
    query = select(ItemRow.id, ItemRow.needed, ItemRow.gold).where(
        ItemRow.campaign_id == campaign_id, ItemRow.content != ""
    )
    return [Shortage(item_id=n, needed=needed, gold=bool(gold)) for n, needed, gold in session.execute(query)]


def spoken(session: Session, tasks: Sequence[int]) -> dict[int, tuple[Rating, ...]]:
    """Return the ratings of each task that were given together, the last time."""
    query = select(RatingRow).where(RatingRow.task_id.in_(tasks)).order_by(RatingRow.id)
    ratings: defaultdict[int, list[Rating]] = defaultdict(list)
    for row in session.scalars(query):
        if row.task_id is not None:
            ratings[row.task_id].append(_ratings.rating(row))
    return {task: tuple(r for r in given if r.time == given[-1].time) for task, given in ratings.items()}


def values(said: Mapping[int, Sequence[Rating]]) -> dict[int, dict[str, int]]:
    """Return the values of each task by criterion."""
    return {task: {r.criterion: r.value for r in given if r.value is not None} for task, given in said.items()}


def campaign(row: CampaignRow) -> Campaign:
    """Return the campaign of a row."""
    fields: dict[str, Any] = {name: getattr(row, name) for name in Campaign.__dataclass_fields__}
    fields["criteria"] = tuple(json.loads(row.criteria))
    return Campaign(**fields)


def item_row(campaign_id: str, item: Item) -> ItemRow:
    """Return the table's row for an item."""
    return ItemRow(
        campaign_id=campaign_id,
        content=json.dumps(dict(item.content), ensure_ascii=False, default=str),
        answer_id=item.answer_id,
        other_id=item.other_id,
        origin=json.dumps(dict(item.origin), ensure_ascii=False, default=str),
        gold=json.dumps(dict(item.gold)) if item.gold else "",
        needed=item.needed,
    )


def task(session: Session, row: TaskRow, item: ItemRow) -> Task:
    """Return the task of a row, with what this rater said before and, to be settled, what the others said."""
    others: tuple[tuple[Rating, ...], ...] = ()
    if row.round == "adjudication":
        first = select(TaskRow.id).where(TaskRow.item_id == row.item_id, TaskRow.round == "first")
        said = spoken(session, list(session.scalars(first)))
        others = tuple(tuple(replace(rating, rater="") for rating in ratings) for ratings in said.values())
    return Task(
        id=row.id,
        answer_id=item.answer_id,
        round=cast(Round, row.round),
        swapped=row.swapped,
        content=json.loads(item.content or "{}"),
        earlier=spoken(session, [row.id]).get(row.id, ()),
        others=others,
    )


def result(row: TaskRow, item: ItemRow, seconds: float, ratings: tuple[Rating, ...]) -> Result:
    """Return what came of a task."""
    return Result(
        item_id=item.id,
        item=Item(
            content=json.loads(item.content or "{}"),
            answer_id=item.answer_id,
            other_id=item.other_id,
            origin=json.loads(item.origin),
            gold=json.loads(item.gold or "{}"),
            needed=item.needed,
        ),
        rater=row.rater,
        round=cast(Round, row.round),
        swapped=row.swapped,
        seconds=seconds,
        ratings=ratings,
    )
