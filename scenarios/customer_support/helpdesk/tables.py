"""The tables of the help desk: handovers, their deliveries, and answers proposed for the knowledge base."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from minigiants.store.tables import Base, Owned, UtcTime


class HandoverRow(Owned, Base):
    """A talk that a person is to take over."""

    __tablename__ = "handover"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    talk_id: Mapped[str] = mapped_column(ForeignKey("talk.id", ondelete="CASCADE"), index=True)
    site: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(40))
    packet: Mapped[str] = mapped_column(Text)
    """JSON; as it may leave the machine."""
    state: Mapped[str] = mapped_column(String(16), index=True)
    agent: Mapped[str] = mapped_column(String(200))
    outcome: Mapped[str] = mapped_column(String(40))
    notes: Mapped[str] = mapped_column(Text, server_default="")
    labels: Mapped[str] = mapped_column(Text, server_default="")
    """A line each."""
    created: Mapped[datetime] = mapped_column(UtcTime)
    updated: Mapped[datetime] = mapped_column(UtcTime)


class DeliveryRow(Base):
    """A handover on its way out of the machine: the outbox."""

    __tablename__ = "delivery"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    handover_id: Mapped[str] = mapped_column(ForeignKey("handover.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), index=True)
    attempts: Mapped[int]
    next_try: Mapped[datetime] = mapped_column(UtcTime)
    error: Mapped[str] = mapped_column(Text)


class ProposalRow(Owned, Base):
    """A question with a person's answer, proposed for the knowledge base."""

    __tablename__ = "proposal"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    # No foreign key: an approved answer outlives the talk that it came from.
    talk_id: Mapped[str] = mapped_column(String(32))
    collection: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), index=True)
    person: Mapped[str] = mapped_column(String(200))
    time: Mapped[datetime] = mapped_column(UtcTime)
