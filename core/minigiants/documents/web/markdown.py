"""Read Markdown: the words without the marks, one line a paragraph, list item or table row."""

import re
from collections.abc import Iterator

from minigiants.documents.blocks import Block, page
from minigiants.documents.dates import FRONT_MATTER, titled
from minigiants.documents.plain import ITEM
from minigiants.documents.values import Page

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_RULED_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_INLINE = (
    (re.compile(r"<!--.*?-->"), ""),
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)


def read(text: str) -> Page:
    r"""Make a page of Markdown; of a front matter its title alone.

    >>> read("# Retention\nLogs are kept\nfor **30 days**.\n\n| Data | Days |\n|---|---|\n| Logs | 30 |\n").text
    'Retention\n\nLogs are kept for 30 days.\n\nData | Days\nLogs | 30'
    """
    matter = FRONT_MATTER.match(text)
    title = f"# {titled(matter['fields'])}\n" if matter and titled(matter["fields"]) else ""
    return page(_blocks(f"{title}{text[matter.end() :] if matter else text}".splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    paragraph: list[str] = []
    fence = ""
    for line in [*lines, ""]:
        if fence:
            if line.strip().startswith(fence):
                fence = ""
            else:
                yield Block(text=line, kind="row")
            continue
        if paragraph and _UNDERLINE.match(line):
            yield Block(text=_words(paragraph), kind="heading")
            paragraph = []
            continue
        if paragraph and _interrupts(line):
            yield from _flush(paragraph)
            paragraph = []
        if mark := _FENCE.match(line):
            fence = mark.group(1)
        elif heading := _HEADING.match(line):
            yield Block(text=_words([heading.group(1)]), kind="heading")
        elif line.lstrip().startswith("|") and not _RULED_ROW.match(line):
            yield Block(text=_row(line), kind="row")
        elif line.strip() and not _RULE.match(line) and not _RULED_ROW.match(line):
            paragraph.append(line)


def _interrupts(line: str) -> bool:
    """Tell whether `line` ends the paragraph above it."""
    starts = line.lstrip().startswith(("|", "#")) or ITEM.match(line) or _FENCE.match(line)
    return not line.strip() or bool(starts) or bool(_RULE.match(line))


def _flush(paragraph: list[str]) -> Iterator[Block]:
    yield Block(text=_words(paragraph), kind="item" if ITEM.match(paragraph[0]) else "paragraph")


def _row(line: str) -> str:
    return " | ".join(_words([cell]) for cell in line.strip().strip("|").split("|"))


def _words(lines: list[str]) -> str:
    text = " ".join(line.strip().removeprefix("> ") for line in lines)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text.strip()
