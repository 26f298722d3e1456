"""Keep what was handed to a person, and deliver it: each handover is written before anybody is told of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from minigiants.store import Store, StoreError
from minigiants.store.tables import TalkRow

from ._closed import closed
from .tables import DeliveryRow, HandoverRow

State = Literal["waiting", "taken", "closed"]
Outcome = Literal["solved", "no answer", "not needed"]
Channel = Literal["webhook", "smtp"]

LEASE = timedelta(seconds=60)
"""How long a delivery belongs to who took it; after that, whoever took it has died."""
LONGEST_PAUSE = timedelta(hours=1)
"""No delivery waits longer for its next try."""
LONGEST_LABEL = 40
"""Characters of a label."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover:
    """A talk for a person."""

    id: str
    """Also the idempotency key of its deliveries."""
    talk_id: str
    site: str
    reason: str
    packet: Mapping[str, Any]
    state: State
    agent: str
    """Who took it; empty while it waits."""
    outcome: str
    notes: str
    """What those said who gave it back, a line each."""
    labels: tuple[str, ...]
    """What agents sort their queue by."""
    created: datetime
    updated: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A delivery of a handover that is due, or dead."""

    id: int
    channel: Channel
    attempts: int
    """Before this one."""
    error: str
    """Why the last attempt failed."""
    handover: Handover


class Handovers:
    """The handovers of a store, and their outbox; safe for threads and processes."""

    def __init__(self, store: Store) -> None:
        """Keep them in the store's database."""
        self._store = store

    def open(
        self,
        talk_id: str,
        *,
        site: str,
        reason: str,
        packet: Mapping[str, Any],
        channels: Sequence[Channel] = (),
        after: timedelta = timedelta(0),
    ) -> Handover:
        """Hand a talk over, with a delivery for each channel in the same transaction, due `after` now.

        A talk that is handed over already stays so, and that handover is returned. Raises KeyError for no such talk.
        """
        now = self._store.clock()
        with self._store.write() as session:
            if session.get(TalkRow, talk_id, with_for_update=True) is None:
                raise KeyError(f"no talk {talk_id!r}")
            row = session.scalars(_open_of(talk_id)).first()
            if row is None:
                row = HandoverRow(
                    id=uuid4().hex,
                    talk_id=talk_id,
                    site=site,
                    reason=reason,
                    packet=json.dumps(dict(packet), ensure_ascii=False, default=str),
                    state="waiting",
                    agent="",
                    outcome="",
                    notes="",
                    labels="",
                    created=now,
                    updated=now,
                )
                session.add(row)
                session.flush()
                session.add_all(_delivery(row.id, channel, now + after) for channel in channels)
            session.flush()
            return _handover(row)

    def complete(self, handover_id: str, packet: Mapping[str, Any]) -> None:
        """Put `packet` in the place of what a handover was opened with, and let its untried deliveries begin now."""
        untried = (DeliveryRow.handover_id == handover_id) & (DeliveryRow.state == "waiting")
        due = {"next_try": self._store.clock()}
        with self._store.write() as session:
            _row(session, handover_id).packet = json.dumps(dict(packet), ensure_ascii=False, default=str)
            session.execute(update(DeliveryRow).where(untried, DeliveryRow.attempts == 0).values(**due))

    def get(self, handover_id: str) -> Handover:
        """Return one handover; raises KeyError when it does not exist."""
        with self._store.read() as session:
            return _handover(_row(session, handover_id))

    def of_talk(self, talk_id: str) -> Handover | None:
        """Return the handover of a talk that is not closed, or None."""
        with self._store.read() as session:
            row = session.scalars(_open_of(talk_id)).first()
            return _handover(row) if row else None

    def last(self, talk_id: str) -> Handover | None:
        """Return the last handover of a talk, closed or not, or None."""
        query = select(HandoverRow).where(HandoverRow.talk_id == talk_id)
        with self._store.read() as session:
            row = session.scalars(query.order_by(HandoverRow.created.desc(), HandoverRow.id)).first()
            return _handover(row) if row else None

    def listed(self, *states: State) -> list[Handover]:
        """List the handovers in these states, or all, the oldest first."""
        query = select(HandoverRow).order_by(HandoverRow.created, HandoverRow.id)
        with self._store.read() as session:
            rows = session.scalars(query.where(HandoverRow.state.in_(states)) if states else query)
            return [_handover(row) for row in rows]

    def place(self, handover: Handover) -> int:
        """Return the 1-based place among those who wait; 0 once a person has taken it."""
        waiting = [other.id for other in self.listed("waiting")]
        return waiting.index(handover.id) + 1 if handover.id in waiting else 0

    def take(self, handover_id: str, agent: str) -> Handover:
        """Give the handover to `agent`; raises StoreError when another has it or it is closed."""
        with self._store.write() as session:
            row = _row(session, handover_id, held=True)
            if row.state == "closed" or (row.state == "taken" and row.agent != agent):
                raise StoreError(f"this talk is {row.state} already, by {row.agent!r}: choose another one")
            row.state, row.agent, row.updated = "taken", agent, self._store.clock()
            session.flush()
            return _handover(row)

    def release(self, handover_id: str, agent: str, note: str = "") -> Handover:
        """Give what `agent` took back to its place in the queue, with a note that colleagues alone read.

        Raises StoreError when `agent` does not have it.
        """
        talk = self._store.talk(self.get(handover_id).talk_id)
        note = self._store.through(note, place="answers", scenario=talk.scenario, talk=talk.id)
        line = f"{agent}: {' '.join(note.split())}" if note.strip() else ""
        with self._store.write() as session:
            row = _row(session, handover_id, held=True)
            if row.state != "taken" or row.agent != agent:
                raise StoreError(f"this talk is not with {agent!r}: look at the queue again")
            row.state, row.agent, row.updated = "waiting", "", self._store.clock()
            row.notes = "\n".join(filter(None, (row.notes, line)))
            session.flush()
            return _handover(row)

    def label(self, handover_id: str, labels: Sequence[str]) -> Handover:
        """Put `labels` in the place of those that a handover has, each once; raises KeyError for no such handover."""
        talk = self._store.talk(self.get(handover_id).talk_id)
        names = dict.fromkeys(" ".join(label.split())[:LONGEST_LABEL] for label in labels)
        text = self._store.through(
            "\n".join(filter(None, names)), place="answers", scenario=talk.scenario, talk=talk.id
        )
        with self._store.write() as session:
            row = _row(session, handover_id, held=True)
            row.labels = text
            session.flush()
            return _handover(row)

    def closed(self, text: str = "", *, limit: int = 50) -> list[Handover]:
        """List closed handovers, the last one first: all, that of the number `text`, or those with its words."""
        with self._store.read() as session:
            return [_handover(row) for row in session.scalars(closed(text, limit))]

    def close(self, handover_id: str, outcome: Outcome) -> Handover:
        """End a handover; the customer's next message is answered by the machine again."""
        with self._store.write() as session:
            row = _row(session, handover_id)
            row.state, row.outcome, row.updated = "closed", outcome, self._store.clock()
            session.flush()
            return _handover(row)

    def due(self, limit: int = 20) -> list[Parcel]:
        """Take the deliveries whose time has come; nobody else gets them while they are being sent.

        What waits for longer than anything is made to wait does so by a clock that was set back since: it is due.
        """
        now = self._store.clock()
        come = or_(DeliveryRow.next_try <= now, DeliveryRow.next_try > now + LONGEST_PAUSE)
        query = select(DeliveryRow).where(DeliveryRow.state == "waiting", come)
        with self._store.write() as session:
            first = query.order_by(DeliveryRow.next_try, DeliveryRow.id).limit(limit)
            rows = list(session.scalars(first.with_for_update(skip_locked=True)))
            for row in rows:
                row.next_try = now + LEASE
            session.flush()
            return [_parcel(session, row) for row in rows]

    def sent(self, parcel: Parcel) -> None:
        """Book that a delivery arrived."""
        self._book(parcel, state="sent", attempts=parcel.attempts + 1, error="")

    def failed(self, parcel: Parcel, error: str, *, again_after: timedelta | None) -> None:
        """Book that a delivery failed; without a time to try again it is dead until a person wakes it."""
        fields: dict[str, Any] = {"attempts": parcel.attempts + 1, "error": error}
        if again_after is None:
            self._book(parcel, state="dead", **fields)
        else:
            self._book(parcel, next_try=self._store.clock() + again_after, **fields)

    def dead(self) -> list[Parcel]:
        """List the deliveries that were given up."""
        query = select(DeliveryRow).where(DeliveryRow.state == "dead").order_by(DeliveryRow.id)
        with self._store.read() as session:
            return [_parcel(session, row) for row in session.scalars(query)]

    def wake(self, parcel: Parcel) -> None:
        """Let a dead delivery be tried again from the start."""
        self._book(parcel, state="waiting", attempts=0, next_try=self._store.clock())

    def undelivered(self) -> int:
        """Count the deliveries that are still on their way."""
        with self._store.read() as session:
            query = select(func.count()).select_from(DeliveryRow).where(DeliveryRow.state == "waiting")
            return int(session.scalar(query) or 0)

    def _book(self, parcel: Parcel, **fields: Any) -> None:
        with self._store.write() as session:
            session.execute(update(DeliveryRow).where(DeliveryRow.id == parcel.id).values(**fields))


def _open_of(talk_id: str) -> Any:
    return select(HandoverRow).where(HandoverRow.talk_id == talk_id, HandoverRow.state != "closed")


def _delivery(handover_id: str, channel: Channel, now: datetime) -> DeliveryRow:
    return DeliveryRow(handover_id=handover_id, channel=channel, state="waiting", attempts=0, next_try=now, error="")


def _row(session: Session, handover_id: str, *, held: bool = False) -> HandoverRow:
    row = session.get(HandoverRow, handover_id, with_for_update=held)
    if row is None:
        raise KeyError(f"no handover {handover_id!r}")
    return row


def _handover(row: HandoverRow) -> Handover:
    fields: dict[str, Any] = {name: getattr(row, name) for name in Handover.__dataclass_fields__}
    return Handover(**fields | {"packet": json.loads(row.packet), "labels": tuple(row.labels.splitlines())})


def _parcel(session: Session, row: DeliveryRow) -> Parcel:
    fields: dict[str, Any] = {name: getattr(row, name) for name in ("id", "channel", "attempts", "error")}
    return Parcel(**fields, handover=_handover(_row(session, row.handover_id)))
