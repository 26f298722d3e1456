"""Read annotated texts of the data folder, their labels as `privacy.TYPES`, every offset checked against its text."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.privacy.sample import Sample, apart, gold, mentions
from minigiants.evaluation import data_folder
from minigiants.privacy import Entity, Known
from minigiants.settings import Settings

__all__ = ["Sample", "aci_bench", "asq_phi", "folder", "meddocan", "notes", "polish", "synth"]


def folder() -> Path:
    """Return the data folder of the settings; ends the program when there is none."""
    data = data_folder(Settings())
    if not data.is_dir():
        raise SystemExit(f"no data folder {str(data)!r}: set MINIGIANTS_DATA")
    return data


ASQ_TYPES = {
    "NAME": "PERSON",
    "HEALTH_PLAN_BENEFICIARY_NUMBER": "HEALTH_PLAN_NUMBER",
    "SOCIAL_SECURITY_NUMBER": "SSN",
    "UNIQUE_IDENTIFIER": "ID",
}
SITE = re.compile(
    r"(?i:\b(hosp\w*|clinics?|cent(er|re)|c?n?te?r|med|medical|health\w*|universit\w+|institute|office|home|memorial)\b"
    r"|\bsinai|\bmayo\b|hopkins|kaiser|stanford|baylor|northwestern|langone|presbyterian|brigham|anderson)"
    r"|\bGeneral\b|\bSt\. \w+['\u2019]s|\b(?!NYC)[A-Z]{3,}\b"
)
LABEL = re.compile(r"(?:[A-Za-z ]*\bID\b:? ?)?#|[A-Za-z ]*\bID:? |(?:Dr|Mr|Mrs|Ms)\.? (?!\S+['\u2019]s)")


def asq_phi(data: Path) -> list[Sample]:
    """Read the queries of ASQ-PHI; a query without spans is one in which nothing may be taken out.

    Every mention of a value counts; titles before names and words like "ID" before numbers are no part of it.
    """
    samples = []
    for number, block in enumerate((data / "asq-phi" / "dev.txt").read_text("utf-8").split("===QUERY===")[1:]):
        text, _, tags = block.partition("===PHI_TAGS===")
        text, spans = text.strip(), list[Entity]()
        for tag in map(json.loads, filter(str.strip, tags.strip().splitlines())):
            label = LABEL.match(tag["value"])
            value = tag["value"][label.end() if label else 0 :]
            if value == "email":  # the word, not an address
                continue
            found = list(mentions(text, value))
            if not found:
                raise ValueError(f"ASQ-PHI query {number} lacks one of its values")
            spans += (gold(*place, _asq_type(tag["identifier_type"], value)) for place in found)
        samples.append(Sample(id=f"asq-{number}", text=text, spans=apart(spans), group=f"asq-{number}"))
    return samples


def _asq_type(label: str, value: str) -> str:
    if label != "GEOGRAPHIC_LOCATION":
        return ASQ_TYPES.get(label, label)
    if value.isdigit():
        return "ZIP_CODE"
    if SITE.search(value):
        return "FACILITY"
    return "ADDRESS" if re.match(r"\d|\w+ Street", value) else "LOCATION"


SYNTH_TYPES = {
    "GPE": "LOCATION",
    "STREET_ADDRESS": "ADDRESS",
    "DATE_TIME": "DATE",
    "DOMAIN_NAME": "URL",
    "US_SSN": "SSN",
    "US_DRIVER_LICENSE": "LICENSE_NUMBER",
}


def synth(data: Path) -> list[Sample]:
    """Read presidio-research's second synthetic set; the group is the template that a sentence was made from."""
    samples = []
    file = data / "presidio-research" / "data" / "synth_dataset_v2.json"
    for number, row in enumerate(json.loads(file.read_text("utf-8"))):
        spans = []
        for span in row["spans"]:
            start, end, label = span["start_position"], span["end_position"], span["entity_type"]
            _check(row["full_text"], start, end, span["entity_value"])
            year = label == "DATE_TIME" and re.fullmatch(r"\d{4}", span["entity_value"])
            spans.append(gold(start, end, "YEAR" if year else SYNTH_TYPES.get(label, label)))
        group = f"synth-{row['template_id']}"
        samples.append(Sample(id=f"synth-{number}", text=row["full_text"], spans=apart(spans), group=group))
    return samples


MEDDOCAN_TYPES = {
    "TERRITORIO": "LOCATION",
    "PAIS": "LOCATION",
    "FECHAS": "DATE",
    "EDAD_SUJETO_ASISTENCIA": "AGE",
    "NOMBRE_SUJETO_ASISTENCIA": "PERSON",
    "NOMBRE_PERSONAL_SANITARIO": "PERSON",
    "CALLE": "ADDRESS",
    "ID_SUJETO_ASISTENCIA": "MEDICAL_RECORD_NUMBER",
    "ID_CONTACTO_ASISTENCIAL": "MEDICAL_RECORD_NUMBER",
    "CORREO_ELECTRONICO": "EMAIL_ADDRESS",
    "ID_TITULACION_PERSONAL_SANITARIO": "LICENSE_NUMBER",
    "ID_ASEGURAMIENTO": "HEALTH_PLAN_NUMBER",
    "HOSPITAL": "FACILITY",
    "CENTRO_SALUD": "FACILITY",
    "INSTITUCION": "ORGANIZATION",
    "NUMERO_TELEFONO": "PHONE_NUMBER",
    "NUMERO_FAX": "FAX_NUMBER",
    "PROFESION": "TITLE",
    "SEXO_SUJETO_ASISTENCIA": "SEX",
    "FAMILIARES_SUJETO_ASISTENCIA": "KINSHIP",
}
"""What is not here (origin, a few slips) is no type of ours."""


