"""Tell which entities count under a policy."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from minigiants.privacy.replace.session import fold
from minigiants.privacy.types import TYPES, Policy, PrivacyError
from minigiants.types import Entity

DENIED = "deny"
"""The recognizer of what a policy always takes out."""


def counted(text: str, candidates: Iterable[Entity], policy: Policy) -> list[Entity]:
    """Return the entities that are sure enough and not allowed, with all that `policy` denies.

    Raises PrivacyError when they overlap, point outside of `text`, or have an unknown type.
    """
    entities = checked(text, candidates)
    allowed = {fold(value) for value in policy.allow}
    sure = [e for e in entities if e.score >= policy.least.get(e.type, 0.0)]
    rest = [e for e in sure if fold(text[e.start : e.end]) not in allowed]
    return _joined(rest, denied(text, policy.deny), policy)


def checked(text: str, found: Iterable[Entity]) -> list[Entity]:
    """Return the entities, sorted; raises PrivacyError when they can't be right."""
    entities = sorted(found)
    if not all(0 <= e.start < e.end <= len(text) for e in entities):
        raise PrivacyError("the finder marked something outside of the text")
    if any(one.end > other.start for one, other in pairwise(entities)):
        raise PrivacyError("the finder marked stretches that overlap")
    if not all(e.type in TYPES and 0 < e.score <= 1 for e in entities):
        raise PrivacyError("the finder reported an unknown type or an impossible score")
    return entities


def denied(text: str, values: Sequence[str]) -> list[Entity]:
    """Return the whole words of `text` that are among `values`, in any case and spacing."""
    folded = sorted({" ".join(value.split()) for value in values} - {""}, key=len, reverse=True)
    if not folded:
        return []
    each = (r"\s+".join(map(re.escape, value.split())) for value in folded)
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)
    return [
        Entity(start=m.start(), end=m.end(), type="ID", score=1.0, recognizer=DENIED) for m in any_of.finditer(text)
    ]


def _joined(entities: Sequence[Entity], denied: Sequence[Entity], policy: Policy) -> list[Entity]:
    """Take out what is denied, whatever else it touches: what it touches becomes one stretch with it."""
    taken = [e for e in entities if policy.act(e.type) != "keep"]
    free = [e for e in entities if policy.act(e.type) == "keep" and not any(_touch(e, d) for d in denied)]
    return sorted([*free, *_merged(sorted([*taken, *denied]), policy)])


def _merged(entities: Iterable[Entity], policy: Policy) -> Iterator[Entity]:
    last: Entity | None = None
    for entity in entities:
        if last and _touch(last, entity):
            denied, known = (last, entity) if last.recognizer == DENIED else (entity, last)
            known = known if _takes_all(policy, known.type) else denied
            last = replace(known, start=min(last.start, entity.start), end=max(last.end, entity.end))
            continue
        if last:
            yield last
        last = entity
    if last:
        yield last


def _takes_all(policy: Policy, type_: str) -> bool:
    """Say whether nothing of a value stays, as it may of an age or a year."""
    act = policy.act(type_)
    return act in {"label", "redact"} or (act == "substitute" and type_ not in {"AGE", "DATE", "YEAR"})


def _touch(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end
