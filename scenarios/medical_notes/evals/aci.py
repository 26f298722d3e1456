"""Read ACI-Bench, MTS-Dialog and PriMock57 from the data folder, and cut reference notes into our sections."""

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from minigiants.evaluation import DataMissingError, data_folder
from minigiants.settings import Settings

_HEADING = re.compile(r"^[A-Z][A-Z ,&/-]{2,}:?$")
_SECTIONS = {
    "medications": ("CURRENT MEDICATIONS", "MEDICATIONS"),
    "allergies": ("ALLERGIES",),
    "exam": ("PHYSICAL EXAM", "PHYSICAL EXAMINATION", "EXAM", "VITALS", "VITALS REVIEWED", "MSK"),
    "results": ("RESULTS", "LABS", "IMAGING"),
    "assessment": ("ASSESSMENT", "IMPRESSION"),
    "plan": ("PLAN", "INSTRUCTIONS", "PROCEDURE"),
}
_OF = {heading: name for name, headings in _SECTIONS.items() for heading in headings}
_PLANNED = re.compile(r"medical treatment|additional testing|education|referral|instruction|procedure", re.IGNORECASE)


_CUT = {
    "gon na": "gonna",
    "wan na": "wanna",
    "got ta": "gotta",
    "lem me": "lemme",
    "gim me": "gimme",
    "ca n't": "can't",
}
_RECORDER = re.compile(
    r"(?:\bhey ?,? dragon\b|(?<![\w'])[^.?!\n\]]*\b(?:tell|about) dax\b)[^.?!\n]*[.?!]? ?", re.IGNORECASE
)
"""A sentence to the recorder: "hey , dragon , show me the x-ray .", "i'm gonna tell dax about you"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceVisit:
    """A visit of ACI-Bench."""

    id: str
    dialogue: str
    note: str
    names: tuple[str, ...]
    """The patient's first and family name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Consultation:
    """A consultation of PriMock57."""

    id: str
    dialogue: str
    note: str
    terms: tuple[str, ...]
    """What clinicians marked as important."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Short:
    """A short dialogue of MTS-Dialog with its header and text."""

    id: str
    dialogue: str
    header: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoredSummary:
    """A summary by some model whose facts experts counted."""

    dialogue: str
    summary: str
    reference: str
    precision: float
    """Share of its facts that are right."""
    recall: float
    """Share of the reference's facts that it has."""
    f1: float


def as_spoken(text: str) -> str:
    """Undo what the data set's makers did to speech: words cut in two, and commands to the recorder it was made with.

    >>> as_spoken("[doctor] i'm gon na look at it . hey , dragon , show me the x-ray . i ca n't see it .")
    "[doctor] i'm gonna look at it . i can't see it ."
    """
    for cut, whole in _CUT.items():
        text = re.sub(rf"\b{cut}\b", whole, text)
    return _RECORDER.sub("", text)


def visits(settings: Settings, part: str = "valid") -> tuple[list[ReferenceVisit], str]:
    """Read ACI-Bench's `part`, "train" or "valid", and its SHA-256; raises DataMissingError."""
    rows, digest = _read(settings, f"aci-bench/{part}.csv")
    about, _ = _read(settings, f"aci-bench/{part}_metadata.csv")
    names_of = {m["encounter_id"]: (m["patient_firstname"], m["patient_familyname"]) for m in about}
    return [
        ReferenceVisit(
            id=row["encounter_id"],
            dialogue=as_spoken(row["dialogue"]),
            note=row["note"],
            names=tuple(n for n in names_of.get(row["encounter_id"], ()) if n),
        )
        for row in rows
    ], digest


def shorts(settings: Settings, part: str = "Validation") -> tuple[list[Short], str]:
    """Read MTS-Dialog's `part`, "Training" or "Validation", and its SHA-256; raises DataMissingError."""
    rows, digest = _read(settings, f"mts-dialog/MTS-Dialog-{part}Set.csv")
    return [
        Short(id=row["ID"], dialogue=row["dialogue"], header=row["section_header"], text=row["section_text"])
        for row in rows
    ], digest


def consultations(settings: Settings) -> tuple[list[Consultation], str]:
    """Read the consultations of PriMock57 that are there, and their SHA-256; raises DataMissingError."""
    path = _path(settings, "primock57/dev.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Consultation(id=row["id"], dialogue=row["dialogue"], note=row["note"], terms=tuple(row["highlights"]))
        for row in rows
    ], hashlib.sha256(path.read_bytes()).hexdigest()


def scored(settings: Settings) -> list[ScoredSummary]:
    """Read the summaries of MTS-Dialog's study with the experts' scores, row by row; raises DataMissingError."""
    texts, _ = _read(settings, "mts-dialog/MTS-Dialog-Automatic-Summaries-ValidationSet.csv")
    scores, _ = _read(settings, "mts-dialog/MTS-Dialog-Manual-Scores4CorrelationStudy.csv")
    return [
        ScoredSummary(
            dialogue=text["Dialogue"],
            summary=text["Automatic Summary"],
            reference=text["Reference Summary"],
            precision=float(score["FactualPrecision"]),
            recall=float(score["FactualRecall"]),
            f1=float(score["FactualF1"]),
        )
        for text, score in zip(texts, scores, strict=True)
    ]


def note_sections(note: str) -> Mapping[str, list[str]]:
    r"""Cut a reference note into sentences by section; what the assessment plans counts as plan.

    >>> note_sections("CHIEF COMPLAINT\n\nKnee pain.\n\nPLAN\n\nRest. Ice.")
    {'subjective': ['Knee pain.'], 'plan': ['Rest.', 'Ice.']}
    """
    by_section: dict[str, list[str]] = {}
    section = heading = "subjective"
    for raw in note.splitlines():
        line = raw.strip(" •-\t")
        if _HEADING.match(line):
            heading = line.rstrip(":")
            section = _OF.get(heading, "assessment" if heading.startswith("ASSESSMENT") else "subjective")
        elif line:
            own = "plan" if heading == "ASSESSMENT AND PLAN" and _PLANNED.match(line) else section
            by_section.setdefault(own, []).extend(s for s in re.split(r"(?<=[.!?])\s+", line) if len(s) > 3)
    return by_section


def _read(settings: Settings, name: str) -> tuple[list[dict[str, str]], str]:
    path = _path(settings, name)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file)), hashlib.sha256(path.read_bytes()).hexdigest()


def _path(settings: Settings, name: str) -> Path:
    path = data_folder(settings) / name
    if not path.is_file():
        raise DataMissingError(f"{name!r} is not in the data folder: set MINIGIANTS_DATA to the folder that holds it")
    return path