def meddocan(data: Path) -> list[Sample]:
    """Read MEDDOCAN's Spanish clinical cases."""
    samples = []
    for file in sorted((data / "meddocan" / "dev").glob("*.txt")):
        text, spans = file.read_text("utf-8"), list[Entity]()
        for line in file.with_suffix(".ann").read_text("utf-8").splitlines():
            if not line.startswith("T"):
                continue
            _, place, value = line.split("\t")
            label, start, end = place.split(" ")
            _check(text, int(start), int(end), value)
            if label == "TERRITORIO" and re.fullmatch(r"\d{5}", value):
                spans.append(gold(int(start), int(end), "ZIP_CODE"))
            elif label in MEDDOCAN_TYPES:
                spans.append(gold(int(start), int(end), MEDDOCAN_TYPES[label]))
        samples.append(Sample(id=file.stem, text=text, spans=apart(spans), group=file.stem))
    return samples


POLISH_TYPES = {
    "PERSON": "PERSON",
    "LOC": "LOCATION",
    "ORG": "ORGANIZATION",
    "DOB": "DATE",
    "EMAIL": "EMAIL_ADDRESS",
    "PHONE": "PHONE_NUMBER",
    "IBAN": "IBAN_CODE",
    "PAYMENT_CARD": "CREDIT_CARD",
    "PESEL": "SSN",
    "NIP": "ID",
    "REGON": "ID",
    "DOWOD": "ID",
    "PASSPORT": "ID",
    "DRIVING_LICENSE": "LICENSE_NUMBER",
    "VEHICLE_PLATE": "VEHICLE_ID",
    "VIN": "VEHICLE_ID",
}


def polish(data: Path) -> list[Sample]:
    """Read the Polish benchmark; what it says to keep is no span, nor is a label such as "PESEL: " before a number."""
    samples = []
    for file in sorted((data / "pl-pii-bench").glob("*/*.json")):
        row = json.loads(file.read_text("utf-8"))
        spans = []
        for entity in row["entities"]:
            _check(row["text"], entity["start"], entity["end"], entity["text"])
            label = re.match(r"[^\d:]+: ", entity["text"])
            start = entity["start"] + (label.end() if label else 0)
            if entity["protection"] == "protect":
                spans.append(gold(start, entity["end"], POLISH_TYPES[entity["label"]]))
        samples.append(Sample(id=row["doc_id"], text=row["text"], spans=apart(spans), group=row["doc_id"]))
    return samples


WORDS = frozenset({"brooks", "brown", "cook", "hill", "hills", "king", "mason", "ward", "white", "young"})
"""Names of the metadata that are words too: in lower case they count only beside a title or the other name."""


def aci_bench(data: Path) -> list[Sample]:
    """Read the visits of ACI-Bench, note and dialogue each a sample; only names of the metadata are spans."""
    samples = []
    for part in ("train", "valid"):
        visits, people = (_rows(data / "aci-bench" / f"{part}{end}.csv") for end in ("", "_metadata"))
        about = {row["encounter_id"]: row for row in people}
        for visit in visits:
            patient, doctor = _names(about[visit["encounter_id"]])
            known = Known(names=[" ".join(names) for names in (patient, doctor) if names])
            for kind in ("note", "dialogue"):
                spans = (gold(*place, "PERSON") for names in (patient, doctor) for place in _named(visit[kind], names))
                id_ = f"aci-{visit['encounter_id']}-{kind}"
                samples.append(
                    Sample(id=id_, text=visit[kind], spans=apart(spans), group=visit["encounter_id"], known=known)
                )
    return samples


def _names(row: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the patient's names and the doctor's."""
    patient = [name.strip().title() for key in ("patient_firstname", "patient_familyname") if (name := row[key])]
    # The metadata's "scott good" is a "doctor scott" who says "good to see you".
    doctor = re.sub(r"(?i)^dr\.?\s+|\s+good$", "", row["doctor_name"]).title().split()
    return patient, doctor


def _named(text: str, names: list[str]) -> Iterator[tuple[int, int]]:
    others = "|".join(map(re.escape, ("mr", "mrs", "ms", "miss", "doctor", "dr", *names)))
    for name in names:
        for start, end in mentions(text, name, ignore_case=True):
            beside = re.search(rf"(?i)\b({others})\b[.\s]*$", text[:start])
            if name.lower() not in WORDS or text[start].isupper() or beside:
                yield start, end


def notes(data: Path, *, held_out: bool = False) -> list[str]:
    """Return unannotated notes: those of ACI-Bench and MTS-Dialog to learn from, or those held out for measuring."""
    aci, mts = ("valid", "MTS-Dialog-ValidationSet") if held_out else ("train", "MTS-Dialog-TrainingSet")
    visits = [row["note"] for row in _rows(data / "aci-bench" / f"{aci}.csv")]
    return visits + [row["section_text"] for row in _rows(data / "mts-dialog" / f"{mts}.csv")]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _check(text: str, start: int, end: int, value: str) -> None:
    if text[start:end] != value:
        raise ValueError(f"an annotated value does not stand from {start} to {end}")
