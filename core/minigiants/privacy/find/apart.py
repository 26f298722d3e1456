"""Keep neighbours apart: a name and a mail address, or three telephone numbers, are each an entity of its own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from minigiants.types import Entity

_SURE = frozenset(
    {
        "ACCOUNT_NUMBER",
        "CREDIT_CARD",
        "EMAIL_ADDRESS",
        "FAX_NUMBER",
        "IBAN_CODE",
        "IP_ADDRESS",
        "PHONE_NUMBER",
        "SSN",
        "URL",
    }
)
_GUESSES = frozenset({"tagger", "called", "name"})
_UNSURE = _GUESSES | {"labelled", "address"}
"""Recognizers whose stretches may reach too far."""
_LEAST = 0.8
_GLUED = re.compile(r"(?P<name>[A-ZÀ-Þ][^\W\d_]+)-(?=[a-z][\w.+-]*@)")
_FIRST = re.compile(r"[A-ZÀ-Þ][^\W\d_]+\s+$")
_REST = re.compile(r"[\W_]*([^\W_](?:.*[^\W_])?)[\W_]*", re.DOTALL)
"""What is left of a guess, without the marks around it."""


def apart(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """Return the entities such that no guess reaches over a number or an address that is sure.

    >>> mail = Entity(start=6, end=14, type="EMAIL_ADDRESS", score=0.99, recognizer="email")
    >>> guess = Entity(start=0, end=14, type="PERSON", score=0.8, recognizer="tagger")
    >>> [(e.start, e.end, e.type) for e in apart("Ann - ann@x.de", [mail, guess])]
    [(6, 14, 'EMAIL_ADDRESS'), (0, 3, 'PERSON')]
    """
    every = [part for entity in entities for part in _unglued(text, entity)]
    sure = sorted(e for e in every if e.type in _SURE and e.score >= _LEAST and e.recognizer not in _GUESSES)
    parts: list[Entity] = []
    for entity in every:
        inside = [other for other in sure if _reaches_over(entity, other)] if entity.recognizer in _UNSURE else []
        parts += _left(text, entity, inside) if inside else [entity]
    return parts


def _reaches_over(entity: Entity, other: Entity) -> bool:
    within = entity.start <= other.start and other.end <= entity.end
    return within and other.end - other.start < entity.end - entity.start


def _left(text: str, entity: Entity, inside: Iterable[Entity]) -> Iterator[Entity]:
    """Yield what is left of a guess outside of what is sure."""
    start = entity.start
    for end, behind in (*((sure.start, sure.end) for sure in inside), (entity.end, entity.end)):
        if start < end and (rest := _REST.fullmatch(text, start, end)):
            yield replace(entity, start=rest.start(1), end=rest.end(1))
        start = max(start, behind)


def _unglued(text: str, entity: Entity) -> Iterator[Entity]:
    """Part the family name from a mail address that follows it with a hyphen: "Tom Varga-tomvarga@mail.example"."""
    glued = _GLUED.match(text, entity.start, entity.end) if entity.type == "EMAIL_ADDRESS" else None
    first = _FIRST.search(text, max(0, entity.start - 30), entity.start) if glued else None
    if glued is None or first is None:
        yield entity
        return
    yield Entity(start=first.start(), end=glued.end("name"), type="PERSON", score=0.8, recognizer="called")
    yield replace(entity, start=glued.end())
