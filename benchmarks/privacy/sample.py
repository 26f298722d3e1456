"""Texts and where their personal data stands: what loaders and the generator write, and measures read."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from minigiants.privacy import TYPES, Entity, Known


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """A text and where its personal data stands."""

    id: str
    text: str
    spans: tuple[Entity, ...]
    """Sorted, not overlapping."""
    group: str
    """Samples of one group belong on one side of any split."""
    known: Known | None = None
    """What the texts' owner would know beforehand."""

    def __post_init__(self) -> None:
        end = 0
        for span in self.spans:
            if not end <= span.start < span.end <= len(self.text) or span.type not in TYPES:
                raise ValueError(f"sample {self.id!r} has a wrong span from {span.start} to {span.end}")
            end = span.end


def gold(start: int, end: int, type_: str) -> Entity:
    """Return an annotated span."""
    return Entity(start=start, end=end, type=type_, score=1.0, recognizer="gold")


def apart(spans: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the spans sorted, of overlapping ones only the longest.

    >>> [span.end for span in apart([gold(0, 3, "PERSON"), gold(0, 9, "PERSON"), gold(9, 12, "DATE")])]
    [9, 12]
    """
    kept: list[Entity] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def mentions(text: str, value: str, *, ignore_case: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where `value` stands as words of its own, whichever apostrophe is written.

    >>> list(mentions("Ann met Anna, Ann\u2019s aunt", "Ann"))
    [(0, 3), (14, 17)]
    """
    pattern = re.sub("['\u2019]", "['\u2019]", re.escape(value))
    flags = re.IGNORECASE if ignore_case else 0
    for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, flags):
        yield found.span()


def fold_of(group: str, folds: int) -> int:
    """Return in which fold a group is held out, the same in every run."""
    return random.Random(group).randrange(folds)
