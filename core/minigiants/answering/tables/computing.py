"""Compute a plan on a table, in plain arithmetic."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from minigiants.answering.tables.plan import Plan
from minigiants.answering.tables.sheet import Sheet, Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Computation:
    """What came of a plan."""

    rows: tuple[int, ...]
    """The rows that it rests on, in the order in which they are told."""
    value: float | None = None
    """A count, a total, an average; None where the cells themselves are the answer."""
    considered: int = 0
    """Rows that were looked at."""
    empty: int = 0
    """Rows without a value where one was needed."""


def compute(plan: Plan, sheet: Sheet) -> Computation | None:
    """Return what comes of `plan`; None when no row fits, but for a count, which is then 0."""
    rows = [row for row in sheet.rows if all(f.holds(sheet.columns[f.column].values[row]) for f in plan.filters)]
    considered = len(sheet.rows)
    if plan.operation == "count":
        return Computation(rows=tuple(rows), value=float(len(rows)), considered=considered)
    if not rows:
        return None
    if plan.operation in ("look up", "list"):
        return Computation(rows=tuple(rows), considered=considered)
    values = {row: value for row in rows if (value := sheet.columns[plan.columns[0]].values[row]) is not None}
    empty = len(rows) - len(values)
    if not values:
        return None
    if plan.operation in ("total", "average"):
        numbers = [value for value in values.values() if isinstance(value, float)]
        whole = sum(numbers)
        value = whole if plan.operation == "total" else whole / len(numbers)
        return Computation(rows=tuple(values), value=value, considered=considered, empty=empty)
    return Computation(rows=_extreme(values, plan), considered=considered, empty=empty)


def _extreme(values: Mapping[int, Value], plan: Plan) -> tuple[int, ...]:
    """Return the rows with the greatest or least values, with all that tie with the last of them."""

    def key(row: int) -> float:
        value = values[row]
        return value.toordinal() if isinstance(value, datetime.date) else float(value or 0)

    order = sorted(values, key=key, reverse=plan.operation == "greatest")
    last = key(order[min(plan.most, len(order)) - 1])
    beyond = [row for row in order if (key(row) >= last if plan.operation == "greatest" else key(row) <= last)]
    return tuple(beyond)
