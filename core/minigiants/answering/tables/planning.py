"""Make a plan of a question for one table, or none: every word of the question must have its part in the plan."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from minigiants.answering.deciding.sought import sought
from minigiants.answering.tables.mentions import (
    ColumnMention,
    Limit,
    ValueMention,
    as_filter,
    column_sorts,
    columns_alike,
    columns_named,
    dates_named,
    limits_named,
    same_unit,
    values_named,
)
from minigiants.answering.tables.plan import Filter, Operation, Plan
from minigiants.answering.tables.sheet import Sheet
from minigiants.answering.tables.wording import Word, lists, places_of, sorts, stems, words
from minigiants.language import ONES

_FROM = ("from", "since", "valid from", "as of", "start", "starting", "effective", "begin", "beginning")
"""First words of a column of dates from which on a row holds."""


@dataclass(kw_only=True)
class _Reading:
    """What a question says of one table, and which of its words have been used."""

    question: str
    sheet: Sheet
    asked: tuple[Word, ...]
    operation: Operation = "look up"
    cue: str = ""
    cued: frozenset[int] = frozenset()
    """Places of the words of the cue."""
    most: int = 1
    named: list[ColumnMention] = field(default_factory=list)
    alike: list[ColumnMention] = field(default_factory=list)
    valued: list[ValueMention] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def unused(self) -> list[Word]:
        """Return the words that have no part in the plan yet."""
        generic = stems(" ".join(lists("empty")["words"])) | self.sheet.about
        open_ = [w for w in self.asked if w.stem and w.place not in self.used and w.stem not in generic]
        return [w for w in open_ if not sorts(w.text) & self.sheet.about_sorts]


def plan(question: str, sheet: Sheet) -> Plan | None:
    """Return what to compute of `sheet` for `question`; None when a word of the question has no part in it."""
    tokens = words(question)
    if sought(question) == "yes or no" or not sheet.rows:
        return None
    reading = _read(question, tokens, sheet)
    result = _planned(reading)
    if result is None or reading.unused() or _beyond(reading):
        return None
    numbers = {word.place for word in tokens if word.text[0].isdigit()}
    return result if numbers <= reading.used else None


def _read(question: str, tokens: tuple[Word, ...], sheet: Sheet) -> _Reading:
    reading = _Reading(question=question, sheet=sheet, asked=tokens)
    reading.named = columns_named(tokens, sheet)
    whole = frozenset(itertools.chain.from_iterable(named.places for named in reading.named if named.whole))
    reading.limits = limits_named(question, tokens)
    limited = frozenset(itertools.chain.from_iterable(limit.places for limit in reading.limits))
    reading.operation, reading.cue, places = _operation(tokens, limited | whole)
    reading.cued = places
    reading.most, counted = _most(tokens, places)
    valued = values_named(tokens, sheet, limited | places | counted)
    reading.valued = [v for v in valued if not v.places <= whole] + _on_days(question, tokens, sheet, limited)
    reading.alike = columns_alike(tokens, sheet)
    if reading.operation in ("greatest", "least", "total", "average", "count"):
        reading.used |= places | counted
    elif reading.operation == "list":
        reading.used |= places
    return reading


def _operation(tokens: tuple[Word, ...], places: frozenset[int]) -> tuple[Operation, str, frozenset[int]]:
    operations: dict[str, Operation] = {
        "average": "average",
        "total": "total",
        "greatest": "greatest",
        "least": "least",
        "count": "count",
        "list": "list",
    }
    for name, operation in operations.items():
        for phrase, span in places_of(lists("operations")[name], tokens):
            if not set(span) & places:
                return operation, phrase, frozenset(span)
    return "look up", "", frozenset()


def _most(tokens: tuple[Word, ...], cue: frozenset[int]) -> tuple[int, frozenset[int]]:
    """Return how many of the greatest are asked for: "the three cheapest"."""
    before = min(cue) - 1 if cue else -1
    if before < 0:
        return 1, frozenset()
    text = tokens[before].text
    count = ONES.get(text) or (int(text) if text.isdigit() else 0)
    return (count, frozenset({before})) if 1 < count <= 20 else (1, frozenset())


def _on_days(question: str, asked: tuple[Word, ...], sheet: Sheet, limited: frozenset[int]) -> list[ValueMention]:
    """Return the dates that are no limits as values of the columns of dates that have them."""
    mentions = []
    for day, places in dates_named(question, asked):
        if places & limited:
            continue
        mentions += [
            ValueMention(column=i, value=day, places=places)
            for i, column in enumerate(sheet.columns)
            if column.kind == "date" and day in column.values
        ]
    return mentions


def _planned(reading: _Reading) -> Plan | None:
    if reading.operation == "look up":
        return _look_up(reading)
    if reading.operation == "count" and (one := _counted_in_a_cell(reading)):
        return one
    if reading.operation == "list" and not reading.limits and (found := _look_up(reading)):
        return found
    return _computed(reading)


def _look_up(reading: _Reading) -> Plan | None:
    """Plan to read the cells of the rows that the question names."""
    filters = _filters(reading)
    if not filters:
        return None
    narrowed = {each.column for each in filters}
    wanted = [mention for mention in reading.named if mention.column not in narrowed] or _likely(reading, narrowed)
    if not wanted:
        return None
    for mention in wanted:
        reading.used |= mention.places
    columns = tuple(dict.fromkeys(mention.column for mention in wanted))
    for mention in reading.named:
        reading.used |= mention.places
    reading.used |= {w.place for w in reading.asked if any(_explains(reading.sheet, i, w) for i in columns)}
    return Plan(operation="look up", columns=columns, filters=tuple(filters), shown=_shown(reading, columns))


def _counted_in_a_cell(reading: _Reading) -> Plan | None:
    """Plan "how many members in June?" where June is a row and Members a column of numbers."""
    numbers = [n for n in reading.named if reading.sheet.columns[n.column].kind == "number"]
    labelled = [v for v in reading.valued if v.column != (numbers[0].column if numbers else -1)]
    if len(numbers) != 1 or not labelled or reading.limits:
        return None
    return _look_up(reading)


def _computed(reading: _Reading) -> Plan | None:
    operation = reading.operation
    filters = _filters(reading)
    if filters is None:
        return None
    narrowed = {each.column for each in filters}
    sheet = reading.sheet
    column: int | None = None
    if operation in ("total", "average", "greatest", "least"):
        column = _compared(reading, narrowed)
        if column is None:
            return None
        reading.used |= {w.place for w in reading.asked if _explains(sheet, column, w)}
    rest = [mention for mention in reading.named if mention.column != column and mention.column not in narrowed]
    if operation in ("total", "average") and len(rest) > (1 if any(n.column == sheet.label for n in rest) else 0):
        return None
    for mention in reading.named:
        reading.used |= mention.places
    if operation == "count" and not filters and any(n.column != sheet.label for n in rest):
        return None
    if operation == "list" and not filters and not rest:
        return None
    texts = tuple(n.column for n in rest) or _shown(reading, (column,) if column is not None else ())
    columns = (column,) if column is not None else tuple(f.column for f in filters if f.relation != "is")
    return Plan(operation=operation, columns=columns, filters=tuple(filters), shown=texts, most=reading.most)


def _filters(reading: _Reading) -> list[Filter] | None:
    """Return the filters that the question names; None when a limit's column is not clear."""
    filters = as_filter(_clear(reading))
    for valued in _clear(reading):
        reading.used |= valued.places
    for limit in reading.limits:
        column = _limited(reading, limit)
        if column is None:
            return None
        relation = limit.relation
        if relation == "at least" and reading.operation == "look up" and (step := _step(reading, limit, column)):
            filters.append(step)
        else:
            filters.append(Filter(column=column, relation=relation, values=(limit.value,)))
        reading.used |= limit.places
        reading.used |= {w.place for w in reading.asked if _explains(reading.sheet, column, w)}
    return filters


