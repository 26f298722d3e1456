"""What the store hands out: talks, their messages, ratings."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar

from minigiants.types import Answer

Role = Literal["user", "assistant", "agent"]
"""Who asks, the machine, and a person who took the talk over."""

Place = Literal["answers", "ratings", "exports"]
T = TypeVar("T")


class Through(Protocol):
    """The way of every text into the store and out of it, where personal data can be taken out."""

    def __call__(self, value: T, *, place: Place, scenario: str, talk: str, asked: bool = False) -> T:
        """Return a talk, answer, rating or text as it may be kept, or given out; an exception keeps it from both.

        Texts of one `talk` belong together. `asked` says that a person wants the personal data out.
        """
        ...


def as_it_is(value: T, *, place: Place, scenario: str, talk: str, asked: bool = False) -> T:
    """Return the value as it is; raises StoreError where somebody asks for the personal data to be taken out."""
    if asked:
        raise StoreError("personal data can't be taken out here, so nothing is given out")
    return value


OPEN: Through = as_it_is
"""No door at all: for tests, and for evaluations of public data."""


class StoreError(Exception):
    """The database could not be read or written; the message is one sentence for the user."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """A conversation over one collection."""

    id: str
    scenario: str
    collection: str
    title: str
    created: datetime
    updated: datetime
    """When the last message came, or the creation time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One turn of a talk."""

    role: Role
    text: str
    time: datetime
    answer_id: str | None = None
    stopped: bool = False
    """The user stopped the model: the text is a draft that no check has seen."""
    id: int = field(default=0, compare=False)
    """Counts up with each message that is kept; 0 for one that is not."""
    replaces: int | None = None
    """The id of the message in whose place this one stands: its question was edited, or answered again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A stretch of an answer that somebody pointed at; it holds places, no words."""

    start: int
    """Offset of the first character in the answer's text, in code points."""
    end: int
    kind: Literal["wrong", "missing"]
    """What it says is wrong, or something is missing here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating:
    """One judgement of one person; a second thought is a new rating, the last one counts."""

    answer_id: str
    rater: str
    criterion: str
    """`overall` (0 bad, 1 good) or the name of a criterion of the scenario (1 to 5)."""
    value: int | None
    """None when only a correction or a comment was given."""
    time: datetime
    edit: str = ""
    """The corrected answer, or empty."""
    comment: str = ""
    model_sha256: str = ""
    prompt_sha256: str = ""
    reason: str = ""
    """Why the thumb points down: one of a few words of ours."""
    marks: tuple[Mark, ...] = ()
    task_id: int | None = None
    """The task of a campaign that it was given in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A saved answer with the request that it answers."""

    answer: Answer
    request: Mapping[str, Any]
    scenario: str
    time: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """That something was answered, without a word of it."""

    answer_id: str
    action: str
    time: datetime
    seconds: float
    model: str
    """Empty where no model wrote anything."""
    model_sha256: str
    prompt_sha256: str


def same_name(name: str) -> str:
    """Return what two spellings of a rater's name, or of a label, have in common.

    >>> same_name(" Ann  Lee"), same_name("ann lee")
    ('ann lee', 'ann lee')
    """
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
