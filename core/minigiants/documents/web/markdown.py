"""Read Markdown: the words without the marks, one line a paragraph, list item or table row."""

import re
from collections.abc import Iterator

from minigiants.documents.blocks import Block, page
from minigiants.documents.dates import FRONT_MATTER, titled
from minigiants.documents.plain import ITEM
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import Cell, grid
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page
from minigiants.documents.web.html import blocks as html_blocks
from minigiants.documents.web.inline import plain

_HEADING = re.compile(r" {0,3}#{1,6}\s+(\S.*|)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"\s*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_RULED_ROW = re.compile(r"\s*+(?:\|\s*+)?:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+(?:\|\s*+)?$")
_BLOCK_TAG = re.compile(r"</?(?:summary|details|div|p)(?:\s[^<>]*)?>", re.IGNORECASE)
"""Tags at which a browser begins a line."""
_BORDER = re.compile(r"(?<!\\)\|")
_NOTE = re.compile(r" {0,3}\[\^([^\[\]\s]{1,60})\]:\s*(.*)")
_ADDRESS = re.compile(r" {0,3}\[[^\[\]\n]+\]:\s*\S+")
_TASK = re.compile(r"(\s*(?:[-*+]|\d{1,3}[.)])\s+)\[([ xX])\]\s+")
_CAPTION = re.compile(r"\W{0,3}table\s+\w{1,6}\b", re.IGNORECASE)


def read(text: str, tally: Tally) -> Page:
    r"""Make a page of Markdown; of a front matter its title alone.

    >>> read("# Logs\nThey are kept\nfor **30 days**.\n\n| Data | Days |\n|---|---|\n| Logs | 30 |\n", Tally()).text
    'Logs\n\nThey are kept for 30 days.\n\nData: Logs; Days: 30'
    """
    matter = FRONT_MATTER.match(text)
    title = f"# {titled(matter['fields'])}" if matter and titled(matter["fields"]) else ""
    body = text[matter.end() :] if matter else text
    lines = body.splitlines() if not title or body.lstrip().startswith(f"{title}\n") else [title, *body.splitlines()]
    return page(_Reader(lines, tally).blocks())


class _Reader:
    """Go through the lines once."""

    def __init__(self, lines: list[str], tally: Tally) -> None:
        self._lines = lines
        self._tally = tally
        self._at = 0
        self._paragraph: list[str] = []
        self._caption = ""
        self._last_end = max((i for i, line in enumerate(lines) if "-->" in line), default=-1)
        """The last line on which a comment ends, so that none is looked for where there is none."""

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in order."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if self._paragraph and _UNDERLINE.match(line):
                yield Block(text=self._words(self._paragraph), kind="heading")
                self._paragraph = []
                self._at += 1
                continue
            if self._paragraph and (_interrupts(line) or self._begins_table()):
                yield from self._flush()
            yield from self._begin(line)
        yield from self._flush()

    def _begin(self, line: str) -> Iterator[Block]:
        """Read the block that begins at the line at hand, or add the line to the paragraph."""
        stripped = line.lstrip()
        if mark := _FENCE.match(line):
            yield from self._fenced(mark[1])
        elif stripped.startswith("<!--"):
            self._skip_comment()
        elif stripped.lower().startswith("<table"):
            yield from self._html_table()
        elif self._begins_table() or (stripped.startswith("|") and not _RULED_ROW.match(line)):
            yield from self._table()
        else:
            self._at += 1
            if heading := _HEADING.match(line):
                yield Block(text=self._words([heading[1].rstrip().rstrip("#")]), kind="heading")
            elif note := _NOTE.match(line):
                self._paragraph = [f"Note {note[1]}: {note[2]}"]
            elif stripped and not (_RULE.match(line) or _RULED_ROW.match(line) or _ADDRESS.match(line)):
                self._paragraph.append(line)

    def _flush(self) -> Iterator[Block]:
        if self._paragraph:
            first = self._paragraph[0]
            text = self._words(self._paragraph)
            self._caption = text if _CAPTION.match(text) and len(text) < 200 else ""
            yield Block(text=text, kind="item" if ITEM.match(first) or first.startswith("Note ") else "paragraph")
        self._paragraph = []

    def _fenced(self, fence: str) -> Iterator[Block]:
        self._at += 1
        while self._at < len(self._lines) and not self._lines[self._at].strip().startswith(fence):
            yield Block(text=self._lines[self._at], kind="row")
            self._at += 1
        self._at += 1

    def _skip_comment(self) -> None:
        """Go on after a comment; what stands behind it on its last line is read."""
        for place in range(self._at, self._last_end + 1):
            _, end, rest = self._lines[place].partition("-->")
            if end:
                self._at = place
                self._lines[place] = rest
                return
        self._lines[self._at] = self._lines[self._at].replace("<!--", "")

    def _html_table(self) -> Iterator[Block]:
        start = self._at
        while self._at < len(self._lines) and "</table" not in self._lines[self._at].lower():
            self._at += 1
        self._at += 1
        yield from html_blocks(b"", "\n".join(self._lines[start : self._at]), self._tally)

    def _begins_table(self) -> bool:
        """Tell whether a header with its rule below begins here."""
        line, below = self._lines[self._at], self._lines[self._at + 1 : self._at + 2]
        return bool(below) and "|" in line and "|" in below[0] and bool(_RULED_ROW.match(below[0]))

    def _table(self) -> Iterator[Block]:
        headed = self._begins_table()
        rows = []
        while self._at < len(self._lines) and "|" in self._lines[self._at] and self._lines[self._at].strip():
            line = self._lines[self._at].strip()
            if not _RULED_ROW.match(line):
                rows.append([Cell(text=self._words([cell]).replace("\n", " ")) for cell in _cells(line)])
            self._at += 1
        yield from shape.blocks(grid(rows), title=self._caption, headed=headed or None)
        self._caption = ""

    def _words(self, lines: list[str]) -> str:
        text = " ".join(line.strip().removeprefix("> ") for line in lines)
        if task := _TASK.match(text):
            text = f"{task[1]}{'[not ticked]' if task[2] == ' ' else '[ticked]'} {text[task.end() :]}"
        return plain(_BLOCK_TAG.sub(" ", text), self._tally)


def _interrupts(line: str) -> bool:
    """Tell whether `line` ends the paragraph above it."""
    starts = line.lstrip().startswith(("|", "#", "<!--", "<table")) or ITEM.match(line) or _FENCE.match(line)
    return not line.strip() or bool(starts) or bool(_RULE.match(line) or _NOTE.match(line))


def _cells(line: str) -> list[str]:
    inside = line.removeprefix("|")
    if inside.endswith("|") and not inside.endswith("\\|"):
        inside = inside[:-1]
    return _BORDER.split(inside)
