"""Find what must never be lost from a visit: danger, violence, wishes, refusals, pregnancy, driving."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "dangers.toml").read_text("utf-8"))
DANGERS = tuple(_TABLE["dangers"])
_OF_PATIENT = frozenset(_TABLE["of_patient"])


def marks(low: str) -> Iterator[tuple[str, int]]:
    """Yield each danger that a text in lower case names, with where it begins; whether it is denied is not told.

    >>> list(marks("he has got pills saved up and no gun"))
    [('means or plan to die', 11), ('weapon', 33)]
    """
    for match in _ANY.finditer(low):
        yield DANGERS[int(str(match.lastgroup)[1:])], match.start()


def dangers(text: str, *, by_clinician: bool = False) -> frozenset[str]:
    """Return the names of the dangers and wishes that a text speaks of; denied ones count.

    >>> sorted(dangers("I don't want the surgery")), sorted(dangers("I don't want the surgery", by_clinician=True))
    (['refusal of treatment'], [])
    """
    found = frozenset(name for name, _ in marks(text.lower().replace("’", "'")))
    return found - _OF_PATIENT if by_clinician else found


def treatments(text: str) -> frozenset[str]:
    """Return the words for treatments and tests that a text has.

    >>> sorted(treatments("No MRI, and no surgery"))
    ['mri', 'surgery']
    """
    return frozenset(match[0] for match in _TREATMENT.finditer(text.lower()))


def _pattern(form: str) -> str:
    """Return a pattern with its words filled in."""
    while found := re.search(r"<(\w+)>", form):
        form = form.replace(found[0], _TABLE["words"][found[1]])
    return form


_ANY = re.compile(
    r"(?:(?<![\w-])|(?=n't))(?:"
    + "|".join(
        f"(?P<d{n}>{'|'.join(_pattern(form) for form in _TABLE['dangers'][name])})" for n, name in enumerate(DANGERS)
    )
    + r")(?!\w)"
)
_TREATMENT = re.compile(rf"\b{_TABLE['words']['treatment']}\b")
