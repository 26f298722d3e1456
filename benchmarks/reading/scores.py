"""Compare what a reader gives with what a person sees."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.reading.gold import Gold, Rows

_WORD = re.compile(r"\w+(?:[.,'’/-]\w+)*")


@dataclass(kw_only=True)
class Read:
    """What a reader gives of a file."""

    text: str = ""
    tables: Sequence[Rows] = ()


@dataclass(kw_only=True)
class Score:
    """Counts of one file; of each pair the first of the second are right."""

    words: tuple[int, int] = (0, 0)
    pairs: tuple[int, int] = (0, 0)
    """Lines in order, of the pairs of lines that are there: Kendall's tau is twice their share less one."""
    cells: tuple[int, int] = (0, 0)
    values: tuple[int, int] = (0, 0)
    never: tuple[int, int] = (0, 0)
    missing: list[str] = field(default_factory=list)


def score(gold: Gold, read: Read) -> Score:
    """Count what is right."""
    text = " ".join(read.text.split())
    places = [at for line in gold.lines if (at := text.find(_key(line))) >= 0]
    pairs = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :]]
    values = [value for value in gold.values if " ".join(value.split()) in text]
    cells = [_cells(table, read.tables) for table in gold.tables]
    return Score(
        words=_words(gold, text),
        pairs=(sum(a < b for a, b in pairs), len(pairs)),
        cells=(sum(right for right, _ in cells), sum(of for _, of in cells)),
        values=(len(values), len(gold.values)),
        never=(sum(words not in text for words in gold.never), len(gold.never)),
        missing=[line for line in gold.lines if line not in text]
        + [value for value in gold.values if value not in values],
    )


def _key(line: str) -> str:
    """Return the start of a line, which readers hardly write in different ways."""
    return " ".join(line.split())[:40]


def _words(gold: Gold, text: str) -> tuple[int, int]:
    cells = [cell for table in gold.tables for row in table[1:] for cell in row]
    wanted = Counter(_WORD.findall(" ".join([*gold.lines, *cells])))
    there = Counter(_WORD.findall(text))
    return sum(min(count, there[word]) for word, count in wanted.items()), wanted.total()


def _cells(table: Rows, given: Sequence[Rows]) -> tuple[int, int]:
    """Count the cells, the header's too, that stand in their column in the row of their first cell."""
    rows: dict[str, list[list[str]]] = {}
    for row in (row for other in given for row in other):
        rows.setdefault(_flat(row[0]) if row else "", []).append([_flat(cell) for cell in row])
    right = 0
    for row in table:
        wanted = [_flat(cell) for cell in row]
        right += max(
            (sum(a == b for a, b in zip(wanted, own, strict=False)) for own in rows.get(wanted[0], ())), default=0
        )
    return right, sum(len(row) for row in table)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())
