"""Count the numbers that Word shows before list items and clauses but does not store in the text."""

import re
from typing import Any

from minigiants.documents.marks import figure
from minigiants.documents.office.names import qn
from minigiants.documents.office.word.styles import WordStyles, is_on, value

_LEVELS = 10
Level = tuple[int, str, str, bool, int]
"""Start, style, shape, whether all figures are plain numbers, the level after which it starts anew."""


class Numbering:
    """The running counters of one document; ask for each paragraph's label once, in order."""

    def __init__(self, root: Any, styles: WordStyles) -> None:
        self._styles = styles
        self._counters: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], Level] = {}
        """By abstract list, or by list where a list has its own."""
        self._starts: dict[str, dict[int, int]] = {}
        """Where a list starts anew, by list and level."""
        if root is not None:
            self._load(root)

    def _load(self, root: Any) -> None:
        links = {}
        for abstract in root.iterchildren(qn("w:abstractNum")):
            name = value(abstract, "w:abstractNumId")
            links[name] = value(abstract.find(qn("w:numStyleLink")))
            for level in abstract.iterchildren(qn("w:lvl")):
                self._levels[name, int(value(level, "w:ilvl") or 0)] = _level(level)
        by_style = {
            value(abstract.find(qn("w:styleLink"))): value(abstract, "w:abstractNumId")
            for abstract in root.iterchildren(qn("w:abstractNum"))
        }
        for num in root.iterchildren(qn("w:num")):
            name, abstract = value(num, "w:numId"), value(num.find(qn("w:abstractNumId")))
            linked = links.get(abstract)
            self._lists[name] = by_style.get(linked, abstract) if linked else abstract
            for override in num.iterchildren(qn("w:lvlOverride")):
                self._override(name, override)

    def _override(self, name: str, override: Any) -> None:
        depth = int(value(override, "w:ilvl") or 0)
        level, start = override.find(qn("w:lvl")), value(override.find(qn("w:startOverride")))
        if level is not None:
            self._levels[f"num {name}", depth] = _level(level)
        if start.lstrip("-").isdigit():
            self._starts.setdefault(name, {})[depth] = int(start)

    def label(self, paragraph: Any) -> str:
        """Return the label Word shows before `paragraph`, such as `4.2` or `-` for a bullet, or nothing."""
        number, depth = self._place(paragraph)
        level = self._level(number, depth)
        if level is None:
            return ""
        name = self._lists[number]
        counters = self._counters.setdefault(name, [self._first(number, i) - 1 for i in range(_LEVELS)])
        if number not in self._begun:
            self._begun.add(number)
            for deep, start in self._starts.get(number, {}).items():
                counters[deep] = start - 1
        counters[depth] += 1
        for deeper in range(depth + 1, _LEVELS):
            below = self._level(number, deeper)
            if below is None or below[4] > depth:
                counters[deeper] = self._first(number, deeper) - 1
        _start, style, shape, plain, _ = level
        if style == "bullet":
            return "-"
        if style == "none":
            return re.sub(r"%\d", "", shape).strip()
        return re.sub(r"%(\d)", lambda match: self._figure(number, int(match[1]) - 1, counters, plain), shape).strip()

    def _level(self, number: str, depth: int) -> Level | None:
        own = self._levels.get((f"num {number}", depth))
        return own or self._levels.get((self._lists.get(number, ""), depth))

    def _first(self, number: str, depth: int) -> int:
        overridden = self._starts.get(number, {}).get(depth)
        level = self._level(number, depth)
        return overridden if overridden is not None else level[0] if level else 1

    def _figure(self, number: str, depth: int, counters: list[int], plain: bool) -> str:
        level = self._level(number, depth)
        style = "decimal" if plain or level is None else level[1]
        return figure(max(counters[depth], self._first(number, depth), 0 if style.startswith("decimal") else 1), style)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Find the paragraph's list and level, its own or inherited from its style."""
        own = paragraph.find(qn("w:pPr"))
        styles = self._styles.chain(self._styles.paragraph(paragraph))
        depth, number = "", ""
        for properties in [own, *(style.find(qn("w:pPr")) for style in styles)]:
            numbered = properties.find(qn("w:numPr")) if properties is not None else None
            if numbered is not None:
                depth = depth or value(numbered.find(qn("w:ilvl")))
                number = number or value(numbered.find(qn("w:numId")))
            if number:
                break
        return number, min(int(depth or 0), _LEVELS - 1)


def _level(level: Any) -> Level:
    start, style, shape, restart = (
        value(level.find(qn(f"w:{name}"))) for name in ("start", "numFmt", "lvlText", "lvlRestart")
    )
    depth = int(value(level, "w:ilvl") or 0)
    after = int(restart) - 1 if restart.isdigit() else depth - 1
    return int(start or 1), style or "decimal", shape, is_on(level.find(qn("w:isLgl"))), after + 1
