"""Say where personal data stands in the texts of JSON lines, and leave the texts as they are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from minigiants.cli.scrub.lines import Object, parsed
from minigiants.cli.scrub.text import WINDOW, stretches
from minigiants.privacy import Find, Policy, PrivacyError, Scrubber
from minigiants.types import Entity


class Asked(NamedTuple):
    """A line with a text to search, or with what is wrong with it."""

    number: int
    id: Any = None
    text: str = ""
    error: str = ""


class Spans:
    """Searches texts for what a policy takes out."""

    def __init__(self, find: Find, policy: Policy) -> None:
        self._scrubber = Scrubber(find, policy)

    def __call__(self, batch: Sequence[tuple[int, str]]) -> Iterator[tuple[Asked, list[Entity]]]:
        """Yield each line of a batch with its entities; one that can't be searched gets an error and no others."""
        lines = [asked(number, line) for number, line in batch]
        short = [line for line in lines if not line.error and len(line.text) < WINDOW]
        try:
            entities = dict(zip((line.number for line in short), self._scrubber.search_all(_texts(short)), strict=True))
        except PrivacyError:
            entities = {}
        for line in lines:
            if line.error:
                yield line, []
            elif line.number in entities:
                yield line, entities[line.number]
            else:
                yield self._alone(line)

    def _alone(self, line: Asked) -> tuple[Asked, list[Entity]]:
        entities, start = list[Entity](), 0
        try:
            for part, ones in stretches([line.text], lambda text: next(self._scrubber.search_all([text]))):
                entities += (replace(one, start=one.start + start, end=one.end + start) for one in ones)
                start += len(part)
        except PrivacyError as error:
            return line._replace(error=str(error)), []
        return line, entities


def asked(number: int, line: str) -> Asked:
    """Read a line; what is wrong with it is said without its words.

    >>> asked(1, '{"id": 7, "text": "Hi Ann"}')
    Asked(number=1, id=7, text='Hi Ann', error='')
    >>> asked(2, '{"id": 7}').error
    'the field "text" must hold a text'
    """
    entry = parsed(line)
    if entry is None:
        return Asked(number, error='not a JSON object: write {"id": ..., "text": "..."} on each line')
    text = entry.get("text")
    if not isinstance(text, str):
        return Asked(number, entry.get("id"), error='the field "text" must hold a text')
    return Asked(number, entry.get("id"), text)


def answer(line: Asked, entities: Iterable[Entity]) -> Object:
    """Return what is written for a line: offsets count the characters (Unicode code points) of the text as it came.

    >>> lee = Entity(start=3, end=6, type="PERSON", score=0.8, recognizer="tagger")
    >>> answer(Asked(1, "a", "Hi Lee"), [lee])["entities"]
    [{'type': 'PERSON', 'start': 3, 'end': 6, 'score': 0.8, 'recognizer': 'tagger'}]
    >>> answer(Asked(2, error="not a JSON object"), [])
    {'id': None, 'line': 2, 'error': 'not a JSON object'}
    """
    if line.error:
        return {"id": line.id, "line": line.number, "error": line.error}
    return {"id": line.id, "text": line.text, "entities": [_span(entity) for entity in entities]}


def _span(entity: Entity) -> Object:
    return {name: getattr(entity, name) for name in ("type", "start", "end", "score", "recognizer")}


def _texts(lines: Sequence[Asked]) -> Iterator[str]:
    return (line.text for line in lines)
