"""The loaders of annotated texts: labels as our types, every place checked, on files made up in their formats."""

import json
from pathlib import Path

import pytest

from benchmarks.privacy import data
from benchmarks.privacy.sample import Sample


def written(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def values(sample: Sample) -> list[tuple[str, str]]:
    return [(span.type, sample.text[span.start : span.end]) for span in sample.spans]


def query(text: str, *tags: tuple[str, str]) -> str:
    lines = [json.dumps({"identifier_type": label, "value": value}) for label, value in tags]
    return "\n".join(["===QUERY===", text, "===PHI_TAGS===", *lines, ""])


def test_values_of_queries_are_found_wherever_they_stand(tmp_path: Path) -> None:
    site = ("GEOGRAPHIC_LOCATION", "OMC")
    text = "Dr. Ann R., OMC (MRN #OMC-12), asks what OMC does in Reno. ID is x."
    number = ("MEDICAL_RECORD_NUMBER", "#OMC-12")
    rest = (("NAME", "Dr. Ann R."), ("GEOGRAPHIC_LOCATION", "Reno"))
    written(tmp_path, "asq-phi/dev.txt", query(text, site, number, *rest) + query("Is 5 mg safe at 40?"))

    tagged, clean = data.asq_phi(tmp_path)

    assert values(tagged) == [
        ("PERSON", "Ann R."),
        ("FACILITY", "OMC"),
        ("MEDICAL_RECORD_NUMBER", "OMC-12"),
        ("FACILITY", "OMC"),
        ("LOCATION", "Reno"),
    ]
    assert clean.spans == ()


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("St. Olga's", "FACILITY"),
        ("Dallas clinic", "FACILITY"),
        ("UMCX", "FACILITY"),
        ("NYC", "LOCATION"),
        ("Tulsa, OK", "LOCATION"),
        ("12 Oak St, Tulsa", "ADDRESS"),
        ("74101", "ZIP_CODE"),
    ],
)
def test_places_of_queries_are_sites_cities_or_addresses(tmp_path: Path, value: str, type_: str) -> None:
    written(tmp_path, "asq-phi/dev.txt", query(f"Seen at {value}?", ("GEOGRAPHIC_LOCATION", value)))

    [sample] = data.asq_phi(tmp_path)

    assert values(sample) == [(type_, value)]


def test_a_query_without_its_value_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "asq-phi/dev.txt", query("Seen yesterday?", ("NAME", "Ann")))

    with pytest.raises(ValueError, match="query 0") as failure:
        data.asq_phi(tmp_path)
    assert "Ann" not in str(failure.value)


def test_sentences_of_a_template_are_a_group(tmp_path: Path) -> None:
    spans = [
        {"entity_type": "GPE", "entity_value": "Oslo", "start_position": 3, "end_position": 7},
        {"entity_type": "DATE_TIME", "entity_value": "1999", "start_position": 8, "end_position": 12},
    ]
    rows = [{"full_text": "In Oslo 1999", "spans": spans, "template_id": 7}]
    written(tmp_path, "presidio-research/data/synth_dataset_v2.json", json.dumps(rows))

    [sample] = data.synth(tmp_path)

    assert (values(sample), sample.group) == ([("LOCATION", "Oslo"), ("YEAR", "1999")], "synth-7")


def test_spanish_and_polish_labels_become_types(tmp_path: Path) -> None:
    annotated = "T1\tTERRITORIO 0 5\t28029\nT2\tSEXO_SUJETO_ASISTENCIA 6 11\tMujer\nT3\tPAIS 12 18\tEspaña\n"
    written(tmp_path, "meddocan/dev/a.txt", "28029 Mujer España")
    written(tmp_path, "meddocan/dev/a.ann", annotated)
    entities = [
        {"text": "PESEL: 44051401359", "label": "PESEL", "start": 0, "end": 18, "protection": "protect"},
        {"text": "Sąd", "label": "ORG", "start": 19, "end": 22, "protection": "keep"},
    ]
    row = {"doc_id": "one", "text": "PESEL: 44051401359 Sąd", "entities": entities}
    written(tmp_path, "pl-pii-bench/core/one.json", json.dumps(row))

    assert values(data.meddocan(tmp_path)[0]) == [("ZIP_CODE", "28029"), ("SEX", "Mujer"), ("LOCATION", "España")]
    assert values(data.polish(tmp_path)[0]) == [("SSN", "44051401359")]


def test_an_offset_that_is_off_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "meddocan/dev/a.txt", "En España")
    written(tmp_path, "meddocan/dev/a.ann", "T1\tPAIS 2 8\tEspaña\n")

    with pytest.raises(ValueError, match="from 2 to 8") as failure:
        data.meddocan(tmp_path)
    assert "España" not in str(failure.value)


def test_names_of_visits_come_from_the_metadata(tmp_path: Path) -> None:
    for part in ("train", "valid"):
        said, written_down = "hi brook , mr. young , a young man", "Brook Young. Dr. Ito saw Mr. Young."
        rows = f'encounter_id,dialogue,note\nD1,"{said}","{written_down}"\n'
        people = "encounter_id,doctor_name,patient_firstname,patient_familyname\nD1,Dr. Ito,brook ,young\n"
        written(tmp_path, f"aci-bench/{part}.csv", rows)
        written(tmp_path, f"aci-bench/{part}_metadata.csv", people)

    note, dialogue = data.aci_bench(tmp_path)[:2]

    assert [value for _, value in values(note)] == ["Brook", "Young", "Ito", "Young"]
    assert [value for _, value in values(dialogue)] == ["brook", "young"]
    assert note.known and note.known.names == ["Brook Young", "Ito"]
