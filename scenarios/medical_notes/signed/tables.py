"""The tables of visits and their notes."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from minigiants.store.tables import Base, Owned, UtcTime


class VisitRow(Owned, Base):
    """A visit that a note is written of."""

    __tablename__ = "visit"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    patient: Mapped[str] = mapped_column(Text)
    """JSON of the visit's header."""
    transcript: Mapped[str] = mapped_column(Text)
    template: Mapped[str] = mapped_column(String(80))
    creator: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime] = mapped_column(UtcTime)


class VersionRow(Base):
    """A draft as it was at one moment; never updated."""

    __tablename__ = "note_version"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    body: Mapped[str] = mapped_column(Text)
    """JSON."""
    author: Mapped[str] = mapped_column(String(200))
    time: Mapped[datetime] = mapped_column(UtcTime)


class SignedRow(Base):
    """A signed note; never updated, never deleted."""

    __tablename__ = "signed_note"
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    """JSON of the draft that was signed."""
    text: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[str] = mapped_column(String(200))
    time: Mapped[datetime] = mapped_column(UtcTime)
    sha256: Mapped[str] = mapped_column(String(64))


class AddendumRow(Base):
    """Something added to a signed note; never updated, never deleted."""

    __tablename__ = "addendum"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    visit_id: Mapped[str] = mapped_column(ForeignKey("signed_note.visit_id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(200))
    time: Mapped[datetime] = mapped_column(UtcTime)
    sha256: Mapped[str] = mapped_column(String(64))
