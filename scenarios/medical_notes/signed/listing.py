"""List visits, and find them by what their patient's header says."""

import json
import re
from itertools import islice

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from .tables import SignedRow, VersionRow, VisitRow
from .visits import Visit, as_visit

_NEWEST = (VisitRow.created.desc(), VisitRow.id)


def listed(session: Session, wanted: str, signed: int) -> list[Visit]:
    """List every visit without a signature, then the newest `signed` with one, whose header holds `wanted`."""
    is_signed = exists().where(SignedRow.visit_id == VisitRow.id)
    return [*_listed(session, wanted, ~is_signed, None), *_listed(session, wanted, is_signed, signed)]


def _listed(session: Session, wanted: str, which: ColumnElement[bool], limit: int | None) -> list[Visit]:
    done, begun = (exists().where(rows.visit_id == VisitRow.id) for rows in (SignedRow, VersionRow))
    query = select(VisitRow, done, begun).where(which).order_by(*_NEWEST).limit(limit)
    if wanted.strip():
        query = query.where(VisitRow.id.in_(_found(session, wanted.strip(), which, limit)))
    return [
        as_visit(row, "signed" if is_done else "draft" if is_begun else "waiting")
        for row, is_done, is_begun in session.execute(query)
    ]


def _found(session: Session, wanted: str, which: ColumnElement[bool], limit: int | None) -> list[str]:
    """Return the ids of the newest visits whose name or record holds `wanted`.

    The database narrows them down by the parts of `wanted` in which all databases know capitals from small letters.
    """
    parts = [json.dumps(part)[1:-1] for part in re.findall(r"[\x20-\x7e]+", wanted)]
    narrowed = [VisitRow.patient.icontains(part, autoescape=True) for part in parts]
    headers = session.execute(select(VisitRow.id, VisitRow.patient).where(which, *narrowed).order_by(*_NEWEST))
    return list(islice((name for name, header in headers if _holds(header, wanted)), limit))


def _holds(header: str, wanted: str) -> bool:
    told = json.loads(header)
    return wanted.lower() in f"{told.get('name', '')} {told.get('record', '')}".lower()
