"""Tell tables in plain text, whose columns are parted by tabs, by bars or by spaces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minigiants.documents.blocks import Block
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import Cell, grid

_RULED = frozenset("|+:-=_─━┼│├┤┬┴┌┐└┘ \t")
"""What a line consists of that is drawn between rows."""
_BAR = re.compile(r"(?:(?<!\s)|(?=[|│]))\s*+[|│]\s*")
_GAP = re.compile(r"(?<=\S)(?: {3,}|\s*\t\s*)(?=\S)")
"""What parts cells for certain; two spaces also stand after a full stop."""
_MARK = re.compile(r"[-*+•‣▪●○–·]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]")
"""What begins an item of a list rather than a row."""
_LEAST = 3
"""Lines of a table that only spaces part, rules included."""
_MOST = 400
"""Characters of a line of such a table."""

Row = list[str]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text that are in no table."""

    lines: Sequence[str]


def tables(lines: Sequence[str]) -> Iterator[Lines | list[Block]]:
    """Yield the lines in order: runs of text, and the blocks of the tables among them."""
    text: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _has_cells(lines[end]):
            end += 1
        blocks = _table(lines[at:end]) if end - at > 1 else []
        if blocks:
            if text:
                yield Lines(text)
            text = []
            yield blocks
        else:
            text += lines[at : max(end, at + 1)]
        at = max(end, at + 1)
    if text:
        yield Lines(text)


def _is_rule(line: str) -> bool:
    """Tell a line that is drawn; looked at once from end to end, however long."""
    return any(drawn in line for drawn in ("--", "==", "__", "──", "━━")) and set(line) <= _RULED


def _has_cells(line: str) -> bool:
    return bool(_is_rule(line) or _GAP.search(line) or any(bar in line.strip(" |│") for bar in "|│"))


def _table(lines: Sequence[str]) -> list[Block]:
    """Return the table that the lines are; nothing when they are none."""
    texts = [line for line in lines if not _is_rule(line)]
    ruled = len(lines) > 1 and (_is_rule(lines[1]) or (len(lines) > 2 and _is_rule(lines[0])))
    if len(texts) < 2 or max(map(len, texts)) > _MOST:
        return []
    rows = _barred(texts) or _tabbed(texts) or (_spaced(texts) if len(lines) >= _LEAST else [])
    if not rows or all(_MARK.fullmatch(row[0]) for row in rows):
        return []
    cells = [[Cell(text=cell) for cell in row] for row in rows]
    return list(shape.blocks(grid(cells), headed=True if ruled else None))


def _barred(lines: Sequence[str]) -> list[Row]:
    rows = [_BAR.split(re.sub(r"^\s*[|│]|[|│]\s*$", "", line).strip(" ")) for line in lines]
    return rows if len({len(row) for row in rows}) == 1 and len(rows[0]) > 1 else []


def _tabbed(lines: Sequence[str]) -> list[Row]:
    if not all("\t" in line.strip() for line in lines):
        return []
    aligned = [re.split(r"\t+", line.strip()) for line in lines]  # several tabs may only align
    single = [line.rstrip().split("\t") for line in lines]
    return _filled(aligned if len({len(row) for row in aligned}) == 1 else single)


def _spaced(lines: Sequence[str]) -> list[Row]:
    """Cut the lines at the places where all of them are blank."""
    wide = [line.expandtabs(8) for line in lines]
    width = max(map(len, wide))
    blank = [all(i >= len(line) or line[i] == " " for line in wide) for i in range(width)]
    starts = [i for i in range(width) if not blank[i] and (i == 0 or (blank[i - 1] and (i == 1 or blank[i - 2])))]
    if len(starts) < 2:
        return []
    ends = [*starts[1:], width]
    rows = [[line[a:b].strip() for a, b in zip(starts, ends, strict=True)] for line in wide]
    several = sum(sum(map(bool, row)) > 1 for row in rows)
    return _filled(rows) if several == len(rows) else []


def _filled(rows: list[Row]) -> list[Row]:
    width = max(map(len, rows))
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
