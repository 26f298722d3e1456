"""Hand out rating work to many raters at once, and keep all of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from minigiants.store import _ratings
from minigiants.store._store import Store
from minigiants.store._values import Rating, StoreError, same_name
from minigiants.store.campaigns.assignment import (
    LEASE,
    ChosenItem,
    Shortage,
    State,
    choose,
    live,
    open_disputes,
    settle,
    share,
)
from minigiants.store.campaigns.rows import campaign, item_row, needs, result, spoken, states, task, values
from minigiants.store.campaigns.values import Campaign, CampaignProgress, Item, Kind, Result, Task
from minigiants.store.tables import CampaignRow, ItemRow, StepRow, TaskRow

PACE = 20
"""Last items of a rater whose median time is the pace."""


class Campaigns:
    """The campaigns of a store; any number of processes may use them at once."""

    def __init__(self, store: Store) -> None:
        """Work on the database of `store`, with its clock and its way of taking personal data out."""
        self._store = store

    def add(
        self,
        name: str,
        scenario: str,
        items: Sequence[Item],
        *,
        kind: Kind = "scale",
        criteria: Sequence[Mapping[str, Any]] = (),
        repeats: float = 0.05,
        seed: int = 0,
        scrub: bool = True,
    ) -> Campaign:
        """Keep a campaign; `scrub` has the scenario's policy take personal data out of whatever raters see.

        Without it the policy decides as it does for ratings.
        """
        through = self._store.through
        contents = [
            through(dict(item.content), place="ratings", scenario=scenario, talk="", asked=scrub) for item in items
        ]
        row = CampaignRow(
            id=uuid4().hex,
            name=through(name, place="ratings", scenario=scenario, talk=""),
            scenario=scenario,
            kind=kind,
            criteria=json.dumps([dict(one) for one in criteria], ensure_ascii=False),
            repeats=repeats,
            seed=seed,
            time=self._store.clock(),
        )
        with self._store.write() as session:
            session.add(row)
            session.flush()
            for item, content in zip(items, contents, strict=True):
                session.add(item_row(row.id, replace(item, content=content)))
            return campaign(row)

    def extend(self, campaign_id: str, items: Sequence[Item], *, scrub: bool = False) -> None:
        """Put more items into a campaign, as `add` would; raises KeyError when it does not exist."""
        with self._store.read() as session:
            row = session.get(CampaignRow, campaign_id)
            if row is None:
                raise KeyError(f"no campaign {campaign_id!r}")
            scenario = row.scenario
        through = self._store.through
        contents = [
            through(dict(item.content), place="ratings", scenario=scenario, talk="", asked=scrub) for item in items
        ]
        with self._store.write() as session:
            for item, content in zip(items, contents, strict=True):
                session.add(item_row(campaign_id, replace(item, content=content)))

    def all(self) -> list[Campaign]:
        """List the campaigns, the newest first."""
        with self._store.read() as session:
            return [campaign(row) for row in session.scalars(select(CampaignRow).order_by(CampaignRow.time.desc()))]

    def called(self, campaign_id: str, rater: str) -> str:
        """Return the name as this campaign has it: capitals and spaces make nobody another rater."""
        with self._store.read() as session:
            there = session.scalars(select(TaskRow.rater).where(TaskRow.campaign_id == campaign_id).distinct())
            return next((name for name in there if same_name(name) == same_name(rater)), " ".join(rater.split()))

    def next_task(self, campaign_id: str, rater: str, *, adjudicate: bool = False) -> Task | None:
        """Return what `rater` is to rate now: what is in hand, or else something new; None when nothing is left.

        `adjudicate` hands out items that others disagree on and that this rater has not rated.
        """
        with self._store.write() as session:
            row = _locked(session, campaign_id)
            tasks, wanted = states(session, campaign_id), needs(session, campaign_id)
            if adjudicate:
                chosen = self._dispute(session, tasks, wanted, rater)
            else:
                now, repeats, seed = self._store.clock(), row.repeats, row.seed
                chosen = choose(wanted, tasks, rater, now=now, repeats=repeats, seed=seed)
            if chosen is None:
                return None
            times = sum(state.item_id == chosen.item_id for state in tasks)
            given = self._row(session, row, chosen, rater, times)
            return task(session, given, session.get_one(ItemRow, given.item_id))

    def save(self, task_id: int, ratings: Sequence[Rating], *, seconds: float = 0.0) -> None:
        """Keep what the rater said, all of it or nothing; said again, the last time counts.

        Raises StoreError, and keeps nothing, when it is of somebody else or of another answer than the task's, or
        settles what somebody else has settled since.
        """
        now, scenario = self._store.clock(), self._scenario(task_id)
        through = self._store.through
        scrubbed = [through(rating, place="ratings", scenario=scenario, talk="") for rating in ratings]
        with self._store.write() as session:
            rater, answer_id = session.execute(
                select(TaskRow.rater, ItemRow.answer_id)
                .join(ItemRow, ItemRow.id == TaskRow.item_id)
                .where(TaskRow.id == task_id)
            ).one()
            if any((rating.rater, rating.answer_id) != (rater, answer_id) for rating in ratings):
                raise StoreError("this item is not in your hands, so nothing was saved: rate the one shown now")
            _refuse_settled(session, session.get_one(TaskRow, task_id))
            session.add_all(_ratings.row(replace(rating, task_id=task_id, time=now)) for rating in scrubbed)
            session.add(StepRow(task_id=task_id, kind="done", seconds=seconds, time=now))

    def skip(self, task_id: int, *, rater: str) -> None:
        """Give an item of `rater` back unrated; it goes to another. Raises StoreError when somebody else holds it."""
        with self._store.write() as session:
            if session.scalar(select(TaskRow.rater).where(TaskRow.id == task_id)) != rater:
                raise StoreError("this item is not in your hands, so it was not given back: go on with the one shown")
            session.add(StepRow(task_id=task_id, kind="skipped", seconds=0.0, time=self._store.clock()))

    def undo(self, campaign_id: str, rater: str, *, adjudicate: bool = False) -> bool:
        """Take the rater's last rating back, so that it is the next task; False when there is none.

        `adjudicate` takes back what the rater settled last, and nothing else does; deleted items stay as they are.
        """
        with self._store.write() as session:
            _locked(session, campaign_id)
            known = {need.item_id for need in needs(session, campaign_id)}
            mine = [s for s in states(session, campaign_id) if s.rater == rater and s.item_id in known]
            done = [s for s in mine if s.kind == "done" and (s.round == "adjudication") == adjudicate]
            if not done:
                return False
            last = max(done, key=lambda state: state.step).task_id
            session.add(StepRow(task_id=last, kind="undone", seconds=0.0, time=self._store.clock()))
            return True

    def progress(self, campaign_id: str, rater: str) -> CampaignProgress:
        """Say how far the campaign is, and the rater in it."""
        with self._store.read() as session:
            tasks, wanted = states(session, campaign_id), needs(session, campaign_id)
            disputes = open_disputes(wanted, tasks, values(spoken(session, [s.task_id for s in tasks])))
        common = {need.item_id: need.needed for need in wanted if not need.gold}
        rated = sum(s.kind == "done" and s.round == "first" and s.item_id in common for s in tasks)
        mine = sorted((s for s in tasks if s.rater == rater and s.kind == "done"), key=lambda s: s.step)
        held = live(tasks, self._store.clock())
        missing = sum(max(0, number - held[item]) for item, number in common.items())
        pace = sorted(s.seconds for s in mine[-PACE:])
        raters = len({s.rater for s in tasks}) or 1
        left = pace[len(pace) // 2] * -(-missing // raters) if pace else None
        return CampaignProgress(
            mine=len(mine), done=rated, needed=sum(common.values()), disputes=len(disputes), seconds_left=left
        )

    def results(self, campaign_id: str) -> list[Result]:
        """List what every rater finally said, in the order in which it was said."""
        with self._store.read() as session:
            tasks = {s.task_id: s for s in states(session, campaign_id) if s.kind == "done"}
            ratings = spoken(session, list(tasks))
            rows = session.execute(
                select(TaskRow, ItemRow)
                .join(ItemRow, ItemRow.id == TaskRow.item_id)
                .where(TaskRow.campaign_id == campaign_id)
            ).all()
            made = {one.id: (one, item) for one, item in rows}
            ordered = sorted(tasks.values(), key=lambda state: state.step)
            return [result(*made[s.task_id], s.seconds, ratings.get(s.task_id, ())) for s in ordered]

    def _scenario(self, task_id: int) -> str:
        named = select(CampaignRow.scenario).join(TaskRow, TaskRow.campaign_id == CampaignRow.id)
        with self._store.read() as session:
            scenario = session.scalar(named.where(TaskRow.id == task_id))
        if scenario is None:
            raise KeyError(f"no task {task_id} in any campaign")
        return scenario

    def _dispute(self, session: Session, found: list[State], wanted: list[Shortage], rater: str) -> ChosenItem | None:
        now, said = self._store.clock(), values(spoken(session, [s.task_id for s in found]))
        chosen = settle(wanted, found, said, rater, now=now)
        since = {state.task_id: state.since for state in found}
        if chosen and chosen.task_id is not None and now - since[chosen.task_id] >= LEASE:
            # Taken up again: held anew from now on, or somebody else would get it at the same time.
            session.add(StepRow(task_id=chosen.task_id, kind="open", seconds=0.0, time=now))
        return chosen

    def _row(self, session: Session, about: CampaignRow, chosen: ChosenItem, rater: str, times: int) -> TaskRow:
        if chosen.task_id is not None:
            return session.get_one(TaskRow, chosen.task_id)
        swapped = about.kind == "pairs" and (times + (share(about.seed, chosen.item_id) < 0.5)) % 2 == 1
        row = TaskRow(
            campaign_id=about.id,
            item_id=chosen.item_id,
            rater=rater,
            round=chosen.round,
            swapped=swapped,
            time=self._store.clock(),
        )
        session.add(row)
        session.flush()
        return row


def _locked(session: Session, campaign_id: str) -> CampaignRow:
    """Return the campaign, held until the transaction ends, so that two raters are never served at once."""
    row = session.scalar(select(CampaignRow).where(CampaignRow.id == campaign_id).with_for_update())
    if row is None:
        raise KeyError(f"no campaign {campaign_id!r}")
    return row


def _refuse_settled(session: Session, row: TaskRow) -> None:
    """Raise StoreError when the task is to settle what somebody else has settled since it was handed out."""
    if row.round != "adjudication":
        return
    _locked(session, row.campaign_id)
    same = [s for s in states(session, row.campaign_id) if s.round == row.round and s.item_id == row.item_id]
    if any(state.kind == "done" and state.rater != row.rater for state in same):
        raise StoreError("somebody else has settled this since, so nothing was saved: go on with the one shown now")
