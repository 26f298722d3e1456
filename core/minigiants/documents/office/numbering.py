"""Count the numbers that Word shows before list items and clauses but does not store in the text."""

import re
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN_SMALL = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def figure(value: int, style: str) -> str:
    """Write `value` in one of Word's number styles.

    >>> [figure(4, style) for style in ("decimal", "lowerLetter", "upperRoman")]
    ['4', 'd', 'IV']
    """
    if style in ("lowerLetter", "upperLetter"):
        text = _LETTERS[(value - 1) % 26] * ((value - 1) // 26 + 1)
    elif style in ("lowerRoman", "upperRoman"):
        text = ""
        for worth, letters in _ROMAN + _ROMAN_SMALL:
            count, value = divmod(value, worth)
            text += letters * count
    else:
        return str(value)
    return text.upper() if style.startswith("upper") else text


class Numbering:
    """The running counters of one document; ask for each paragraph's label once, in order."""

    def __init__(self, document: WordDocument) -> None:
        self._counters: dict[str, list[int]] = {}
        self._styles = document.styles.element
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], tuple[int, str, str]] = {}
        if any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values()):
            self._load(document.part.numbering_part.element)

    def _load(self, numbering: Any) -> None:
        for abstract in numbering.iterchildren(qn("w:abstractNum")):
            name = abstract.get(qn("w:abstractNumId"))
            for level in abstract.iterchildren(qn("w:lvl")):
                start, style, shape = (_value(level.find(qn(f"w:{x}"))) for x in ("start", "numFmt", "lvlText"))
                self._levels[name, int(level.get(qn("w:ilvl")))] = (int(start or 1), style, shape)
        for num in numbering.iterchildren(qn("w:num")):
            self._lists[num.get(qn("w:numId"))] = _value(num.find(qn("w:abstractNumId")))

    def label(self, paragraph: Any) -> str:
        """Return the label Word shows before `paragraph`, such as `4.2` or `-` for a bullet, or nothing."""
        number, level = self._place(paragraph)
        name = self._lists.get(number, "")
        if (name, level) not in self._levels:
            return ""
        counters = self._counters.setdefault(name, [self._levels.get((name, i), (1,))[0] - 1 for i in range(10)])
        counters[level] += 1
        for deeper in range(level + 1, 10):
            counters[deeper] = self._levels.get((name, deeper), (1,))[0] - 1
        _start, style, shape = self._levels[name, level]
        if style == "bullet":
            return "-"
        return re.sub(r"%(\d)", lambda match: self._figure(name, int(match.group(1)) - 1, counters), shape)

    def _figure(self, name: str, level: int, counters: list[int]) -> str:
        start, style, _shape = self._levels.get((name, level), (1, "decimal", ""))
        return figure(max(counters[level], start, 1), style)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Find the paragraph's list and level, its own or inherited from its style."""
        level, number = "", ""
        properties = paragraph.find(qn("w:pPr"))
        style = paragraph.style
        for _ in range(10):
            numbered = properties.find(qn("w:numPr")) if properties is not None else None
            if numbered is not None:
                level = level or _value(numbered.find(qn("w:ilvl")))
                number = number or _value(numbered.find(qn("w:numId")))
            element = self._styles.get_by_id(style) if style and not number else None
            if element is None:
                break
            properties, style = element.find(qn("w:pPr")), _value(element.find(qn("w:basedOn")))
        return number, int(level or 0)


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(qn("w:val")) or "")