def _step(reading: _Reading, limit: Limit, column: int) -> Filter | None:
    """Return the filter of "rent from 1 April 2024": the row that begins on that day or is the last before it."""
    days = [day for day in reading.sheet.columns[column].values if day is not None]
    if limit.value in days:
        return Filter(column=column, relation="is", values=(limit.value,))
    name = reading.sheet.columns[column].name.casefold()
    before = [day for day in days if not isinstance(day, str) and type(day) is type(limit.value) and day <= limit.value]  # type: ignore[operator]
    if before and name.startswith(_FROM):
        return Filter(column=column, relation="is", values=(max(before),))
    return None


def _clear(reading: _Reading) -> list[ValueMention]:
    """Return the values whose column is clear; where the same words are values of several, a named column decides."""
    mentions: list[ValueMention] = []
    places: set[int] = set()
    columns = {named.column for named in reading.named}
    label = reading.sheet.label
    order = sorted(reading.valued, key=lambda v: (-len(v.places), v.column not in columns, v.column != label, v.column))
    column_of: dict[int, int] = {}
    for valued in order:
        same = column_of.get(min(valued.places)) if valued.places <= places else None
        if not valued.places & places or same == valued.column:
            mentions.append(valued)
            places |= valued.places
            column_of |= dict.fromkeys(valued.places, valued.column)
    return mentions


