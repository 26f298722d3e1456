"""What can be found, and the ports between finding, taking out and putting back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from minigiants.types import Entity

TYPES: Mapping[str, str] = {
    "PERSON": "names of people",
    "AGE": "ages",
    "DATE": "days, and months of a year",
    "YEAR": "years alone",
    "FACILITY": "hospitals, clinics and practices",
    "ORGANIZATION": "firms and other organizations",
    "LOCATION": "cities, regions and countries",
    "ADDRESS": "streets and houses",
    "ZIP_CODE": "postal codes",
    "PHONE_NUMBER": "telephone numbers",
    "FAX_NUMBER": "fax numbers",
    "EMAIL_ADDRESS": "e-mail addresses",
    "URL": "web addresses",
    "IP_ADDRESS": "IP and MAC addresses",
    "USERNAME": "names of accounts on networks",
    "SSN": "national and social security numbers",
    "MEDICAL_RECORD_NUMBER": "medical record numbers",
    "HEALTH_PLAN_NUMBER": "health plan numbers",
    "ORDER_NUMBER": "order, ticket and booking numbers",
    "ACCOUNT_NUMBER": "account numbers",
    "LICENSE_NUMBER": "certificate and licence numbers",
    "VEHICLE_ID": "vehicles and their plates",
    "DEVICE_ID": "devices and their serial numbers",
    "CREDIT_CARD": "payment cards",
    "IBAN_CODE": "bank accounts",
    "ID": "other identifying numbers",
    "NRP": "nationality, religion, political group",
    "TITLE": "professions",
    "SEX": "sex, where a person's is told",
    "KINSHIP": "relatives by what they are to somebody",
}
"""Every type that a finder may report, and what to call it before a person."""

Act = Literal["keep", "redact", "label", "substitute", "shift", "generalize"]


class PrivacyError(Exception):
    """A text could not be searched, so it is withheld; the message never holds any of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of a person beforehand, such as from the header of a visit."""

    names: Sequence[str] = ()
    """Whole names, such as "Maria del Carmen Lopez"."""
    dates: Sequence[date] = ()
    numbers: Sequence[str] = ()
    """Record numbers, telephone numbers and the like."""
    others: Sequence[str] = ()
    """Any other text that must not be seen: an address, an employer."""


class Find(Protocol):
    """Find personal data in texts."""

    def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        """Yield for each text its entities, sorted, not overlapping; raises PrivacyError when it can't search."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """What happens to each type of personal data."""

    name: str
    default: Act = "label"
    acts: Mapping[str, Act] = field(default_factory=dict)
    """By type; others get `default`."""
    least: Mapping[str, float] = field(default_factory=dict)
    """Least score by type for an entity to count; others need none."""
    deny: Sequence[str] = ()
    """Texts that are always taken out."""
    allow: Sequence[str] = ()
    """Texts that never are."""

    def act(self, type_: str) -> Act:
        """Return what to do with entities of `type_`."""
        return self.acts.get(type_, self.default)
