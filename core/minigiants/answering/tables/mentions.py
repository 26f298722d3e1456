"""Find in a question what it says of a table: names of columns, values of cells, limits."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from minigiants.answering.tables.plan import Filter, Relation
from minigiants.answering.tables.sheet import Sheet, Value
from minigiants.answering.tables.wording import Word, akin, lists, number, places_of, sorts, stems, words
from minigiants.documents import Column
from minigiants.grounding import dates

Places = frozenset[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnMention:
    """A column that a question names."""

    column: int
    places: Places
    whole: bool
    """All words of its name were said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueMention:
    """A value of a column that a question names."""

    column: int
    value: Value
    places: Places


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A limit without its column: "over 100", "before 1 May 2024"."""

    relation: Relation
    value: float | datetime.date
    places: Places
    unit: str = ""

    def fits(self, column: Column) -> bool:
        """Tell whether the values of a column can be compared with it."""
        wanted = "date" if isinstance(self.value, datetime.date) else "number"
        return column.kind == wanted and (not self.unit or not column.unit or same_unit(self.unit, column.unit))


_UNITS = (
    ("€", "euro", "eur"),
    ("$", "dollar", "usd"),
    ("£", "pound", "gbp"),
    ("%", "percent"),
    ("kg", "kilo", "kilogram"),
)


def same_unit(one: str, other: str) -> bool:
    """Tell whether two words for a unit mean the same.

    >>> same_unit("euros", "€"), same_unit("kg", "€")
    (True, False)
    """
    left, right = one.casefold().rstrip("s."), other.casefold().rstrip("s.")
    return left == right or any(left in unit and right in unit for unit in _UNITS)


def is_unit(word: str) -> bool:
    """Tell whether a word is one for a unit."""
    return any(same_unit(word, unit[0]) for unit in _UNITS)


def columns_named(question: Sequence[Word], sheet: Sheet) -> list[ColumnMention]:
    """Return the columns whose name stands in a question, whole or by a word that no other column has."""
    own = [stems(column.name) for column in sheet.columns]
    mentions = []
    for i, name in enumerate(own):
        places = frozenset(word.place for word in question if any(akin(word.stem, part) for part in name))
        parts = {part for part in name if any(akin(word.stem, part) for word in question)}
        others = frozenset[str]().union(*(other for j, other in enumerate(own) if j != i))
        if name and (name <= parts or (parts - others and not _only_digits(parts - others))):
            mentions.append(ColumnMention(column=i, places=places, whole=name <= parts))
    return _without_parts(mentions)


def columns_alike(question: Sequence[Word], sheet: Sheet) -> list[ColumnMention]:
    """Return the columns whose name has a word of the same sort as one of the question: "cost" means "Price"."""
    mentions = []
    for i, column in enumerate(sheet.columns):
        name = frozenset[str]().union(*(sorts(word.text) for word in words(column.name)))
        places = frozenset(word.place for word in question if sorts(word.text) & name)
        if places:
            mentions.append(ColumnMention(column=i, places=places, whole=False))
    return mentions


def values_named(question: Sequence[Word], sheet: Sheet, taken: Places) -> list[ValueMention]:
    """Return the values of cells that stand in a question, the longest first, no word counted twice in a column."""
    free = [word for word in question if word.stem and word.place not in taken]
    stems_there = {word.stem for word in free}
    mentions: list[ValueMention] = []
    for i, column in enumerate(sheet.columns):
        distinct = dict.fromkeys(sheet.cell(row, i) for row in sheet.rows if sheet.cell(row, i))
        stems_of = {cell: stems(cell) - set("€$£¥") for cell in distinct}
        whole = [cell for cell, own in stems_of.items() if own and own <= stems_there and _worth(cell, column)]
        partly = [] if whole else _by_part(stems_of, stems_there, column)
        used: set[int] = set()
        for cell in sorted([*whole, *partly], key=lambda cell: -len(stems_of[cell])):
            places = frozenset(word.place for word in free if word.stem in stems_of[cell])
            if places - used:
                mentions.append(ValueMention(column=i, value=_value(sheet, i, cell), places=places))
                used |= places
    return mentions


def dates_named(question: str, tokens: Sequence[Word]) -> list[tuple[datetime.date, Places]]:
    """Return the whole dates of a question with their places."""
    days = []
    for date in dates(question):
        start = question.find(date.text)
        if date.year and date.month and date.day and start >= 0:
            end = start + len(date.text)
            places = frozenset(word.place for word in tokens if start <= word.start and word.end <= end)
            days.append((datetime.date(date.year, date.month, date.day), places))
    return days


def limits_named(question: str, tokens: Sequence[Word]) -> list[Limit]:
    """Return the limits of a question: a word such as "over" with the number or the date behind it.

    >>> [(l.relation, l.value) for l in limits_named("between 5 and 9 kg", words("between 5 and 9 kg"))]
    [('at least', 5.0), ('at most', 9.0)]
    """
    days = {min(places): (day, places) for day, places in dates_named(question, tokens) if places}
    limits = list(_between(tokens, days))
    used = frozenset(itertools.chain.from_iterable(limit.places for limit in limits))
    for name, phrases in lists("limits").items():
        relation: Relation = name.replace("_", " ")  # type: ignore[assignment]
        for _, span in places_of(phrases, tuple(tokens)):
            limit = _limit(relation, span, tokens, days)
            if limit and not limit.places & used:
                limits.append(limit)
                used |= limit.places
    return limits


def _between(question: Sequence[Word], days: dict[int, tuple[datetime.date, Places]]) -> list[Limit]:
    for _, (begin,) in places_of(("between",), tuple(question)):
        low = _limit("at least", (begin,), question, days)
        after = max(low.places) + 1 if low else 0
        high = _limit("at most", (after,), question, days) if 0 < after < len(question) else None
        if low and high and question[after].text in ("and", "to"):
            return [low, high]
    return []


def _limit(
    relation: Relation, span: Sequence[int], question: Sequence[Word], days: dict[int, tuple[datetime.date, Places]]
) -> Limit | None:
    after = span[-1] + 1
    sign = question[after].text if after < len(question) and question[after].text in "€$£¥" else ""
    after += bool(sign)
    if after in days:
        day, places = days[after]
        return Limit(relation=relation, value=day, places=frozenset(span) | places)
    value = number(question[after].text) if after < len(question) else None
    if value is None:
        return None
    places = frozenset([*span, *range(span[-1] + 1, after + 1)])
    if (
        after + 1 < len(question)
        and (is_unit(question[after + 1].text) or len(question[after + 1].text) <= 2)
        and not sign
    ):
        unit = question[after + 1].text
        if is_unit(unit) or unit in ("g", "m", "km", "cm", "mm", "h", "l", "ml", "°c"):
            return Limit(relation=relation, value=value, places=places | {after + 1}, unit=unit)
    return Limit(relation=relation, value=value, places=places, unit=sign)


def as_filter(valued: Sequence[ValueMention]) -> list[Filter]:
    """Return one filter a column: any of the values that were named of it."""
    own: dict[int, list[Value]] = {}
    for each in valued:
        own.setdefault(each.column, []).append(each.value)
    return [Filter(column=column, relation="is", values=tuple(values)) for column, values in own.items()]


def _value(sheet: Sheet, column: int, cell: str) -> Value:
    row = next(row for row in sheet.rows if sheet.cell(row, column) == cell)
    value = sheet.columns[column].values[row]
    return cell if value is None else value


def _worth(cell: str, column: Column) -> bool:
    """Tell whether a cell's value may be meant when its words stand in a question: "3" alone may be anything."""
    return column.kind == "text" or len(cell) >= 4


