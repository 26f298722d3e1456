"""Find personal data that has a shape: numbers, addresses of the network, dates, ages."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from minigiants.privacy.find.shapes import dates
from minigiants.types import Entity

_FOLDER = Path(__file__).parent
_NUMBER = r"(?:[\s-]*(?:no\.?|nr\.?|num(?:ber)?s?|#|id(?:entifi(?:er|cation))?|code)(?![a-z]))?"
_IS = r"(?:\s*(?:[:#=(|]|is\b|was\b|of\b|are\b))*\s*"
_VALUE = (
    r"#?((?=[\w/-]*[ .]?[\w/-]*\d[\w/-]*[ .]?[\w/-]*\d)(?:[A-Z0-9]*\d[A-Z0-9]*|[A-Z]{1,5}(?=[-/ .]?[A-Z0-9]*\d))"
    r"(?:[-/][A-Z0-9]+|[. ](?=\d)[A-Z0-9]*\d{2}[A-Z0-9]*)*)"
    r"(?!\w|[.,]\d|\s*(?:mg|mcg|ml|%|years?|days?|weeks?|months?|hours?|times)\b)"
)
"""At least two digits, with letters, hyphens, slashes, or groups of digits set apart by a space or a dot."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape; group 1, where there is one, is what is personal in it."""

    name: str
    type: str
    score: float
    shape: re.Pattern[str]
    bare: bool = False
    """Whether it may stand without a digit."""


@cache
def patterns(language: str = "en") -> tuple[Pattern, ...]:
    """Return the shapes of `patterns.toml` and those of the language's own file, compiled once."""
    files = (_FOLDER / "patterns.toml", _FOLDER / "patterns.abroad.toml", _FOLDER / f"patterns.{language}.toml")
    return tuple(pattern for file in files if file.is_file() for pattern in _read(file))


def _read(file: Path) -> Iterator[Pattern]:
    content = tomllib.loads(file.read_text("utf-8"))
    labelled = [
        Pattern("labelled", type_, 0.9, re.compile(rf"\b(?:{words})(?![a-z]){_NUMBER}{_IS}{_VALUE}", re.IGNORECASE))
        for type_, pieces in content.get("labelled", {}).items()
        for words in [_joined(pieces)]
    ]
    yield from (
        *labelled,
        *(_shape(row, _joined(content.get("tld", "")), content.get("name", "")) for row in content["shape"]),
    )


def _shape(row: dict[str, Any], tld: str, name: str) -> Pattern:
    flags = 0 if row.get("case") else re.IGNORECASE
    shape = re.compile(_joined(row["regex"]).replace("{tld}", tld).replace("{name}", name), flags)
    return Pattern(row["name"], row["type"], float(row["score"]), shape, bool(row.get("bare")))


def _joined(regex: str | list[str]) -> str:
    """Return a pattern that may stand in the file in pieces, a line each."""
    return "".join(regex)


def shaped(text: str, language: str = "en") -> Iterator[Entity]:
    """Yield what has a shape; overlaps are left to whoever merges."""
    yield from _dated(text)
    bare = not any(c.isdigit() or c in "@." for c in text)
    for pattern in patterns(language):
        if bare and not pattern.bare:
            continue
        for match in pattern.shape.finditer(text):
            start, end = match.span(1 if pattern.shape.groups and match.group(1) else 0)
            yield Entity(start=start, end=end, type=pattern.type, score=pattern.score, recognizer=pattern.name)


def _dated(text: str) -> Iterator[Entity]:
    for match in dates.FOUND.finditer(text):
        if not dates.is_word(match.group()):
            yield Entity(start=match.start(), end=match.end(), type="DATE", score=0.95, recognizer="date")
    for match in dates.SHORT.finditer(text):
        yield Entity(start=match.start(1), end=match.end(1), type="DATE", score=0.7, recognizer="date")
    for match in dates.YEAR.finditer(text):
        yield Entity(start=match.start(), end=match.end(), type="YEAR", score=0.7, recognizer="year")
