"""The two sides of a check, read once: what is claimed, and what it may rest on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from minigiants.grounding._dates import Date, read_dates
from minigiants.grounding._names import Vocabulary
from minigiants.grounding._numbers import Number, read_numbers
from minigiants.grounding._polarity import Polarity, polarity
from minigiants.grounding._text import clauses, clean, sentences
from minigiants.grounding._words import stems, tokens
from minigiants.language import roman

_EXCEPTION = re.compile(r"unless\b", re.IGNORECASE)
_SHORT_RANGE = re.compile(r"(?<!\d)(1[5-9]|20)(\d\d)[-/](\d\d)(?!\d)")


class Finding(NamedTuple):
    """Why a claim is refused."""

    kind: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """Clean texts with their numbers, dates and content words."""

    texts: tuple[str, ...]
    blanked: tuple[str, ...]
    """The texts with the dates blanked out."""
    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]
    values: frozenset[Fraction]
    """Values that appear in a date, a short range of years (2012-13) or a Roman numeral."""
    words: frozenset[str]
    sentences: tuple[str, ...]

    @classmethod
    def read(cls, texts: Iterable[str]) -> "Side":
        """Read raw `texts`."""
        cleaned = tuple(clean(t) for t in texts)
        parts = [read_dates(t) for t in cleaned]
        dates = tuple(d for found, _ in parts for d in found)
        blanked = tuple(rest for _, rest in parts)
        return cls(
            texts=cleaned,
            blanked=blanked,
            numbers=tuple(n for rest in blanked for n in read_numbers(rest)),
            dates=dates,
            values=_values(cleaned, dates),
            words=frozenset(s for t in cleaned for s in stems(t)),
            sentences=tuple(s for t in cleaned for s in sentences(t)),
        )

    def clauses(self, *, exceptions: bool = True) -> list[Polarity]:
        """Return the polarity of each clause that isn't part of a question, with or without those that "unless" opens.

        "It is extended unless it is cancelled a month before" doesn't deny that it can be cancelled.
        """
        told = [c for s in self.sentences if not s.endswith("?") for c in clauses(s)]
        return [p for c in told if (exceptions or not _EXCEPTION.match(c)) and (p := polarity(c)).words]


def _values(texts: Sequence[str], dates: Sequence[Date]) -> frozenset[Fraction]:
    values = {Fraction(part) for d in dates for part in (d.year, d.month, d.day) if part is not None}
    for text in texts:
        values |= {Fraction(int(m[1] + m[3])) for m in _SHORT_RANGE.finditer(text)}
        values |= {Fraction(v) for w in tokens(text) if (v := roman(w)) and v > 1}
    return frozenset(values)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """A claim, its evidence and the question, with the names that evidence and question know."""

    claim: Side
    evidence: Side
    question: Side
    vocabulary: Vocabulary

    @classmethod
    def read(cls, claim: str, evidence: Sequence[str], question: str, documents: Iterable[str]) -> "Sides":
        """Read both sides; the names of `documents` are known names."""
        ours, theirs, asked = Side.read([claim]), Side.read(evidence), Side.read([question])
        titles = [clean(re.sub(r"[_\-.]+", " ", d)) for d in documents]
        return cls(
            claim=ours, evidence=theirs, question=asked, vocabulary=Vocabulary([*theirs.texts, *asked.texts, *titles])
        )
