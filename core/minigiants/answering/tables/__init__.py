"""Compute what a question asks of a table: pick its rows and columns, count, add up, compare, and say how."""

from minigiants.answering.tables.answering import Computed, computed
from minigiants.answering.tables.computing import Computation, compute
from minigiants.answering.tables.plan import Filter, Plan
from minigiants.answering.tables.planning import plan
from minigiants.answering.tables.sheet import Sheet
from minigiants.answering.tables.telling import explain, tell

__all__ = ["Computation", "Computed", "Filter", "Plan", "Sheet", "compute", "computed", "explain", "plan", "tell"]
