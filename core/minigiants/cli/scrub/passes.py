"""Scrub one file or stream after another, each with a report of what was taken out or why it was withheld."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, repeat
from typing import Any, BinaryIO

from minigiants.cli.scrub.exact import Exact
from minigiants.cli.scrub.files import UnreadableError
from minigiants.cli.scrub.lines import FieldText, Object, encoded, missing, parsed, rebuilt, strings, tells
from minigiants.cli.scrub.spans import Spans, answer
from minigiants.cli.scrub.table import RawCell, heads, rows
from minigiants.cli.scrub.text import WINDOW, stretches
from minigiants.privacy import Find, Names, Policy, PrivacyError, Scrubber, held
from minigiants.types import Entity

_LINES = 32
"""Lines that are searched together."""


@dataclass(kw_only=True, slots=True)
class ScrubReport:
    """What became of one file; no field holds anything of its text."""

    name: str
    status: str = "scrubbed"
    """Or "withheld": nothing of the file was written, or not all of its lines."""
    characters: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    """How many of each type were found."""
    withheld: int = 0
    """Lines that were withheld."""
    reason: str = ""
    """One sentence: why something was withheld."""
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON takes them."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return fields | {"entities": dict(self.entities)}


class Scrubbing:
    """Scrub texts by one policy, adding to one report.

    With `names` all texts are about the same people; without, each text and each line stands alone.
    """

    def __init__(self, find: Find, policy: Policy, report: ScrubReport, names: Names | None = None) -> None:
        self._scrubber = Scrubber(find, policy)
        self._spans = Spans(find, policy)
        # What the policy adds and leaves out is decided with the search, for a later cut could go through it.
        self._decided = replace(policy, deny=(), allow=(), least={})
        self._report = report
        self._names = names
        self._exact = Exact(names or Names())

    def text(self, blocks: Iterable[str], file: BinaryIO) -> None:
        """Write a text of any length scrubbed; raises PrivacyError when it can't be searched."""
        self._begin()
        for part in self._parts(blocks, self._names or Names()):
            self._exact.write(file, part.encode())
        self._exact.keep()

    def lines(self, blocks: Iterable[str], file: BinaryIO, fields: Sequence[str], keep: Collection[str]) -> None:
        """Write a JSON object a line scrubbed; one that can't be searched is withheld and the others go on."""
        self._exact = Exact(self._names or Names(), keep)
        numbered = enumerate(_lines(blocks), start=1)
        while batch := list(islice(numbered, _LINES)):
            filled = [(number, line) for number, line in batch if line.strip()]
            for line in self._objects(filled, fields, keep):
                self._exact.write(file, encoded(line))
        self._exact.keep()

    def spans(self, blocks: Iterable[str], file: BinaryIO) -> None:
        """Write a JSON object a line that says where personal data stands in each text."""
        numbered = enumerate(_lines(blocks), start=1)
        while batch := list(islice(numbered, _LINES)):
            for text, entities in self._spans([(number, line) for number, line in batch if line.strip()]):
                file.write(encoded(answer(text, entities)))
                self._report.characters += len(text.text)
                self._report.entities.update(entity.type for entity in entities)
                if text.error:
                    self._withhold(text.number, f"could not be answered ({text.error})")

    def table(self, blocks: Iterable[str], file: BinaryIO) -> None:
        """Write a table scrubbed: cells by what the heads of their columns tell; without such heads, as a text."""
        lines = _lines(blocks)
        first = next(lines)
        separator, columns = heads(first)
        if not columns:
            return self.text(chain([first], (f"\n{line}" for line in lines)), file)
        self._begin()
        every = rows(chain([first], lines), separator)
        top = next(every)
        names = [[cell.plain if tells(cell.plain) else "" for cell in top]]
        self._row(top, (), self._scrubber.search_together(names)[0], separator, file)
        while batch := list(islice(every, _LINES)):
            asked = [[cell.said(head) for cell, head in zip(row, _heads(columns), strict=False)] for row in batch]
            texts, told = [[said.text for said in row] for row in asked], [[said.told for said in row] for row in asked]
            for row, said, found in zip(batch, asked, self._scrubber.search_together(texts, told), strict=True):
                counted = [one.counted(ones) for one, ones in zip(said, found, strict=True)]
                self._row(row, columns, counted, separator, file)
        self._exact.keep()
        return None

    def _row(
        self,
        row: Sequence[RawCell],
        columns: Sequence[str],
        row_entities: Sequence[Sequence[Entity]],
        separator: str,
        file: BinaryIO,
    ) -> None:
        names = self._names or Names()  # the cells of a row are about the same people
        for cell, head, entities in zip(row, _heads(columns), row_entities, strict=False):
            # In the order in which they stand, for so they are remembered.
            before = self._taken_out(cell.before, (), names)
            text = self._taken_out(cell.text, cell.here(entities, head), names)
            after = self._taken_out(cell.after, (), names)
            self._exact.write(file, f"{before}{cell.written(text, separator)}{after}".encode())

    def _objects(
        self, batch: Sequence[tuple[int, str]], fields: Sequence[str], keep: Collection[str]
    ) -> Iterator[Object]:
        entries = [(number, parsed(line)) for number, line in batch]
        usable = {number: line for number, line in entries if line is not None and not missing(line, fields)}
        texts = {number: list(strings(line, keep)) for number, line in usable.items()}
        done = self._together(texts)
        for number, line in entries:
            if number in done:
                yield rebuilt(usable[number], iter(done[number]), keep)
            else:
                self._withhold(number, _problem(line, fields))
                yield {"line": number, "withheld": True}

    def _together(self, texts: dict[int, list[FieldText]]) -> dict[int, list[str]]:
        """Scrub the texts of many lines at once, or line by line when that fails; failing lines are left out."""
        characters, entities, begun = self._report.characters, self._report.entities.copy(), len(self._exact)
        try:
            found = self._searched(list(texts.values()))
            return {number: self._line(line, ones) for (number, line), ones in zip(texts.items(), found, strict=True)}
        except PrivacyError:
            self._report.characters, self._report.entities = characters, entities
            self._exact.undo(begun)
            if len(texts) == 1:
                return {}
            return {number: done for one in texts.items() for number, done in self._together(dict([one])).items()}

    def _searched(self, lines: Sequence[Sequence[FieldText]]) -> list[list[Sequence[Entity]]]:
        """Search what is short enough at once; what is too long is left for its turn."""
        short = [[cell for cell in line if len(cell.text) < WINDOW] for line in lines]
        texts, stated = (
            [[cell.text for cell in line] for line in short],
            [[cell.told for cell in line] for line in short],
        )
        entities = self._scrubber.search_together(texts, stated)
        return [
            [cell.counted(next(ones)) if len(cell.text) < WINDOW else () for cell in line]
            for line, ones in zip(lines, map(iter, entities), strict=True)
        ]

    def _line(self, texts: Sequence[FieldText], found: Sequence[Sequence[Entity]]) -> list[str]:
        names = self._names or Names()  # the texts of a line are about the same people
        return [self._whole(said.text, entities, names) for said, entities in zip(texts, found, strict=True)]

    def _whole(self, text: str, found: Sequence[Entity], names: Names) -> str:
        self._begin()
        return self._taken_out(text, found, names) if len(text) < WINDOW else "".join(self._parts([text], names))

    def _begin(self) -> None:
        if self._names is not None:
            self._exact.begin()

    def _parts(self, blocks: Iterable[str], names: Names) -> Iterator[str]:
        for part, entities in stretches(blocks, lambda text: self._scrubber.scrub(text).entities):
            yield self._taken_out(part, entities, names)

    def _taken_out(self, text: str, entities: Sequence[Entity], names: Names) -> str:
        if self._names is not None:  # what looks like a label as it came must not become somebody when it returns
            labels = held(text)
            apart = [e for e in entities if all(e.end <= one.start or one.end <= e.start for one in labels)]
            entities = sorted([*apart, *labels], key=lambda e: e.start)
        writer = Scrubber(lambda texts, known=None: iter([list(entities) for _ in texts]), self._decided)
        scrubbed = writer.scrub(text, names=names)
        if self._names is not None:
            self._exact.add(scrubbed)
        self._report.characters += len(text)
        self._report.entities.update(entity.type for entity in entities)
        return scrubbed.text

    def _withhold(self, number: int, why: str) -> None:
        self._report.withheld += 1
        self._report.status = "withheld"
        self._report.reason = self._report.reason or f"line {number} {why}"


