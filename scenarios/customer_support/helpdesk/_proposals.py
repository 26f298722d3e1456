"""Keep question-answer pairs that a person's talk proposes for the knowledge base, until a person decides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select

from minigiants.store import Store

from .tables import ProposalRow

ProposalState = Literal["proposed", "approved", "refused"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A question and an answer that a person gave."""

    id: int
    talk_id: str
    collection: str
    question: str
    answer: str
    state: ProposalState
    person: str
    """Who decided; before that, who answered."""
    time: datetime


class Proposals:
    """The proposals of a store."""

    def __init__(self, store: Store) -> None:
        """Keep them in the store's database."""
        self._store = store

    def add(self, *, talk_id: str, collection: str, question: str, answer: str, person: str) -> None:
        """Propose a pair."""
        fields = {"talk_id": talk_id, "collection": collection, "question": question, "answer": answer}
        row = ProposalRow(**fields, state="proposed", person=person, time=self._store.clock())
        with self._store.write() as session:
            session.add(row)

    def listed(self, state: ProposalState, collection: str = "") -> list[Proposal]:
        """List the pairs in a state, the oldest first."""
        query = select(ProposalRow).where(ProposalRow.state == state).order_by(ProposalRow.id)
        with self._store.read() as session:
            rows = session.scalars(query.where(ProposalRow.collection == collection) if collection else query)
            return [_proposal(row) for row in rows]

    def settle(self, proposal_id: int, state: ProposalState, *, question: str, answer: str, person: str) -> None:
        """Approve or refuse a pair, worded as `person` leaves it; raises KeyError when it does not exist."""
        with self._store.write() as session:
            row = session.get(ProposalRow, proposal_id)
            if row is None:
                raise KeyError(f"no proposal {proposal_id!r}")
            row.state, row.person, row.time = state, person, self._store.clock()
            row.question, row.answer = question, answer


def _proposal(row: ProposalRow) -> Proposal:
    fields: dict[str, Any] = {name: getattr(row, name) for name in Proposal.__dataclass_fields__}
    return Proposal(**fields)
