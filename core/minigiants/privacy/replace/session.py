"""Remember what stands for what in the texts about one person."""

import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from minigiants.privacy.find.vocabulary import NUMBERS

_SHORTEST = 4
"""Shorter substitutes, such as "TX", are put back by their place only: elsewhere they are ordinary words."""


@dataclass(slots=True)
class Person:
    """Somebody whom one or more names mean."""

    words: list[str]
    """Of the fullest name, folded, the family name last; none when a name may mean several people."""
    gender: str = ""
    """`f` or `m` when a title told it."""


@dataclass(kw_only=True, slots=True, repr=False)
class Names:
    """What stands for what in the texts about one person; use one for each patient, record or talk.

    Lives in memory; `Vault` keeps it. Not for use from two threads at once.
    """

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """Decides every substitute and the shift of dates."""
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    """By type and folded value, such as "<PERSON_1>"."""
    originals: dict[str, str | None] = field(default_factory=dict)
    """What a label or substitute stands for; None when for several things."""
    attempts: dict[str, dict[str, int]] = field(default_factory=dict)
    """By kind and folded value, which of the key's choices was free."""
    reserved: set[str] = field(default_factory=set)
    """Labels that the texts themselves hold."""
    people: list[Person] = field(default_factory=list)
    called: dict[str, int] = field(default_factory=dict)
    """Folded name to its place in `people`."""
    day_first: bool = False
    """Whether 4/7 is the fourth of July."""
    exact: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What was replaced where in a file that was given out, by the SHA-256 of the file as it was given out."""

    def __repr__(self) -> str:
        """Say how much is known, and nothing of it."""
        return f"Names({len(self.originals)} known)"

    def remember(self, stand_in: str, original: str) -> None:
        """Note that `stand_in` is written for `original`."""
        if len(stand_in) < _SHORTEST:
            return
        known = self.originals.setdefault(stand_in, original)
        if known is not None and fold(known) != fold(original):
            self.originals[stand_in] = None

    def to_json(self) -> bytes:
        """Write everything, the key included."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        plain |= {"key": self.key.hex(), "reserved": sorted(self.reserved)}
        plain["people"] = [[person.words, person.gender] for person in self.people]
        # Not as ASCII: two lone surrogates would come back as one character.
        return json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")

    @classmethod
    def from_json(cls, body: bytes) -> "Names":
        """Read what `to_json` wrote."""
        plain: Mapping[str, Any] = json.loads(body.decode("utf-8", "surrogatepass"))
        people = [Person(words, gender) for words, gender in plain["people"]]
        read = {"key": bytes.fromhex(plain["key"]), "reserved": set(plain["reserved"]), "people": people}
        return cls(**{**plain, **read})


def fold(text: str) -> str:
    """Write values that mean the same in the same way.

    >>> fold(" JOHN  Smith")
    'john smith'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold_value(type_: str, value: str) -> str:
    """Fold a value of `type_`: of numbers only the letters and digits count.

    >>> fold_value("PHONE_NUMBER", "(555) 010-2233")
    '5550102233'
    """
    folded = fold(value)
    bare = "".join(filter(str.isalnum, folded)) if type_ in NUMBERS else ""
    return bare or folded