def _heads(columns: Sequence[str]) -> Iterator[str]:
    """Yield the heads of columns, and none for whatever cells a row has more."""
    return chain(columns, repeat(""))


def attempt(name: str, work: Callable[[ScrubReport], None]) -> ScrubReport:
    """Do the work on one file and report on it; a failure withholds this file only and is said without its text."""
    report, started = ScrubReport(name=name), time.monotonic()
    try:
        work(report)
    except (UnreadableError, PrivacyError) as error:
        report = ScrubReport(name=name, status="withheld", reason=str(error))
    except OSError as error:
        why = error.strerror or type(error).__name__
        report = ScrubReport(name=name, status="withheld", reason=f"the result can't be written ({why})")
    except Exception as error:  # noqa: BLE001 - its words may hold the text, so only its kind is told
        report = ScrubReport(name=name, status="withheld", reason=f"it failed with {type(error).__name__}")
    report.seconds = round(time.monotonic() - started, 3)
    return report


def line(report: ScrubReport) -> str:
    """Write a report as a line.

    >>> line(ScrubReport(name="a.txt", characters=1204, entities=Counter(DATE=1, PERSON=3), seconds=0.41))
    'a.txt: 1,204 characters; 3 PERSON, 1 DATE (0.4 s)'
    >>> line(ScrubReport(name="b.txt", status="withheld", reason="there is no such file: check the path"))
    'b.txt: withheld, there is no such file: check the path (0.0 s)'
    """
    found = ", ".join(f"{number} {type_}" for type_, number in report.entities.most_common()) or "nothing found"
    summary = f"{report.characters:,} characters; {found}"
    if report.status == "scrubbed":
        words = summary
    elif report.withheld:
        lines = f"{report.withheld} line" + ("s" if report.withheld > 1 else "")
        words = f"{lines} withheld, the first because {report.reason}; {summary}"
    else:
        words = f"withheld, {report.reason}"
    return f"{report.name}: {words} ({report.seconds:.1f} s)"


def _problem(line: Object | None, fields: Sequence[str]) -> str:
    if line is None:
        return "is not a JSON object"
    lacking = missing(line, fields)
    return f"has no text in {lacking[0]!r}" if lacking else "could not be searched"


def _lines(blocks: Iterable[str]) -> Iterator[str]:
    rest = ""
    for block in blocks:
        *whole, rest = (rest + block).split("\n")
        yield from whole
    yield rest
