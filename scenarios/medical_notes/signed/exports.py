"""Give a signed note out: Markdown, Word, and a FHIR R4 document."""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ..note import Template

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""A day as FHIR writes it; a visit that is kept without personal data has a label instead."""
_TYPES = {
    "11506-3": "Progress note",
    "34117-2": "History and physical note",
    "18842-5": "Discharge summary",
    "57133-1": "Referral note",
    "11488-4": "Consult note",
}
"""What LOINC calls the documents that templates make."""
_USUAL = "11506-3"


@dataclass(frozen=True, kw_only=True, slots=True)
class Addition:
    """An addendum."""

    text: str
    author: str
    time: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedDocument:
    """A signed note, ready to be given out."""

    visit: str
    """The visit's id."""
    template: Template
    sections: Mapping[str, str]
    patient: Mapping[str, Any]
    signed_by: str
    time: datetime
    sha256: str
    additions: Sequence[Addition] = ()


def markdown(document: SignedDocument) -> str:
    """Write the note to read; words of people take no effect as markup."""
    lines = [f"# {document.template.title}", *_about(document)]
    for section in document.template.sections:
        lines += [f"## {section.heading}", _inert(document.sections[section.name]).replace("\n", "\n\n")]
    for n, added in enumerate(document.additions, start=1):
        lines += [f"## Addendum {n}", _inert(added.text), f"{_inert(added.author)}, {added.time:%Y-%m-%d %H:%M} UTC"]
    return "\n\n".join(lines) + "\n"


def blocks(document: SignedDocument) -> list[tuple[str, str]]:
    """Return the note as (kind, text) pairs for a word processor: title, heading or paragraph."""
    pairs = [("title", document.template.title), *(("paragraph", line) for line in _about(document))]
    for section in document.template.sections:
        texts = document.sections[section.name].split("\n")
        pairs += [("heading", section.heading), *(("paragraph", text) for text in texts)]
    for n, added in enumerate(document.additions, start=1):
        pairs += [("heading", f"Addendum {n}"), ("paragraph", added.text)]
        pairs += [("paragraph", f"{added.author}, {added.time:%Y-%m-%d %H:%M} UTC")]
    return pairs


def fhir(document: SignedDocument) -> dict[str, Any]:
    """Return a FHIR R4 Bundle of type document: Composition, DocumentReference, Patient and Practitioner.

    Raises ValueError when a resource does not hold against the library's R4 models.
    """
    who, by = _uuid(document, "patient"), _uuid(document, "practitioner")
    entries = [
        _composition(document, who, by),
        _reference(document, who, by),
        _patient(document, who),
        {"resourceType": "Practitioner", "id": by, "name": [{"text": document.signed_by}]},
    ]
    bundle = {
        "resourceType": "Bundle",
        "type": "document",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{_uuid(document, 'bundle')}"},
        "timestamp": _instant(document.time),
        "entry": [{"fullUrl": f"urn:uuid:{e['id']}", "resource": e} for e in entries],
    }
    validate(bundle)
    return bundle


def validate(bundle: Mapping[str, Any]) -> None:
    """Raise ValueError when a resource of the bundle is not valid."""
    from fhir.resources.R4B import get_fhir_model_class

    for resource in [entry["resource"] for entry in bundle["entry"]] + [bundle]:
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)


def _composition(document: SignedDocument, who: str, by: str) -> dict[str, Any]:
    sections = [
        {
            "title": s.heading,
            **({"code": {"coding": [{"system": "http://loinc.org", "code": s.loinc}]}} if s.loinc else {}),
            "text": _narrative(document.sections[s.name]),
        }
        for s in document.template.sections
    ]
    added = [{"title": f"Addendum {n}", "text": _narrative(a.text)} for n, a in enumerate(document.additions, start=1)]
    return {
        "resourceType": "Composition",
        "id": _uuid(document, "composition"),
        "status": "amended" if added else "final",
        "type": _type(document.template),
        "subject": {"reference": f"urn:uuid:{who}"},
        "date": _instant(document.time),
        "author": [{"reference": f"urn:uuid:{by}"}],
        "title": document.template.title,
        "attester": [{"mode": "legal", "time": _instant(document.time), "party": {"reference": f"urn:uuid:{by}"}}],
        "section": [*sections, *added],
    }


def _reference(document: SignedDocument, who: str, by: str) -> dict[str, Any]:
    body = markdown(document).encode()
    return {
        "resourceType": "DocumentReference",
        "id": _uuid(document, "reference"),
        "status": "current",
        "docStatus": "amended" if document.additions else "final",
        "type": _type(document.template),
        "subject": {"reference": f"urn:uuid:{who}"},
        "date": _instant(document.time),
        "author": [{"reference": f"urn:uuid:{by}"}],
        "description": f"SHA-256 of the signed note: {document.sha256}",
        "content": [
            {
                "attachment": {
                    "contentType": "text/markdown",
                    "language": "en",
                    "data": base64.b64encode(body).decode(),
                    "title": document.template.title,
                    "creation": _instant(document.time),
                }
            }
        ],
    }


def _type(template: Template) -> dict[str, Any]:
    """Return what kind of document a template makes."""
    code = template.loinc or _USUAL
    display = {"display": _TYPES[code]} if code in _TYPES else {}
    return {"coding": [{"system": "http://loinc.org", "code": code, **display}]}


def _patient(document: SignedDocument, who: str) -> dict[str, Any]:
    header = document.patient
    resource: dict[str, Any] = {"resourceType": "Patient", "id": who}
    if header.get("name"):
        resource["name"] = [{"text": str(header["name"])}]
    if _DAY.fullmatch(str(header.get("birth"))):
        resource["birthDate"] = str(header["birth"])
    if header.get("record"):
        resource["identifier"] = [{"value": str(header["record"])}]
    return resource


def _about(document: SignedDocument) -> list[str]:
    header = document.patient
    named = {"Patient": header.get("name"), "Born": header.get("birth"), "Record": header.get("record")}
    told = [f"{what}: {_inert(str(value))}" for what, value in named.items() if value]
    signed = f"Signed by {_inert(document.signed_by)}, {document.time:%Y-%m-%d %H:%M} UTC"
    return [*([". ".join(told)] if told else []), signed, f"SHA-256 {document.sha256}"]


def _narrative(text: str) -> dict[str, str]:
    paragraphs = "".join(f"<p>{_escaped(line)}</p>" for line in text.split("\n"))
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{paragraphs}</div>'}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _inert(text: str) -> str:
    """Take from foreign words the power to load an image or run a tag in whatever opens the file."""
    return text.replace("![", "!\\[").replace("<", "&lt;")


def _uuid(document: SignedDocument, what: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"{document.visit} {what}"))


def _instant(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
