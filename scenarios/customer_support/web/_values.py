"""What goes in and out of the API."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from minigiants.store import Message
from minigiants.types import Answer

from ..helpdesk import Handover

LONGEST = 4000
"""Characters of a message."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]

After = Annotated[int, Query(ge=0, le=2**31)]
"""Number of the last message that is known already."""


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CustomerMessage(_In):
    """A customer's message."""

    text: Text
    more: bool = False
    """Another one follows: this one is kept, and answered together with it."""


class CustomerVote(_In):
    """What a customer thinks of an answer."""

    good: bool
    reason: Annotated[str, Field(max_length=500)] = ""
    """wrong, off topic, missing, unclear or slow; other words are kept as a comment."""


class Shop(BaseModel):
    """What a customer sees of the site before the first word."""

    name: str
    greeting: str
    colour: str
    """Of buttons, as #rrggbb."""
    ink: str
    """Of the writing on it."""
    pause: float
    """Seconds that a message waits for another one before it is answered."""


class Opened(Shop):
    """A talk that has begun."""

    talk: str
    """Opens the talk: keep it to yourself."""


class SourceView(BaseModel):
    """What a sentence of an answer rests on."""

    document: str
    page: int
    text: str


class TalkLine(BaseModel):
    """One message of a talk."""

    number: int
    role: Literal["user", "assistant", "agent"]
    text: str
    time: datetime
    answer: str | None
    evidence: list[SourceView]
    """What an answer rests on."""
    good: bool | None
    """What the customer said of an answer."""


class QueuePlace(BaseModel):
    """Where a talk stands that was handed over."""

    reason: str
    state: Literal["waiting", "taken", "closed"]
    place: int
    """Among those who wait, from 1; 0 when a person has the talk."""


class TalkView(BaseModel):
    """A talk as the customer sees it."""

    messages: list[TalkLine]
    person: QueuePlace | None


class Problem(BaseModel):
    """What was wrong, in one sentence."""

    detail: str


def line(number: int, message: Message, answer: Answer | None, good: bool | None) -> TalkLine:
    """Return a message as the API tells it, with the answer that it is and what the customer said of that."""
    return TalkLine(
        number=number,
        role=message.role,
        text=message.text,
        time=message.time,
        answer=message.answer_id,
        evidence=sources(answer) if answer else [],
        good=good,
    )


def sources(answer: Answer) -> list[SourceView]:
    """Return what an answer rests on as the API tells it."""
    return [SourceView(document=e.document, page=e.page, text=e.text) for e in answer.evidence]


def person(handover: Handover, place: int) -> QueuePlace:
    """Return a handover as the API tells it."""
    return QueuePlace(reason=handover.reason, state=handover.state, place=place)


def answered(answer: Answer, handed: QueuePlace | None) -> dict[str, Any]:
    """Return the last line of the stream."""
    return {
        "id": answer.id,
        "action": answer.action,
        "reason": answer.reason,
        "text": answer.text,
        "evidence": [source.model_dump() for source in sources(answer)],
        "person": handed.model_dump() if handed else None,
        "seconds": round(answer.seconds, 2),
    }
