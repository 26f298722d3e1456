"""Say what to compute of a table: which rows, which column, and what of it."""

from dataclasses import dataclass
from typing import Literal

from minigiants.answering.tables.sheet import Value

Operation = Literal["look up", "list", "count", "total", "average", "greatest", "least"]
Relation = Literal["is", "above", "at least", "below", "at most"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What the values of a column must be."""

    column: int
    relation: Relation
    values: tuple[Value, ...]
    """One of them; a relation other than "is" has one."""

    def holds(self, value: Value) -> bool:
        """Tell whether `value` is so; an empty cell never is.

        >>> Filter(column=0, relation="above", values=(5.0,)).holds(6.0)
        True
        """
        if value is None:
            return False
        if self.relation == "is":
            return value in self.values
        limit = self.values[0]
        if limit is None or isinstance(value, str) or isinstance(limit, str) or type(value) is not type(limit):
            return False
        order = (value > limit) - (value < limit)  # type: ignore[operator]
        return {"above": order > 0, "at least": order >= 0, "below": order < 0, "at most": order <= 0}[self.relation]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What to compute."""

    operation: Operation
    columns: tuple[int, ...] = ()
    """The columns that are asked for; of a total, an average, the greatest and the least, the one that is compared."""
    filters: tuple[Filter, ...] = ()
    shown: tuple[int, ...] = ()
    """Columns that name the rows in the answer."""
    most: int = 1
    """How many of the greatest or least are asked for."""
