"""Keep, rate and give out the texts of a visit without what its header tells, where the rules say so."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from minigiants.pipeline import Request
from minigiants.privacy import Funnel, Known
from minigiants.store import Rating, Signed, Visit
from minigiants.types import Answer

from .people import gender, known_of

_T = TypeVar("_T")

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


class Screened:
    """Keeps the texts of visits as a funnel lets them be kept; what a header told is remembered in memory only."""

    def __init__(self, funnel: Funnel) -> None:
        """Take the funnel."""
        self._funnel = funnel
        self._known: OrderedDict[str, Known] = OrderedDict()

    def begun(self, visit_id: str, header: Mapping[str, Any], transcript: str) -> tuple[dict[str, Any], str]:
        """Return header and transcript, of which only the gender stays as it is; raises PrivacyError."""
        known, names = known_of(transcript, header), self._funnel.talk(visit_id)
        told = {"gender": who} if (who := gender((), header)) else {}
        others = {key: value for key, value in header.items() if key not in told}
        kept = self._funnel.header("answers", others, FIELDS, names) | told
        self._known[visit_id] = known
        while len(self._known) > VISITS:
            self._known.popitem(last=False)
        return kept, self._funnel.value("answers", transcript, names, known=known)

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


def given_out(answer: Answer, request: Request, funnel: Funnel | None) -> Answer:
    """Return a draft as it may leave in a file; raises PrivacyError."""
    if funnel is None or not funnel.on("exports"):
        return answer
    header = request.get("patient")
    known = known_of(str(request["dialogue"]), header if isinstance(header, Mapping) else {})
    return funnel.value("exports", answer, known=known)
