"""What the book of notes hands out: visits, drafts, signed notes, addenda."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar

from minigiants.store import StoreError

from .tables import VersionRow, VisitRow

_T = TypeVar("_T")

GOING_ON = "going_on"
"""Key that a visit's header has while more is said."""
State = Literal["waiting", "draft", "signed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """A visit in the queue."""

    id: str
    patient: Mapping[str, Any]
    """The header: name, birth, record and the like."""
    transcript: str
    template: str
    creator: str
    created: datetime
    state: State
    """Waiting for its draft, drafted, or signed."""
    going_on: bool = False
    """Whether more is said still."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A draft as it was saved."""

    id: int
    body: Mapping[str, Any]
    author: str
    time: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Addendum:
    """Something added to a signed note."""

    text: str
    author: str
    time: datetime
    sha256: str
    """Of the note's or the last addendum's hash, and of this addendum."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Signed:
    """A signed note with what was added later."""

    body: Mapping[str, Any]
    text: str
    signed_by: str
    time: datetime
    sha256: str
    addenda: tuple[Addendum, ...]


class Keeping(Protocol):
    """Say what is kept of the texts of a visit."""

    def begun(self, visit_id: str, header: Mapping[str, Any], transcript: str) -> tuple[dict[str, Any], str]:
        """Return a new visit's header and transcript as they are kept."""
        ...

    def went_on(self, visit_id: str, value: _T, earlier: Sequence[str]) -> _T:
        """Return what came later as it is kept, beside the `earlier` texts of the visit, which were kept before."""
        ...


class AsItIs:
    """Keeps every text as it is."""

    def begun(self, visit_id: str, header: Mapping[str, Any], transcript: str) -> tuple[dict[str, Any], str]:
        """Return both."""
        return dict(header), transcript

    def went_on(self, visit_id: str, value: _T, earlier: Sequence[str]) -> _T:
        """Return it."""
        return value


class ConflictError(StoreError):
    """Somebody else saved a newer version meanwhile; theirs and yours are both kept."""


def as_json(body: Mapping[str, Any]) -> str:
    """Write a draft such that the same draft gives the same text."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def digest(*parts: str) -> str:
    """Return the SHA-256 of texts that belong together, in hexadecimal."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def as_visit(row: VisitRow, state: State) -> Visit:
    """Read a visit."""
    header = json.loads(row.patient)
    return Visit(
        id=row.id,
        going_on=bool(header.pop(GOING_ON, False)),
        patient=header,
        transcript=row.transcript,
        template=row.template,
        creator=row.creator,
        created=row.created,
        state=state,
    )


def as_version(row: VersionRow) -> Version:
    """Read a draft."""
    return Version(id=row.id, body=json.loads(row.body), author=row.author, time=row.time)
