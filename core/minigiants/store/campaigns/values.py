"""What campaigns hand out: items, tasks, what came of them, and how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from minigiants.store._values import Rating

Kind = Literal["scale", "pairs"]
Round = Literal["first", "repeat", "adjudication"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Campaign:
    """Answers that were put together to be rated."""

    id: str
    name: str
    scenario: str
    kind: Kind
    """Each answer on a scale, or the better of two."""
    criteria: tuple[Mapping[str, Any], ...]
    """For each: name, question, steps (what 1 to 5 mean)."""
    repeats: float
    """Share of a rater's items that come a second time."""
    seed: int
    time: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One answer, or two to choose between."""

    content: Mapping[str, Any]
    """What raters see."""
    answer_id: str
    other_id: str = ""
    origin: Mapping[str, Any] = field(default_factory=dict)
    """What no rater sees: the model or models, their hashes."""
    gold: Mapping[str, int] = field(default_factory=dict)
    """Values that an attentive rater gives; every rater gets such an item."""
    needed: int = 1
    """Raters that shall rate it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """An item in one rater's hands; says nothing of what made it."""

    id: int
    answer_id: str
    round: Round
    swapped: bool
    """The second of two answers is shown first."""
    content: Mapping[str, Any]
    earlier: tuple[Rating, ...] = ()
    """What this rater said before taking it back."""
    others: tuple[tuple[Rating, ...], ...] = ()
    """What the raters said that an adjudicator decides between, without their names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What one rater finally said of one item."""

    item_id: int
    item: Item
    rater: str
    round: Round
    swapped: bool
    seconds: float
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignProgress:
    """How far a campaign is, and one rater in it."""

    mine: int
    """Items that this rater has done."""
    done: int
    """Ratings that count towards what is needed."""
    needed: int
    disputes: int
    """Items whose raters disagree and that nobody has settled."""
    seconds_left: float | None
    """For this rater, at the pace so far; None before there is one."""
