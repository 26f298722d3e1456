"""Give the columns of a table as numbers, dates or texts, so that they can be computed with."""

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from minigiants.types import Table

Kind = Literal["number", "date", "text"]
MOSTLY = 0.8
"""The share of a column's filled cells that must be of a kind for the column to be."""

_NUMBER = re.compile(
    r"(?P<sign>[-+−–(]?)\s*(?P<before>[^\W\d_]{0,4}|[€$£¥])\s?(?P<minus>[-−]?)"
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"\s?(?P<after>%|‰|[€$£¥]|°[CF]?|[^\W\d_][\w/²³]{0,7})?\)?\*?"
)
_DATE = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})"), (3, 2, 1)),
)
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.?\s+(\d{1,2})),?\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column whose cells are of one kind."""

    name: str
    kind: Kind
    unit: str = ""
    """What stands before or after every number, such as `€` or `kg`; empty when there is none or several."""
    values: tuple[float | datetime.date | str | None, ...]
    """One a row; None where the cell is empty or of another kind."""


def columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of `table`, typed by what most of their cells are.

    >>> table = Table(header=("Item", "Price"), rows=(("Lamp", "€ 1.250,50"), ("Chair", "89,00 €"), ("Rug", "")))
    >>> [(column.kind, column.unit, column.values) for column in columns(table)]
    [('text', '', ('Lamp', 'Chair', 'Rug')), ('number', '€', (1250.5, 89.0, None))]
    """
    return tuple(_column(name, [row[i] for row in table.rows]) for i, name in enumerate(table.header))


def _column(name: str, cells: list[str]) -> Column:
    filled = [cell for cell in cells if cell and cell not in ("-", "–", "—")]
    if filled:
        days = {cell: day for cell in filled if (day := _date(cell))}
        if sum(cell in days for cell in filled) >= MOSTLY * len(filled):
            return Column(name=name, kind="date", values=tuple(days.get(cell) for cell in cells))
        decimal = _decimal(filled)
        numbers = {cell: number for cell in filled if (number := _number(cell, decimal)) is not None}
        units = {unit for cell in filled if (unit := _unit(cell))}
        if sum(cell in numbers for cell in filled) >= MOSTLY * len(filled):
            unit = units.pop() if len(units) == 1 else ""
            return Column(name=name, kind="number", unit=unit, values=tuple(numbers.get(cell) for cell in cells))
    return Column(name=name, kind="text", values=tuple(cell or None for cell in cells))


def _decimal(cells: list[str]) -> str:
    """Tell the decimal mark of a column: its numbers decide together, since 1,250 alone can be either."""
    marks = {".": 0, ",": 0}
    for cell in cells:
        match = _NUMBER.fullmatch(cell)
        digits = match["digits"] if match else ""
        last = max(digits.rfind("."), digits.rfind(","))
        if last < 0:
            continue
        both = "." in digits and "," in digits
        if both or len(digits) - last - 1 != 3 or re.search(r"[ \u00a0\u202f'’]", digits) or digits.startswith("0"):
            marks[digits[last]] += 1
        elif digits.count(digits[last]) > 1:
            marks["." if digits[last] == "," else ","] += 1
    return "," if marks[","] > marks["."] else "."


def _number(cell: str, decimal: str) -> float | None:
    match = _NUMBER.fullmatch(cell)
    if match is None:
        return None
    grouping = "," if decimal == "." else "."
    digits = re.sub(rf"[ \u00a0\u202f'’{grouping}]", "", match["digits"]).replace(decimal, ".")
    negative = match["sign"] in ("-", "−", "–", "(") or bool(match["minus"])
    try:
        return -float(digits) if negative else float(digits)
    except ValueError:
        return None


def _unit(cell: str) -> str:
    match = _NUMBER.fullmatch(cell)
    return (match["after"] or match["before"]) if match else ""


def _date(cell: str) -> datetime.date | None:
    for pattern, (year, month, day) in _DATE:
        if match := pattern.match(cell):
            return _day(int(match[year]), int(match[month]), int(match[day]))
    if match := _NAMED.fullmatch(cell):
        word = (match[2] or match[3])[:3].lower()
        if word in _MONTHS:
            return _day(int(match[5]), _MONTHS.index(word) + 1, int(match[1] or match[4]))
    return None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
