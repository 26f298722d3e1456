"""The bare model and the pipeline are asked of the same visit, and scored by the same facts."""

from scenarios.medical_notes.evals import figures
from scenarios.medical_notes.evals.beside import BARE, PIPELINE, beside
from tests.scenarios.medical_notes.fakes import Writer, services

SAID = "Doctor: Any allergies?\nPatient: Penicillin, it brings me out in a rash."
VISIT = {
    "must": [{"kind": "allergy", "any": ["penicillin"]}, {"kind": "reaction", "any": ["rash"]}],
    "must_not": ["no allerg"],
}


def written(writer: str, says: str) -> dict[str, object]:
    model = Writer(says=lambda asked: says)
    request = {"dialogue": SAID, "writer": writer}
    answer = beside(request, services(model))
    outcome = {"sections": dict(answer.sections), "seconds": answer.seconds, "text": answer.text}
    asked = [{"claim": claim.text, "why": claim.why} for claim in (answer.trace.withheld if answer.trace else ())]
    return {"task": "spoken", "visit": VISIT, "request": request, "outcome": outcome | {"flags": asked}}


def test_the_bare_models_note_is_what_it_wrote_line_by_line() -> None:
    answer = beside(
        {"dialogue": SAID, "writer": BARE}, services(Writer(says=lambda asked: "## Allergies\n- **None.**"))
    )

    assert answer.sections == {"note": "Allergies\nNone."}


def test_each_writer_has_figures_of_its_own() -> None:
    samples = [written(PIPELINE, "Allergic to penicillin (rash)."), written(BARE, "No allergies.")]
    value = {figure.name: figure.value for figure in figures([{"metadata": sample} for sample in samples])}

    assert value[f"{PIPELINE}: facts in the note"] == 1
    assert value[f"{BARE}: facts in the note"] == 0
    assert value[f"{BARE}: lines that must not stand, a visit"] == 1
    assert value[f"{PIPELINE}: lines that must not stand, a visit"] == 0


def test_marked_terms_are_covered_by_the_notes_own_words() -> None:
    sample = written(PIPELINE, "Allergic to penicillin (rash).")
    other = written(BARE, "Rest.")
    for one in (sample, other):
        one |= {"task": "consultations", "note": "Penicillin allergy, rash.", "terms": ["penicillin rash"]}

    value = {figure.name: figure.value for figure in figures([{"metadata": one} for one in (sample, other)])}

    assert value[f"{PIPELINE}: marked terms covered"] == 1
    assert value[f"{BARE}: marked terms covered"] == 0
