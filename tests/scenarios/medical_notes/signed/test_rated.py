"""A signed note is rated section by section, and what was corrected in it becomes tests and training data."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from minigiants import rating, scenario
from minigiants.cli.rate.gate import failures, let_in
from minigiants.rating import Gate
from minigiants.services import open_funnel, open_store
from minigiants.settings import Settings
from scenarios.medical_notes.note import Line, Note, templates, to_json
from scenarios.medical_notes.signed import NoteBook, Visit, keeping, signing
from tests.scenarios.medical_notes.paging import book, drafted, engine, finish, opened

DRAFT = Note(
    template="soap",
    lines=(
        Line(id="a", part="plan", text="Take ibuprofen 200 mg, Quackenbush.", turns=(1,)),
        Line(id="b", part="subjective", text="The knee hurts.", turns=(2,)),
    ),
    done=templates.PARTS,
)


def signed(notes: NoteBook) -> Visit:
    """Sign a note whose plan a clinician changed."""
    said = "Doctor: Quackenbush, take ibuprofen 400 mg.\nPatient: My knee hurts."
    visit = notes.add_visit(said, patient={"name": "Zebulon Quackenbush"}, template="soap", creator="ray")
    first = notes.save(visit.id, to_json(DRAFT), author=keeping.BY_MACHINE, based_on=None)
    plan = replace(DRAFT.lines[0], text="Take ibuprofen 400 mg, Quackenbush.")
    changed = notes.save(
        visit.id, to_json(replace(DRAFT, lines=(plan, DRAFT.lines[1]))), author="ray", based_on=first.id
    )
    signing.sign(notes, visit, changed.id, by="ray")
    return notes.visit(visit.id)


def test_a_section_that_was_signed_with_other_words_is_a_correction_that_is_tested_and_given_out(home: Path) -> None:
    settings = Settings()
    notes, store = NoteBook(settings.database_url), open_store(settings)
    visit, funnel = signed(notes), open_funnel(settings, "medical_notes")

    found = keeping.rated_sections(store, notes, visit, funnel)
    keeping.rated_sections(store, notes, visit, funnel)

    assert len(store.answers("medical_notes")) == len(found)
    [correction] = rating.corrections(store, "medical_notes")
    assert (correction.rater, "400" in correction.text, "200" in correction.answer.text) == ("ray", True, True)
    let_in(settings, "medical_notes", accept=["all"], retire=())
    [case] = Gate(settings.home, "medical_notes").cases()
    assert case.request["section"] == "plan"
    judged = rating.judged(store, "medical_notes")
    row = json.loads(rating.write(judged, scenario.load("medical_notes"), "preferences", about={})["preferences.jsonl"])
    assert "400 mg" in row["chosen"][0]["content"]
    assert "200 mg" in row["rejected"][0]["content"]
    assert "uackenbush" not in str(judged) + Gate(settings.home, "medical_notes").file.read_text("utf-8")


def test_the_gate_looks_at_the_section_that_a_case_is_of(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, told = Settings(), dict.fromkeys(("subjective", "plan"), "It was 200 mg before.")
    notes, store = NoteBook(settings.database_url), open_store(settings)
    keeping.rated_sections(store, notes, signed(notes), open_funnel(settings, "medical_notes"))
    gate = Gate(settings.home, "medical_notes")
    let_in(settings, "medical_notes", accept=["all"], retire=())
    monkeypatch.setattr("minigiants.cli.rate.gate.build_services", lambda settings, library, **_: engine(home).services)
    monkeypatch.setattr("minigiants.cli.rate.gate.warm_up", lambda services: None)
    opened(home)
    declared, answer = scenario.load("medical_notes"), store.answers("medical_notes")[0].answer

    for plan, passed in (("Take ibuprofen 400 mg.", True), ("Take ibuprofen 200 mg.", False)):
        made = replace(answer, text="It was 200 mg before.", sections=told | {"plan": plan})
        [checked] = failures(
            gate, replace(declared, pipeline=lambda *_, made=made, **__: made), settings, tell=lambda words: None
        )
        assert checked.passed is passed, checked.why


def test_the_signed_note_has_the_form_of_every_answer(home: Path) -> None:
    page: AppTest = finish(drafted(opened(home)))
    visit = book(home).visits()[0]
    [section] = [box for box in page.selectbox if box.label == "Section"]
    answer_id = f"{visit.id}/{section.value}"

    page.feedback(key=f"thumb-{answer_id}").set_value(0).run()
    page.pills(key=f"reason-{answer_id}").set_value("missing").run()
    page.session_state[f"form-{answer_id}"] = True
    page.run()
    [box] = [box for box in page.text_area if box.label == "Corrected text"]
    box.set_value("She walks again.")
    [save] = [b for b in page.button if b.label == "Save rating"]
    save.click().run()

    assert not page.exception
    store = open_store(Settings(home=home))
    said = [r for r in store.ratings(answer_id) if r.rater == "local"]
    assert [r.reason for r in said if r.reason] == ["missing"]
    assert said[-1].edit == "She walks again."
    assert answer_id in [c.answer.id for c in rating.corrections(store, "medical_notes")]
    assert any(b.label == "Mark it" for b in page.button)