def _limited(reading: _Reading, limit: Limit) -> int | None:
    """Return the column that a limit is about: the one named nearest, else the only one that it fits."""
    columns = reading.sheet.columns
    fits = [i for i, column in enumerate(columns) if limit.fits(column)]
    near = [n for n in [*reading.named, *reading.alike] if n.column in fits]
    if near:
        return min(near, key=lambda n: min(abs(place - min(limit.places)) for place in n.places)).column
    if limit.unit:
        own = [i for i in fits if columns[i].unit and same_unit(limit.unit, columns[i].unit)]
        return own[0] if len(own) == 1 else None
    return fits[0] if len(fits) == 1 else None


def _compared(reading: _Reading, narrowed: set[int]) -> int | None:
    """Return the column that is added up or compared; None when it is not clear."""
    columns = reading.sheet.columns
    if _counts_another(reading):
        return None
    kinds = ("number",) if reading.operation in ("total", "average") else ("number", "date")
    fits = [i for i, column in enumerate(columns) if column.kind in kinds]
    about = {s for s, entries in lists("superlatives").items() if reading.cue in entries} - {"amount"}
    sorted_so = [i for i in fits if about & column_sorts(columns[i])]
    if about:
        named_so = [n.column for n in reading.named if n.column in sorted_so]
        return next(iter(named_so), None) or (sorted_so[0] if len(sorted_so) == 1 else None)
    for mentions in (reading.named, reading.alike):
        own = list(dict.fromkeys(n.column for n in mentions if n.column in fits))
        if len(own) == 1:
            return own[0]
        if own:
            free = [i for i in own if i not in narrowed]
            return free[0] if len(free) == 1 else None
    wanted = frozenset[str]().union(*(sorts(word.text) for word in reading.asked))
    alike = [i for i in fits if wanted & column_sorts(columns[i])]
    if len(alike) == 1:
        return alike[0]
    numbers = [i for i in fits if columns[i].kind == "number"]
    return numbers[0] if len(numbers) == 1 and not wanted - {"person", "location"} else None


def _counts_another(reading: _Reading) -> bool:
    """Tell whether "the most articles" asks to count the rows of each store, which is not computed here."""
    if reading.cue not in ("most", "fewest", "least"):
        return False
    behind = max(reading.cued) + 1
    texts = [n for n in reading.named if behind in n.places and reading.sheet.columns[n.column].kind == "text"]
    numbers = [n for n in reading.named if behind in n.places and n not in texts]
    return bool(texts) and not numbers


def _likely(reading: _Reading, narrowed: set[int]) -> list[ColumnMention]:
    """Return the one column of the sort that the question asks for: "how much" of a price, "who" of a person."""
    named = [named for named in reading.alike if named.column not in narrowed]
    if len({each.column for each in named}) == 1:
        return named
    wanted = frozenset[str]().union(*(sorts(word.text) for word in reading.asked))
    columns = reading.sheet.columns
    alike = [i for i in range(len(columns)) if i not in narrowed and wanted & column_sorts(columns[i])]
    if len(alike) == 1:
        return [ColumnMention(column=alike[0], places=frozenset(), whole=False)]
    priced = [i for i in range(len(columns)) if i not in narrowed and "cost" in column_sorts(columns[i])]
    if ("cost" in wanted or "how much" in reading.question.casefold()) and len(priced) == 1:
        return [ColumnMention(column=priced[0], places=frozenset(), whole=False)] if not alike else []
    rest = [i for i in range(len(columns)) if i not in narrowed]
    if len(rest) == 1 and not alike and ("cost" not in wanted or columns[rest[0]].kind == "number"):
        return [ColumnMention(column=rest[0], places=frozenset(), whole=False)]
    return []


def _explains(sheet: Sheet, column: int, word: Word) -> bool:
    """Tell whether a word is about a column: part of its name, of its sort, or its unit."""
    own = sheet.columns[column]
    unit = bool(own.unit) and same_unit(word.text, own.unit)
    return word.stem in stems(own.name) or bool(sorts(word.text) & column_sorts(own)) or unit


def _shown(reading: _Reading, columns: Sequence[int]) -> tuple[int, ...]:
    label = reading.sheet.label
    return (label,) if label not in columns else ()


def _beyond(reading: _Reading) -> bool:
    """Tell whether the question asks for more than is computed here."""
    return any(not set(span) <= reading.used for _, span in places_of(lists("empty")["beyond"], reading.asked))
