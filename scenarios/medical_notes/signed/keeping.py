"""Keep, rate and give out the texts of a visit without what its header tells, where the rules say so."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from minigiants.pipeline import Request
from minigiants.privacy import Funnel, Known
from minigiants.store import Rating, Store
from minigiants.types import Answer

from ..note import from_json, sections
from ..talk import gender, known_of
from .book import NoteBook
from .signing import shape
from .visits import Signed, Visit

_T = TypeVar("_T")

BY_MACHINE = "minigiants"
"""Author of drafts that no person has changed."""

FIELDS = {
    "name": "PERSON",
    "birth": "DATE",
    "date": "DATE",
    "phone": "PHONE_NUMBER",
    "record": "MEDICAL_RECORD_NUMBER",
    "insurance": "HEALTH_PLAN_NUMBER",
    "address": "ADDRESS",
}
"""What the fields of a visit's header hold; any other is a number or a text that tells who somebody is."""
VISITS = 500
"""Visits whose headers are remembered, in memory only; the one begun longest ago is forgotten first."""


class VisitScreen:
    """Keeps the texts of visits as a funnel lets them be kept; what a header told is remembered in memory only."""

    def __init__(self, funnel: Funnel) -> None:
        """Take the funnel."""
        self._funnel = funnel
        self._known: OrderedDict[str, Known] = OrderedDict()

    def begun(self, visit_id: str, header: Mapping[str, Any], transcript: str) -> tuple[dict[str, Any], str]:
        """Return header and transcript, of which only the gender stays as it is; raises PrivacyError."""
        people, names = known_of(transcript, header), self._funnel.talk(visit_id)
        told = {"gender": who} if (who := gender((), header)) else {}
        others = {key: value for key, value in header.items() if key not in told}
        fields = self._funnel.header("answers", others, FIELDS, names) | told
        self._known[visit_id] = people
        while len(self._known) > VISITS:
            self._known.popitem(last=False)
        return fields, self._funnel.value("answers", transcript, names, known=people)

    def went_on(self, visit_id: str, value: _T, earlier: Sequence[str]) -> _T:
        """Return what came later, with the labels that the visit has; raises PrivacyError."""
        names = self._funnel.talk(visit_id, lambda: earlier)
        return self._funnel.value("answers", value, names, known=self._known.get(visit_id))


def bare(signed: Signed, visit: Visit, funnel: Funnel) -> str:
    """Return a signed note without personal data, whatever the rules say; raises PrivacyError."""
    return funnel.value("exports", signed.text, known=known_of(visit.transcript, visit.patient), asked=True)


def rated(rating: Rating, visit: Visit, funnel: Funnel) -> Rating:
    """Return an expert's word on a visit's note as it may be kept; raises PrivacyError."""
    return funnel.value("ratings", rating, known=known_of(visit.transcript, visit.patient))


class Rated:
    """The ratings of one visit's sections, kept without what its header tells."""

    def __init__(self, store: Store, visit: Visit, funnel: Funnel) -> None:
        """Keep them in the store."""
        self._store, self._visit, self._funnel = store, visit, funnel

    def ratings(self, answer_id: str) -> list[Rating]:
        """List the ratings of a section, the oldest first."""
        return self._store.ratings(answer_id)

    def rate(self, rating: Rating) -> None:
        """Append a rating; raises PrivacyError."""
        self._store.rate(rated(rating, self._visit, self._funnel))


def rated_sections(store: Store, book: NoteBook, visit: Visit, funnel: Funnel) -> dict[str, Answer]:
    """Return each section of a signed note as it was drafted, as a saved answer that can be rated.

    A section that was signed with other words is kept with its correction. As these copies are there to be rated and
    given out, they hold no personal data where ratings or exports must not. Raises PrivacyError, StoreError.
    """
    signed = book.signed(visit.id)
    template, told = shape(visit, signed)
    drafts = [version for version in book.versions(visit.id) if version.author == BY_MACHINE]
    was = sections(from_json(drafts[-1].body), template) if drafts else told
    return {name: _section(store, visit, signed, (name, was[name], text), funnel) for name, text in told.items()}


def _section(store: Store, visit: Visit, signed: Signed, texts: tuple[str, str, str], funnel: Funnel) -> Answer:
    """Return the saved answer for a section's name, draft and signed text, saving it first when it is not there."""
    name, was, now = texts
    answer_id = f"{visit.id}/{name}"[:64]
    try:
        return store.answer(answer_id)
    except KeyError:
        pass
    known = known_of(visit.transcript, visit.patient)
    strict = funnel.on("ratings") or funnel.on("exports")
    dialogue, was, now = funnel.value("answers", [visit.transcript, was, now], known=known, asked=strict)
    request = {"dialogue": dialogue, "template": visit.template, "section": name}
    answer = Answer(id=answer_id, text=was, action="answer")
    store.save_answer(answer, scenario="medical_notes", request=request)
    if now != was:
        by, time = signed.signed_by, signed.time
        store.rate(Rating(answer_id=answer_id, rater=by, criterion="overall", value=None, time=time, edit=now))
    return answer


def request_known(request: Request) -> Known:
    """Return whom and what a request's dialogue and header name: every mention of it is personal data."""
    header = request.get("patient")
    return known_of(str(request.get("dialogue", "")), header if isinstance(header, Mapping) else {})