def _by_part(stems_of: dict[str, frozenset[str]], stems_there: set[str], column: Column) -> list[str]:
    """Return the cells that alone of their column have a word of the question: "Mill Lane" of "Mill Lane shop"."""
    if column.kind != "text":
        return []
    cells = []
    for cell, own in stems_of.items():
        others = frozenset[str]().union(*(other for name, other in stems_of.items() if name != cell))
        shared = stems_there & own
        if shared - others and not _only_digits(shared - others) and 2 * len(shared) >= len(own):
            cells.append(cell)
    return cells


def _only_digits(names: frozenset[str] | set[str]) -> bool:
    return all(name.isdigit() for name in names)


def _without_parts(found: list[ColumnMention]) -> list[ColumnMention]:
    """Leave out a column whose words all belong to the name of another that was said whole."""
    return [one for one in found if not any(_part_of(one, other) for other in found)]


def _part_of(one: ColumnMention, other: ColumnMention) -> bool:
    if one is other or not other.whole:
        return False
    return one.places < other.places or (not one.whole and one.places == other.places)


def column_sorts(column: Column) -> frozenset[str]:
    """Return the sorts of a column: by its name, and a price by its unit."""
    own = frozenset[str]().union(*(sorts(word.text) for word in words(column.name)))
    if column.kind == "date":
        return own | {"time"}
    return own | ({"cost"} if column.unit in ("€", "$", "£", "EUR", "GBP", "USD") else frozenset[str]())
