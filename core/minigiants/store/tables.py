"""The tables of what every scenario has, and the base of a scenario's own; a change needs a migration."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, ForeignKey, MetaData, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, and PostgreSQL tells it in the session's own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn to UTC before writing."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return it as UTC after reading."""
        if not isinstance(value, datetime):
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The suite's tables."""

    # Named constraints: a later migration can only drop what has a name.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
        }
    )


class Owned:
    """Something that is somebody's; until there is a login it is the one user's."""

    owner: Mapped[str] = mapped_column(String(200), server_default="local")


class TalkRow(Owned, Base):
    """A conversation."""

    __tablename__ = "talk"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    scenario: Mapped[str] = mapped_column(String(80), index=True)
    collection: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(UtcTime)
    updated: Mapped[datetime] = mapped_column(UtcTime)


class MessageRow(Base):
    """A turn of a conversation."""

    __tablename__ = "message"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    talk_id: Mapped[str] = mapped_column(ForeignKey("talk.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    answer_id: Mapped[str | None] = mapped_column(ForeignKey("answer.id"), index=True)
    stopped: Mapped[bool]
    time: Mapped[datetime] = mapped_column(UtcTime)
    replaces: Mapped[int | None]
    """The message in whose place it stands."""


class AnswerRow(Owned, Base):
    """What a pipeline returned, whole; never updated."""

    __tablename__ = "answer"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    scenario: Mapped[str] = mapped_column(String(80), index=True)
    action: Mapped[str] = mapped_column(String(16))
    request: Mapped[str] = mapped_column(Text)
    """JSON."""
    body: Mapped[str] = mapped_column(Text)
    """JSON of `types.Answer`."""
    model: Mapped[str] = mapped_column(Text)
    model_sha256: Mapped[str] = mapped_column(String(64), index=True)
    prompt_sha256: Mapped[str] = mapped_column(String(64))
    seed: Mapped[int | None]
    time: Mapped[datetime] = mapped_column(UtcTime)


class RatingRow(Owned, Base):
    """A judgement; never updated, only stripped of its texts when the talk is deleted."""

    __tablename__ = "rating"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    # No foreign key: the numbers outlive the answer that they were given for.
    answer_id: Mapped[str] = mapped_column(String(64), index=True)
    rater: Mapped[str] = mapped_column(String(200))
    criterion: Mapped[str] = mapped_column(String(80))
    value: Mapped[int | None]
    edit: Mapped[str] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text)
    model_sha256: Mapped[str] = mapped_column(String(64))
    prompt_sha256: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(200))
    marks: Mapped[str] = mapped_column(Text)
    """JSON list of places and kinds."""
    task_id: Mapped[int | None] = mapped_column(index=True)
    time: Mapped[datetime] = mapped_column(UtcTime)


class ReviewRow(Owned, Base):
    """What a person said of the marks in a text, without the text; never updated, never deleted."""

    __tablename__ = "review"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    text_key: Mapped[str] = mapped_column(String(64), index=True)
    reviewer: Mapped[str] = mapped_column(String(200))
    policy: Mapped[str] = mapped_column(String(200))
    finder: Mapped[str] = mapped_column(String(200))
    characters: Mapped[int]
    accepted: Mapped[int]
    rejected: Mapped[int]
    added: Mapped[int]
    spans: Mapped[str] = mapped_column(Text)
    """JSON list of places, types, finders and verdicts."""
    time: Mapped[datetime] = mapped_column(UtcTime)


class CampaignRow(Owned, Base):
    """Answers that were put together to be rated; never updated."""

    __tablename__ = "campaign"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    scenario: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16))
    criteria: Mapped[str] = mapped_column(Text)
    """JSON list of criteria."""
    repeats: Mapped[float]
    seed: Mapped[int]
    time: Mapped[datetime] = mapped_column(UtcTime)


class ItemRow(Base):
    """One answer, or two to choose between, as raters see it; never updated, only emptied when the talk is deleted."""

    __tablename__ = "campaign_item"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"), index=True)
    content: Mapped[str] = mapped_column(Text)
    """JSON: what is shown; empty when it was deleted."""
    answer_id: Mapped[str] = mapped_column(String(64), index=True)
    other_id: Mapped[str] = mapped_column(String(64), index=True)
    """Of the second of two answers, or empty."""
    origin: Mapped[str] = mapped_column(Text)
    """JSON: what made it, which no rater sees."""
    gold: Mapped[str] = mapped_column(Text)
    """JSON: the values that an attentive rater gives, or empty."""
    needed: Mapped[int]
    """Ratings that it shall have."""


class TaskRow(Base):
    """An item given to a rater; that it is given once is the constraint's word, not the program's."""

    __tablename__ = "campaign_task"
    __table_args__ = (UniqueConstraint("item_id", "rater", "round"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("campaign_item.id"))
    rater: Mapped[str] = mapped_column(String(200))
    round: Mapped[str] = mapped_column(String(16))
    swapped: Mapped[bool]
    """Whether the second of two answers was shown first."""
    time: Mapped[datetime] = mapped_column(UtcTime)


class StepRow(Base):
    """What became of a task: done, undone, skipped, open (again); the last one counts, none is ever changed."""

    __tablename__ = "campaign_step"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("campaign_task.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    seconds: Mapped[float]
    time: Mapped[datetime] = mapped_column(UtcTime)
