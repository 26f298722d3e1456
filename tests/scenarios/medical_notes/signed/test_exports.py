"""A signed note is given out in forms that others can read."""

import io
from dataclasses import asdict, replace
from datetime import UTC, datetime

import docx
import pytest

from minigiants.documents import write_docx
from scenarios.medical_notes.note import templates
from scenarios.medical_notes.signed import exports

TIME = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


@pytest.fixture
def document() -> exports.SignedDocument:
    template = templates.load("soap")
    told = {s.name: f"About {s.name}: 5 < 6 & <b>bold</b>.\nSecond line." for s in template.sections}
    return exports.SignedDocument(
        visit="v1",
        template=template,
        sections=told,
        patient={"name": "Ola <i>Z</i>", "birth": "1970-02-03", "record": "99"},
        signed_by="Dr. Ray",
        time=TIME,
        sha256="ab" * 32,
        additions=[exports.Addition(text="Also aspirin.", author="Dr. Ray", time=TIME)],
    )


def test_markdown_shows_foreign_marks_as_they_are(document: exports.SignedDocument) -> None:
    made = exports.markdown(document)

    assert "<b>" not in made
    assert "## SUBJECTIVE" in made
    assert "## Addendum 1" in made
    assert "ab" * 32 in made


def test_word_holds_every_section(document: exports.SignedDocument) -> None:
    made = docx.Document(io.BytesIO(write_docx(exports.blocks(document))))

    said = [p.text for p in made.paragraphs]
    assert {"SUBJECTIVE", "OBJECTIVE", "ASSESSMENT", "PLAN", "Second line.", "Also aspirin."} <= set(said)


def test_fhir_is_valid_and_holds_composition_and_reference(document: exports.SignedDocument) -> None:
    bundle = exports.fhir(document)

    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Composition", "DocumentReference", "Patient", "Practitioner"]
    assert bundle["entry"][0]["resource"]["status"] == "amended"


def test_a_bundle_with_a_mistake_is_refused(document: exports.SignedDocument) -> None:
    bundle = exports.fhir(document)
    del bundle["entry"][0]["resource"]["status"]

    with pytest.raises(ValueError, match="status"):
        exports.validate(bundle)


@pytest.mark.parametrize(
    ("template", "code", "display"),
    [
        ("soap", "11506-3", "Progress note"),
        ("visit", "11506-3", "Progress note"),
        ("progress", "11506-3", "Progress note"),
        ("h_and_p", "34117-2", "History and physical note"),
        ("discharge", "18842-5", "Discharge summary"),
        ("referral", "57133-1", "Referral note"),
    ],
)
def test_the_type_of_an_exported_document_is_its_templates(
    document: exports.SignedDocument, template: str, code: str, display: str
) -> None:
    form = templates.load(template)
    bundle = exports.fhir(replace(document, template=form, sections={s.name: "Well." for s in form.sections}))

    composition, reference = (bundle["entry"][n]["resource"]["type"]["coding"][0] for n in (0, 1))
    assert (composition["code"], composition["display"]) == (code, display)
    assert reference == composition


def test_a_template_signed_without_a_code_is_a_progress_note(document: exports.SignedDocument) -> None:
    kept = {key: value for key, value in asdict(templates.load("soap")).items() if key != "loinc"}

    bundle = exports.fhir(replace(document, template=templates.from_json(kept)))

    assert bundle["entry"][0]["resource"]["type"]["coding"][0]["code"] == "11506-3"


def test_a_sites_own_code_is_given_without_a_name_for_it(document: exports.SignedDocument) -> None:
    own = replace(document, template=replace(document.template, loinc="34133-9"))

    assert exports.fhir(own)["entry"][0]["resource"]["type"]["coding"] == [
        {"system": "http://loinc.org", "code": "34133-9"}
    ]
