"""Cut a table of separated values into its cells, which joined again are the file as it was."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from minigiants.cli.scrub.files import UnreadableError
from minigiants.cli.scrub.lines import FieldText
from minigiants.cli.scrub.text import WINDOW
from minigiants.privacy import field_entity, field_type
from minigiants.types import Entity

_NUMBER = re.compile(r"[-+]?\d[\d.,]*")
SEPARATORS = ",;\t|"


class RawCell(NamedTuple):
    """One cell as it stands in the file."""

    before: str
    """An opening quote, or nothing."""
    text: str
    """With its inner quotes doubled, where it is quoted."""
    after: str
    """A closing quote, the separator, or the end of the line."""

    @property
    def plain(self) -> str:
        """The text as it is meant."""
        return self.text.replace('""', '"') if self.before else self.text

    def said(self, head: str) -> FieldText:
        """Return what to search: a number with its column's head before it, for alone it could be anything.

        >>> RawCell("", "52000", ",").said("salary").text, RawCell("", "Ann", ",").said("first name").told.type
        ('salary: 52000', 'PERSON')
        """
        ahead = self._ahead(head)
        text = f"{head}: "[:ahead] + self.plain
        return FieldText(text, field_entity(text, field_type(head), ahead), number=bool(ahead))

    def here(self, entities: Iterable[Entity], head: str = "") -> list[Entity]:
        """Return what was found in what to search, with its places in the text as it stands.

        >>> ann = Entity(start=3, end=6, type="PERSON", score=1.0, recognizer="tagger")
        >>> [(e.start, e.end) for e in RawCell('"', '"' * 4 + "-Ann", '"').here([ann])]
        [(5, 8)]
        >>> [(e.start, e.end) for e in RawCell("", "52000", "").here([replace(ann, start=6, end=11)], "rent")]
        [(0, 5)]
        """
        ahead = self._ahead(head)
        entities = [replace(e, start=max(0, e.start - ahead), end=e.end - ahead) for e in entities if e.end > ahead]
        if self.before == "" or '"' not in self.text:
            return entities
        pairs = [match.end() - 1 for match in re.finditer('""', self.text)]
        places = [place for place in range(len(self.text)) if place not in pairs] + [len(self.text)]
        return [replace(e, start=places[e.start], end=places[e.end]) for e in entities]

    def _ahead(self, head: str) -> int:
        return len(head) + 2 if head and _NUMBER.fullmatch(self.plain.strip()) else 0

    def written(self, text: str, separator: str) -> str:
        """Return another text as it may stand in this cell's place.

        >>> RawCell("", "a", ",").written("12 Elm, Ayr", ","), RawCell('"', "a", '",').written("12 Elm, Ayr", ",")
        ('"12 Elm, Ayr"', '12 Elm, Ayr')
        """
        plain = self.before or not any(mark in text and mark not in self.text for mark in (separator, '"', "\n"))
        return text if plain else '"' + text.replace('"', '""') + '"'


def heads(line: str) -> tuple[str, list[str]]:
    """Return the separator and the heads of a table's columns, by its first line; no heads when it has none.

    >>> heads("mrn;last_name;rent"), heads("The tenant, Ann Lee, pays.")
    ((';', ['mrn', 'last_name', 'rent']), (',', []))
    """
    separator = Counter({mark: line.count(mark) for mark in SEPARATORS}).most_common(1)[0][0]
    cells = _cells(line, separator) or []
    names = [cell.text.strip() for cell in cells]
    return separator, names if len(names) > 1 and any(map(field_type, names)) else []


def rows(lines: Iterable[str], separator: str) -> Iterator[list[RawCell]]:
    r"""Yield the rows of a table, of which a quoted cell may hold ends of lines.

    Raises UnreadableError when a quote is never closed.

    >>> ["".join(map("".join, row)) for row in rows(['a,"b', 'c",d\r', "", "e"], ",")]
    ['a,"b\nc",d\r\n', '\n', 'e']
    """
    row, whole = "", True
    waiting: list[RawCell] = []
    for line in lines:
        if waiting:
            yield [*waiting[:-1], waiting[-1]._replace(after=waiting[-1].after + "\n")]
            waiting = []
        row = line if whole else f"{row}\n{line}"
        cells = _cells(row, separator)
        whole = cells is not None
        if cells is not None:
            waiting = cells
        elif len(row) > WINDOW:
            break
    if not whole:
        raise UnreadableError("a quote in this table is never closed: mend the file, or save it as plain text (.txt)")
    if waiting:
        yield waiting


def _cells(row: str, separator: str) -> list[RawCell] | None:
    """Cut a row; None when its last quote is not closed."""
    body = row.removesuffix("\r")
    cells: list[RawCell] = []
    at = 0
    while True:
        match = _cell(separator).match(body, at)
        if match is None:
            return None
        before, text, after = match["open"] or "", match["quoted"], match["close"]
        if before == "":
            text, after = match["plain"], ""
        at = match.end()
        ended = at >= len(body)
        cells.append(RawCell(before, text, after + ("" if ended else separator)))
        if ended:
            return [*cells[:-1], cells[-1]._replace(after=cells[-1].after + row[len(body) :])]
        at += 1


@cache
def _cell(separator: str) -> re.Pattern[str]:
    mark = re.escape(separator)
    quoted = r'(?P<open> *")(?P<quoted>(?:[^"]|"")*)(?P<close>" *)'
    return re.compile(rf'(?:{quoted}|(?! *")(?P<plain>[^{mark}]*))(?={mark}|\Z)')
