"""Decide which item a rater gets next: nothing twice by mistake, in an order of the rater's own."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from minigiants.store.campaigns.values import Round

LEASE = timedelta(hours=1)
"""Time after which an item that a rater holds and does not rate goes to another, too."""
GAP = 10
"""Items between one and its repeat, as long as there are others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """How far a task is."""

    task_id: int
    item_id: int
    rater: str
    round: Round
    kind: Literal["open", "done", "undone", "skipped"]
    since: datetime
    seconds: float = 0.0
    step: int = 0
    """Number of its last step, in the order of the whole store."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """What an item still wants."""

    item_id: int
    needed: int
    gold: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ChosenItem:
    """An item for a rater: a task that is there, or one to be made."""

    item_id: int
    round: Round
    task_id: int | None = None


def choose(
    needs: Sequence[Shortage], states: Sequence[State], rater: str, *, now: datetime, repeats: float, seed: int
) -> ChosenItem | None:
    """Return what `rater` gets next, None when nothing is left for this rater."""
    known = {need.item_id for need in needs}
    mine = [s for s in states if s.rater == rater and s.round != "adjudication" and s.item_id in known]
    held = _held(mine)
    if held:
        return ChosenItem(item_id=held[0].item_id, round=held[0].round, task_id=held[0].task_id)
    again = _repeatable(mine, repeats, seed)
    if again and again[0][1] >= GAP:
        return ChosenItem(item_id=again[0][0], round="repeat")
    seen = {state.item_id for state in mine}
    taken = live(states, now)
    fresh = [n for n in needs if n.item_id not in seen and (n.gold or taken[n.item_id] < n.needed)]
    if fresh:
        first = min(fresh, key=lambda need: share(seed, rater, need.item_id))
        return ChosenItem(item_id=first.item_id, round="first")
    return ChosenItem(item_id=again[0][0], round="repeat") if again else None


def settle(
    needs: Sequence[Shortage],
    states: Sequence[State],
    values_of: Mapping[int, Mapping[str, int]],
    rater: str,
    *,
    now: datetime,
) -> ChosenItem | None:
    """Return the disagreement that `rater` settles next: the one in hand, or else a free one; None without any.

    `values_of` has the values of each done task by criterion. What another has settled, or has held for less than a
    LEASE, is not free, not even for a rater who took it before.
    """
    items = {need.item_id for need in needs}
    mine = [state for state in states if state.rater == rater]
    others = [state for state in states if state.rater != rater and state.round == "adjudication"]
    busy = {state.item_id for state in others if state.kind == "done" or _in_hand(state, now)}
    in_hand = _held([s for s in mine if s.round == "adjudication" and s.item_id in items - busy])
    if in_hand:
        return ChosenItem(item_id=in_hand[0].item_id, round="adjudication", task_id=in_hand[0].task_id)
    own_items = {state.item_id for state in mine}
    free = [item for item in open_disputes(needs, states, values_of) if item not in own_items | busy]
    return ChosenItem(item_id=free[0], round="adjudication") if free else None


def live(states: Sequence[State], now: datetime) -> "Counter[int]":
    """Count for each item the raters who have rated it or hold it."""
    return Counter(s.item_id for s in states if s.round == "first" and (s.kind == "done" or _in_hand(s, now)))


def share(seed: int, *parts: object) -> float:
    """Return a number in [0, 1) that looks random and is the same every time.

    >>> share(0, "ann", 7) == share(0, "ann", 7) != share(0, "bob", 7)
    True
    """
    digest = hashlib.sha256(repr((seed, *parts)).encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64


def open_disputes(
    needs: Sequence[Shortage], states: Sequence[State], values_of: Mapping[int, Mapping[str, int]]
) -> list[int]:
    """List the items that are rated as often as needed, on which raters disagree, and that nobody has settled.

    `values_of` has the values of each done task by criterion.
    """
    settled = {s.item_id for s in states if s.round == "adjudication" and s.kind == "done"}
    tasks: defaultdict[int, list[Mapping[str, int]]] = defaultdict(list)
    for state in states:
        if state.round == "first" and state.kind == "done":
            tasks[state.item_id].append(values_of.get(state.task_id, {}))
    return [
        need.item_id
        for need in needs
        if need.item_id not in settled and not need.gold
        if len(tasks[need.item_id]) >= max(2, need.needed) and disagree(tasks[need.item_id])
    ]


def disagree(choices: Sequence[Mapping[str, int]]) -> bool:
    """Tell whether raters differ by two steps of a scale, or choose differently between two or among labels.

    >>> disagree([{"correct": 4}, {"correct": 5}]), disagree([{"correct": 2}, {"correct": 4}])
    (False, True)
    """
    for criterion in {name for one in choices for name in one}:
        values = {one[criterion] for one in choices if criterion in one}
        if len(values) > 1 and (criterion in ("preference", "overall", "label") or max(values) - min(values) >= 2):
            return True
    return False


def _held(mine: Sequence[State]) -> list[State]:
    """List what a rater has begun and not ended; what was taken back comes first."""
    return sorted((s for s in mine if s.kind in ("open", "undone")), key=lambda s: (s.kind != "undone", s.task_id))


def _in_hand(state: State, now: datetime) -> bool:
    return state.kind in ("open", "undone") and now - state.since < LEASE


def _repeatable(mine: Sequence[State], repeats: float, seed: int) -> list[tuple[int, int]]:
    """List this rater's items that shall come again, each with how many were rated since; the longest ago first."""
    repeated = {state.item_id for state in mine if state.round == "repeat"}
    done = sorted((s for s in mine if s.kind == "done"), key=lambda state: state.step)
    return [
        (state.item_id, len(done) - 1 - place)
        for place, state in enumerate(done)
        if state.round == "first" and state.item_id not in repeated
        if share(seed, state.rater, state.item_id, "repeat") < repeats
    ]
