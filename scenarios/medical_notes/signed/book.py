"""Keep visits, the drafts of their notes, signed notes and addenda; nothing that was saved is ever lost."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from minigiants.store import Database, StoreError

from .listing import listed
from .tables import AddendumRow, SignedRow, VersionRow, VisitRow
from .visits import (
    GOING_ON,
    Addendum,
    AsItIs,
    ConflictError,
    Keeping,
    Signed,
    State,
    Version,
    Visit,
    as_json,
    as_version,
    as_visit,
    digest,
)

_T = TypeVar("_T")


class NoteBook:
    """Visits and their notes in one database; share one instance in a process, threads included."""

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        keeping: Keeping | None = None,
    ) -> None:
        """Open the database at the SQLAlchemy `url`, creating or upgrading its tables.

        Every text is kept as `keeping` returns it.
        """
        self._database = Database(url)
        self._read, self._write = self._database.read, self._database.write
        self._clock = clock
        self._keeping = keeping or AsItIs()

    def close(self) -> None:
        """Let go of the database's connections."""
        self._database.close()

    def add_visit(
        self, transcript: str, *, patient: Mapping[str, Any], template: str, creator: str, going_on: bool = False
    ) -> Visit:
        """Put a visit into the queue; one that is `going_on` can be extended."""
        visit_id = uuid4().hex
        header, transcript = self._keeping.begun(visit_id, patient, transcript)
        header |= {GOING_ON: True} if going_on else {}
        row = VisitRow(
            id=visit_id,
            patient=json.dumps(header, ensure_ascii=False),
            transcript=transcript,
            template=template,
            creator=creator,
            created=self._clock(),
        )
        with self._write() as session:
            session.add(row)
            session.flush()
            return as_visit(row, "waiting")

    def extend(self, visit_id: str, words: str, *, ended: bool = False) -> Visit:
        """Append to the transcript of a visit that goes on, which `ended` closes; raises KeyError, StoreError."""
        words = self._kept(visit_id, words).strip()
        with self._write() as session:
            row = session.get(VisitRow, visit_id, with_for_update=True)
            if row is None:
                raise KeyError(f"no visit {visit_id!r}")
            header = json.loads(row.patient)
            if not header.pop(GOING_ON, False):
                raise StoreError("this visit is over: begin a new one for what was said since")
            row.transcript = "\n".join(text for text in (row.transcript, words) if text)
            if ended:
                row.patient = json.dumps(header, ensure_ascii=False)
            return as_visit(row, "waiting")

    def rewrite(self, visit_id: str, transcript: str, *, was: str) -> Visit:
        """Correct the transcript `was` of a visit that has no draft; raises KeyError, ConflictError, StoreError."""
        transcript = self._kept(visit_id, transcript).strip()
        with self._write() as session:
            row = session.get(VisitRow, visit_id, with_for_update=True)
            if row is None:
                raise KeyError(f"no visit {visit_id!r}")
            if self._latest(session, visit_id) or session.get(SignedRow, visit_id):
                raise StoreError("this visit has a draft already: correct its note")
            if row.transcript != was:
                raise ConflictError("somebody else changed what was said meanwhile: look at it again")
            row.transcript = transcript
            return as_visit(row, "waiting")

    def visits(self, wanted: str = "", *, signed: int = 200) -> list[Visit]:
        """List every visit that is not signed and the newest `signed` of the others, each group the newest first.

        With `wanted`, only those whose patient's name or record holds it, in capitals or not, however old they are.
        """
        with self._read() as session:
            return listed(session, wanted, signed)

    def visit(self, visit_id: str) -> Visit:
        """Return one visit; raises KeyError when it does not exist."""
        with self._read() as session:
            row = session.get(VisitRow, visit_id)
            if row is None:
                raise KeyError(f"no visit {visit_id!r}")
            state: State = "draft" if self._latest(session, visit_id) else "waiting"
            return as_visit(row, "signed" if session.get(SignedRow, visit_id) else state)

    def save(self, visit_id: str, body: Mapping[str, Any], *, author: str, based_on: int | None) -> Version:
        """Append a draft that was made from the version `based_on` (None for the first).

        Raises ConflictError when somebody else saved meanwhile; what was given is kept as a version before theirs is
        shown again, so that neither is lost. Raises StoreError when the note is signed.
        """
        row = VersionRow(
            visit_id=visit_id, body=as_json(self._kept(visit_id, dict(body))), author=author, time=self._clock()
        )
        with self._write() as session:
            self._refuse_signed(session, visit_id)
            latest = self._latest(session, visit_id)
            if latest and latest.id != based_on:
                # Theirs stays the latest: ours goes in, then theirs again.
                again = VersionRow(visit_id=visit_id, body=latest.body, author=latest.author, time=self._clock())
                session.add(row)
                session.flush()
                session.add(again)
                session.commit()
                raise ConflictError(
                    f"{latest.author} changed this note meanwhile: both versions are kept, look at theirs first"
                )
            session.add(row)
            session.flush()
            return as_version(row)

    def latest(self, visit_id: str) -> Version | None:
        """Return the newest draft, None before the first."""
        with self._read() as session:
            row = self._latest(session, visit_id)
            return as_version(row) if row else None

    def versions(self, visit_id: str) -> list[Version]:
        """List every draft that was saved, the oldest first."""
        with self._read() as session:
            rows = session.scalars(select(VersionRow).where(VersionRow.visit_id == visit_id).order_by(VersionRow.id))
            return [as_version(row) for row in rows]

    def sign(self, visit_id: str, version: int, text: str, *, by: str, also: Mapping[str, Any] | None = None) -> Signed:
        """Make the draft `version` the signed note; raises ConflictError when it is not the newest, StoreError.

        `also` is signed with the draft, as further keys of its body.
        """
        now = self._clock()
        with self._write() as session:
            self._refuse_signed(session, visit_id)
            latest = self._latest(session, visit_id)
            if latest is None or latest.id != version:
                raise ConflictError("the note was changed meanwhile: look at it again before you sign")
            body = as_json(json.loads(latest.body) | dict(also)) if also else latest.body
            made = digest(visit_id, body, text, by, now.astimezone(UTC).isoformat())
            row = SignedRow(visit_id=visit_id, body=body, text=text, signed_by=by, time=now, sha256=made)
            session.add(row)
            try:
                session.flush()
            except IntegrityError:
                raise StoreError("this note is already signed: add an addendum") from None
        return self.signed(visit_id)

    def signed(self, visit_id: str) -> Signed:
        """Return the signed note with its addenda; raises KeyError when it is not signed."""
        with self._read() as session:
            row = session.get(SignedRow, visit_id)
            if row is None:
                raise KeyError(f"no signed note of visit {visit_id!r}")
            found = session.scalars(
                select(AddendumRow).where(AddendumRow.visit_id == visit_id).order_by(AddendumRow.id)
            )
            addenda = tuple(Addendum(text=a.text, author=a.author, time=a.time, sha256=a.sha256) for a in found)
            body = json.loads(row.body)
            return Signed(
                body=body, text=row.text, signed_by=row.signed_by, time=row.time, sha256=row.sha256, addenda=addenda
            )

    def add_addendum(self, visit_id: str, text: str, *, author: str) -> Addendum:
        """Add to a signed note; raises KeyError when it is not signed."""
        text = self._kept(visit_id, text)
        with self._write() as session:
            note, now = session.get(SignedRow, visit_id, with_for_update=True), self._clock()
            if note is None:
                raise KeyError(f"no signed note of visit {visit_id!r}")
            earlier = select(AddendumRow.sha256).where(AddendumRow.visit_id == visit_id).order_by(AddendumRow.id.desc())
            last = session.scalars(earlier).first() or note.sha256
            made = digest(last, text, author, now.astimezone(UTC).isoformat())
            session.add(AddendumRow(visit_id=visit_id, text=text, author=author, time=now, sha256=made))
        return Addendum(text=text, author=author, time=now, sha256=made)

    def intact(self, visit_id: str) -> bool:
        """Tell whether the signed note and its addenda are still what was signed."""
        note = self.signed(visit_id)
        last = digest(visit_id, as_json(note.body), note.text, note.signed_by, note.time.astimezone(UTC).isoformat())
        if last != note.sha256:
            return False
        for a in note.addenda:
            last = digest(last, a.text, a.author, a.time.astimezone(UTC).isoformat())
            if last != a.sha256:
                return False
        return True

    def delete_visit(self, visit_id: str) -> None:
        """Delete a visit that is not signed, with its drafts; raises StoreError when it is signed."""
        with self._write() as session:
            self._refuse_signed(session, visit_id)
            session.execute(delete(VisitRow).where(VisitRow.id == visit_id))

    def _kept(self, visit_id: str, value: _T) -> _T:
        with self._read() as session:
            row = session.get(VisitRow, visit_id)
            earlier = [row.patient, row.transcript] if row else []
        return self._keeping.went_on(visit_id, value, earlier)

    def _refuse_signed(self, session: Session, visit_id: str) -> None:
        """Hold the visit until the transaction ends, so that two never decide at once; raises StoreError."""
        session.execute(select(VisitRow.id).where(VisitRow.id == visit_id).with_for_update())
        if session.get(SignedRow, visit_id):
            raise StoreError("this note is signed and stays as it is: add an addendum")

    def _latest(self, session: Session, visit_id: str) -> VersionRow | None:
        newest = select(func.max(VersionRow.id)).where(VersionRow.visit_id == visit_id).scalar_subquery()
        return session.scalars(select(VersionRow).where(VersionRow.id == newest)).first()
