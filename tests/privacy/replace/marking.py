"""Finders that know what to find: the values, or the spans, that a test names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from minigiants.privacy import Entity, Known, Policy
from minigiants.privacy.replace.scrub import Scrubber
from minigiants.privacy.types import Act


def entity(start: int, end: int, type_: str = "PERSON", score: float = 1.0) -> Entity:
    return Entity(start=start, end=end, type=type_, score=score, recognizer="test")


class Marking:
    """Finds the given values wherever they stand, the longer ones first."""

    def __init__(self, values: Sequence[tuple[str, str]]) -> None:
        self.values = sorted(values, key=lambda pair: -len(pair[1]))

    def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        for text in texts:
            yield list(self._found(text))

    def _found(self, text: str) -> Iterator[Entity]:
        any_of = "|".join(re.escape(value) for _, value in self.values)
        types = {value: type_ for type_, value in self.values}
        for match in re.finditer(any_of, text) if any_of else ():
            yield entity(match.start(), match.end(), types[match[0]])


class Spans:
    """Finds the same spans in every text."""

    def __init__(self, *spans: Entity) -> None:
        self.spans = list(spans)

    def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        for _ in texts:
            yield self.spans


def scrubber(act: Act, *values: tuple[str, str], key: bytes | None = None) -> Scrubber:
    """Treat all `values` in one way."""
    return Scrubber(Marking(values), Policy(name=act, default=act), key=key)
