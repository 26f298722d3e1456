"""Find the words of people within answers, talks, ratings and JSON lines, and write them anew."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

_T = TypeVar("_T")

_FIELDS = frozenset({"text", "document", "heading", "why", "question", "title", "edit", "comment", "collection"})
"""Of our values; the others hold names of models, ids, and words of ours."""
_OURS = frozenset({"action", "kind", "model"})
"""Keys of JSON objects whose values are words of ours; under any other, a text is a person's."""
_LOOKED_UP = frozenset({"collection"})
"""What the index knows things by: another name would find nothing, so a personal one is refused when it is given."""


def words(value: object, *, leaving: bool = False) -> list[str]:
    """Return each text of a person in `value`, in order; with names of collections when it is `leaving` the house.

    >>> words({"id": "a", "seconds": 1.5, "model": "m", "flags": [{"why": "b"}]})
    ['a', 'b']
    """
    texts: list[str] = []

    def note(text: str) -> str:
        texts.append(text)
        return text

    rewritten(value, note, leaving=leaving)
    return texts


def rewritten(value: _T, write: Callable[[str], str], *, leaving: bool = False) -> _T:
    """Return `value` with each text of a person replaced by what `write` makes of it."""
    held = frozenset[str]() if leaving else _LOOKED_UP
    return cast(_T, _rewritten(value, write, _FIELDS - held, _OURS | held))


def _rewritten(value: Any, write: Callable[[str], str], text_fields: frozenset[str], ours: frozenset[str]) -> Any:
    if isinstance(value, str):
        return write(value)
    if is_dataclass(value) and not isinstance(value, type):
        values = {f.name: getattr(value, f.name) for f in fields(value)}
        new = {
            k: _rewritten(v, write, text_fields, ours) for k, v in values.items() if k in text_fields or not _is_text(v)
        }
        return replace(value, **new)
    if isinstance(value, Mapping):
        return {
            k: v if k in ours and _is_text(v) else _rewritten(v, write, text_fields, ours) for k, v in value.items()
        }
    if isinstance(value, list | tuple):
        return type(value)([_rewritten(v, write, text_fields, ours) for v in value])
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str)
