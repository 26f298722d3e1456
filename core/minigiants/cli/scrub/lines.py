"""Scrub the strings of a JSON object, wherever in it they stand."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from minigiants.privacy import field_entity, field_type
from minigiants.types import Entity

Object = dict[str, Any]
_LONG = 90
"""From here on a number may be an age that is taken out, or somebody's number."""
_PLAIN = re.compile(r"[a-z_][a-z0-9_.-]*|[a-z]+(?:[A-Z][a-z]*)*|[A-Z_]+")
"""A field's name as programs write it: snake_case, camelCase or CAPITALS, in one word."""


def parsed(line: str) -> Object | None:
    """Return the line's object, None when it holds none.

    >>> parsed('{"a": 1}'), parsed("oops")
    ({'a': 1}, None)
    """
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def missing(entry: Object, fields: Iterable[str]) -> list[str]:
    """List those of `fields` that hold no text in the object; a dot leads into an object within.

    >>> missing({"note": {"text": "a"}, "id": 7}, ["note.text", "id", "text"])
    ['id', 'text']
    """
    return [field for field in fields if not isinstance(_at(entry, field), str)]


class FieldText(NamedTuple):
    """A text of an object, and what the name of its field tells of it."""

    text: str
    told: Entity | None = None
    number: bool = False
    """A number, with the name of its field before it."""

    def counted(self, entities: Iterable[Entity]) -> list[Entity]:
        """Return what counts of what was found: of a number no guess that it is a postal code.

        >>> guess = Entity(start=8, end=13, type="ZIP_CODE", score=0.8, recognizer="tagger")
        >>> FieldText("salary: 52000", number=True).counted([guess])
        []
        """
        return [e for e in entities if not (self.number and e.type == "ZIP_CODE" and e.recognizer == "tagger")]


def strings(value: Any, keep: Collection[str], path: str = "") -> Iterator[FieldText]:
    """Yield each text outside of the fields of `keep`, in order, and numbers from 90 on with the names of their fields.

    A field's name is a text too, unless it is written as a program names one.

    >>> [said.text for said in strings({"id": "x", "a": ["b", {"id": "c"}], "n": 1, "mrn": 4812, "Ann Lee": 2}, {"id"})]
    ['b', 'c', 'mrn: 4812', 'Ann Lee']
    >>> [said.told for said in strings({"drug": {"name": "Xarelto"}}, {})]
    [None]
    """
    if path and path in keep:
        return
    if isinstance(value, str):
        yield _said(value, path)
    elif _long(value):
        yield _said(f"{_named(path)}{value}", path, len(_named(path)))
    elif isinstance(value, dict):
        for name, inner in value.items():
            if _told(name, path, keep):
                yield FieldText(name)
            yield from strings(inner, keep, _joined(path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, keep, path)


def rebuilt(value: Any, texts: Iterator[Any], keep: Collection[str], path: str = "") -> Any:
    """Return the value with its texts, as `strings` yields them, taken from `texts`.

    A number that has changed becomes a text; of two fields that got the same name, the later one gets a mark more.

    >>> rebuilt({"id": "x", "a": ["b"], "n": 12345, "phone": 6175550142}, iter(["B", "n: 12345", "phone: <X>"]), {"id"})
    {'id': 'x', 'a': ['B'], 'n': 12345, 'phone': '<X>'}
    """
    if path and path in keep:
        return value
    if isinstance(value, str):
        return next(texts)
    if _long(value):
        written = next(texts)
        number = written.rpartition(": ")[2]
        return value if number == str(value) else number
    if isinstance(value, dict):
        entry: Object = {}
        for name, inner in value.items():
            told = next(texts) if _told(name, path, keep) else name
            while told in entry:
                told += "'"
            entry[told] = rebuilt(inner, texts, keep, _joined(path, name))
        return entry
    if isinstance(value, list):
        return [rebuilt(inner, texts, keep, path) for inner in value]
    return value


def encoded(entry: Object) -> bytes:
    r"""Return the object as a line of UTF-8.

    >>> encoded({"a": "é"}), encoded({"a": "\ud800"})
    (b'{"a": "\xc3\xa9"}\n', b'{"a": "\\ud800"}\n')
    """
    try:
        return json.dumps(entry, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # half a character pair, which JSON can carry and UTF-8 can't
        return json.dumps(entry).encode() + b"\n"


def tells(name: str) -> bool:
    """Tell whether the name of a field may tell who it is about.

    >>> tells("lastName"), tells("ZIP code"), tells("Ann Lee")
    (False, False, True)
    """
    return not _PLAIN.fullmatch(name) and not field_type(name)


def _long(value: Any) -> bool:
    """Tell whether a value is a number that could tell who somebody is."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _LONG


def _told(name: str, path: str, keep: Collection[str]) -> bool:
    """Tell whether a field's name may tell who it is about."""
    return tells(name) and _joined(path, name) not in keep


def _said(text: str, path: str, start: int = 0) -> FieldText:
    *_, within, name = ("", *path.split(".")) if path else ("", "", "")
    return FieldText(text, field_entity(text, field_type(name, within), start), number=bool(start))


def _named(path: str) -> str:
    return f"{path.rpartition('.')[2]}: "


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _at(found: Any, field: str) -> Any:
    for name in field.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found
