"""Hold a table of a document with its typed columns, and find the line of each row in the document's text."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from minigiants.answering.tables.wording import lists, sorts, stems
from minigiants.documents import Column, columns
from minigiants.types import Evidence, Table

Value = float | datetime.date | str | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table in its document."""

    document_id: str
    document: str
    table: Table
    heading: str = ""
    """The headings that the table stands under."""
    page_text: Callable[[int], str]
    """Text of a page, counted from 1."""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Return the typed columns."""
        return columns(self.table)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Return the numbers of the rows that are items; those that sum up others are none."""
        return tuple(n for n, row in enumerate(self.table.rows) if any(row) and not _sums_up(row))

    @cached_property
    def label(self) -> int:
        """Return the column that names the rows: the first whose texts differ, else the first with texts, else 0."""
        texts = [i for i, column in enumerate(self.columns) if column.kind == "text"]
        distinct = [i for i in texts if len({self.table.rows[n][i] for n in self.rows}) == len(self.rows)]
        return next(iter([*distinct, *texts]), 0)

    @cached_property
    def about(self) -> frozenset[str]:
        """Return what the words around the table are known by: its title and its document's name."""
        name = self.document.rpartition(".")[0].replace("_", " ").replace("-", " ")
        return stems(f"{self.table.title} {self.heading} {name}")

    @cached_property
    def about_sorts(self) -> frozenset[str]:
        """Return the sorts of columns that the words around the table belong to: "Sales" is about turnover."""
        return frozenset[str]().union(*map(sorts, self.about))

    def cell(self, row: int, column: int) -> str:
        """Return a cell as it stands."""
        return self.table.rows[row][column]

    def evidence(self, rows: Sequence[int]) -> tuple[Evidence, ...] | None:
        """Return the lines of `rows` word for word; None when one of them is not where the table says."""
        text = self.page_text(self.table.page)
        lines: list[Evidence] = []
        for row in rows:
            start, end = self.table.spans[row] if row < len(self.table.spans) else (0, 0)
            line = text[start:end]
            if not line or any(cell.split("\n")[0] not in line for cell in self.table.rows[row] if cell):
                return None
            lines.append(
                Evidence(
                    passage_id=f"table:{self.document_id[:16]}:{self.table.page}",
                    document_id=self.document_id,
                    document=self.document,
                    page=self.table.page,
                    start=start,
                    end=end,
                    text=line,
                )
            )
        return tuple(lines)


def _sums_up(row: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell), "").casefold().rstrip(":")
    return first in lists("empty")["totals"] or first.startswith(("total ", "subtotal", "sum of ", "grand total"))
