"""Say by the name of a field, or of a column, that whatever stands there is personal data."""

import re
import tomllib
from functools import cache
from pathlib import Path

from minigiants.types import Entity

_TABLE = tomllib.loads((Path(__file__).parent / "fields.toml").read_text("utf-8"))
_TYPES = {name: type_ for type_, names in _TABLE["names"].items() for name in names}
_ABOUT = frozenset(_TABLE["about"])
_EMPTY = frozenset(_TABLE["empty"]["values"])
_PARTICLES = frozenset(_TABLE["people"]["particles"])
_LONGEST = 120
"""Characters up to which a field holds one value; what is longer is a text, and searched as one."""
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@cache
def field_type(name: str, within: str = "") -> str:
    """Return the type of what a field holds, empty when its name does not tell; `within` is the object around it.

    >>> field_type("last_name"), field_type("Patient's ZIP code"), field_type("homePhone2"), field_type("diagnosis")
    ('PERSON', 'ZIP_CODE', 'PHONE_NUMBER', '')
    >>> field_type("name", "patient"), field_type("name", "medication"), field_type("line1", "address")
    ('PERSON', '', 'ADDRESS')
    """
    words, around = _words(name), _words(within)
    if around and "_".join(words) in {"name", "first", "last"}:
        return "PERSON" if around[-1].rstrip("s") in _ABOUT else ""
    return _of(words) or (_of((*around[-1:], *words)) if around else "")


def field_entity(text: str, type_: str, start: int = 0) -> Entity | None:
    """Return the whole text from `start` on as an entity, None where nothing is told: no type, no value, or a text.

    >>> field_entity("Emiko", "PERSON").end, field_entity(" n/a", "PERSON"), field_entity("Emiko", "")
    (5, None, None)
    >>> field_entity("My knee hurts.", "PERSON")
    """
    value = text[start:].strip()
    if not type_ or not any(map(str.isalnum, value)) or value.lower() in _EMPTY or len(value) > _LONGEST:
        return None
    if type_ == "PERSON" and not _like_a_name(value):
        return None
    if type_ == "DATE" and value.isdigit() and len(value) == len("1951"):
        type_ = "YEAR"
    begin = text.index(value, start)
    return Entity(start=begin, end=begin + len(value), type=type_, score=1.0, recognizer="field")


def _like_a_name(value: str) -> bool:
    """Tell a name from a sentence, such as what a patient says where "patient" is the field.

    >>> [_like_a_name(said) for said in ("emiko", "Maria del Carmen Lopez", "LEE, ANN M.", "no pain at all", "Why?")]
    [True, True, True, False, False]
    """
    words = value.split()
    small = [word for word in words if word.islower() and word not in _PARTICLES]
    return not value.endswith(("?", "!")) and (len(words) < 3 or (len(words) < 8 and not small))


def _of(words: tuple[str, ...]) -> str:
    """Return the type of a name, less the number at its end and whom it is about at its beginning."""
    while words and words[-1].isdigit():
        words = words[:-1]
    for cut in range(len(words)):
        found = str(_TYPES.get("_".join(words[cut:]), ""))
        if found and all(word in _ABOUT for word in words[:cut]):
            return found
    return ""


def _words(name: str) -> tuple[str, ...]:
    plain = name.replace("'s", "").replace("’s", "")
    return tuple(word.lower() for word in _WORDS.findall(plain))
