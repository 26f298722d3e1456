"""Say a result in words, and how it was computed."""

from collections.abc import Sequence

from minigiants.answering.tables.computing import Computation
from minigiants.answering.tables.plan import Filter, Plan
from minigiants.answering.tables.sheet import Sheet, Value
from minigiants.answering.tables.wording import number

TOLD = 12
"""Rows that are told one by one."""


def tell(plan: Plan, result: Computation, sheet: Sheet) -> list[tuple[str, tuple[int, ...]]]:
    """Return the sentences of the answer, each with the rows that it rests on."""
    if plan.operation == "count":
        count, listed = int(result.value or 0), _names(plan, result, sheet)
        return [(f"{count} of {result.considered}{f': {listed}' if listed and count else ''}.", result.rows)]
    if plan.operation in ("total", "average"):
        name = sheet.columns[plan.columns[0]].name or "values"
        return [(f"{plan.operation.capitalize()} of {name}: {_amount(result.value or 0, plan, sheet)}.", result.rows)]
    told: list[tuple[str, tuple[int, ...]]] = [(_row(plan, row, sheet), (row,)) for row in result.rows[:TOLD]]
    if len(result.rows) > TOLD:
        told.append((f"And {len(result.rows) - TOLD} more.", result.rows[TOLD:]))
    return told


def explain(plan: Plan, result: Computation, sheet: Sheet) -> str:
    """Say in one sentence what was computed of which table."""
    title = f"the table “{sheet.table.title}”" if sheet.table.title else "the table"
    where = f"{title} in {sheet.document}, page {sheet.table.page}"
    column = f"“{sheet.columns[plan.columns[0]].name}”" if plan.columns else ""
    condition = _conditions(plan.filters, sheet)
    rows = f"{len(result.rows)} of {result.considered} rows"
    act = {
        "look up": f"Read the row{'s' if len(result.rows) > 1 else ''}{condition} of {where}",
        "list": f"Listed the rows{condition} of {where}: {rows}",
        "count": f"Counted the rows{condition} of {where}: {rows}",
        "total": f"Added up the column {column} over the rows{condition} of {where}: {rows}",
        "average": f"Took the mean of the column {column} over the rows{condition} of {where}: {rows}",
        "greatest": f"Looked for the greatest value of the column {column} among the rows{condition} of {where}",
        "least": f"Looked for the least value of the column {column} among the rows{condition} of {where}",
    }[plan.operation]
    rest = f"; {result.empty} without a value left out" if result.empty else ""
    summed = len([row for row in sheet.table.rows if any(row)]) - len(sheet.rows)
    return f"{act}{rest}{'; rows that sum up others left out' if summed else ''}."


def _conditions(filters: Sequence[Filter], sheet: Sheet) -> str:
    parts = [_condition(each, sheet) for each in filters]
    return f" where {' and '.join(parts)}" if parts else ""


def _condition(each: Filter, sheet: Sheet) -> str:
    name = f"“{sheet.columns[each.column].name or 'the first column'}”"
    values = " or ".join(shown(value) for value in each.values)
    words = {"is": "is", "above": "is above", "at least": "is at least", "below": "is below", "at most": "is at most"}
    return f"{name} {words[each.relation]} {values}"


def _row(plan: Plan, row: int, sheet: Sheet) -> str:
    """Say a row: what names it, and the cells that were asked for."""
    names = [cell for i in _naming(plan, sheet) if (cell := sheet.cell(row, i))]
    cells = [
        f"{sheet.table.header[i]} {sheet.cell(row, i) or '(empty)'}".strip()
        for i in dict.fromkeys(plan.columns)
        if i not in plan.shown
    ]
    return f"{', '.join(names)}{': ' if names and cells else ''}{', '.join(cells)}."


def _naming(plan: Plan, sheet: Sheet) -> list[int]:
    """Return the columns that name a row: those that are shown, and those by which it was chosen."""
    chosen = [f.column for f in plan.filters if f.relation == "is" and f.column not in plan.columns]
    return [i for i in dict.fromkeys([*plan.shown, *chosen]) if i not in plan.columns or plan.operation == "list"]


def _names(plan: Plan, result: Computation, sheet: Sheet) -> str:
    names = [", ".join(filter(None, (sheet.cell(row, i) for i in plan.shown))) for row in result.rows[:TOLD]]
    more = f" and {len(result.rows) - TOLD} more" if len(result.rows) > TOLD else ""
    return "; ".join(filter(None, names)) + more


def _amount(value: float, plan: Plan, sheet: Sheet) -> str:
    """Write a computed number with as many decimals as its column has, and its unit."""
    column = plan.columns[0]
    places = max((_decimals(sheet.cell(row, column)) for row in sheet.rows), default=0)
    if plan.operation == "average" and places < 2 and value != int(value):
        places = 2
    unit = sheet.columns[column].unit
    text = f"{value:,.{places}f}"
    return f"{unit}{text}" if unit in ("€", "$", "£", "¥") else f"{text} {unit}".strip()


def _decimals(cell: str) -> int:
    digits = "".join(c for c in cell if c.isdigit() or c in ".,")
    last = max(digits.rfind("."), digits.rfind(","))
    after = len(digits) - last - 1 if last >= 0 else 0
    return after if after < 3 else 0


def shown(value: Value) -> str:
    """Write a value for people.

    >>> shown(1250.0), shown("Lamp")
    ('1,250', 'Lamp')
    """
    if isinstance(value, float):
        return f"{value:,.10g}" if number(str(value)) is not None else str(value)
    return str(value)
