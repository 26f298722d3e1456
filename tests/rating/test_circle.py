"""The whole circle with the real model: a correction becomes a test, which the old answer fails."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from minigiants import models, privacy, scenario
from minigiants.ingestion import ingest
from minigiants.prompt import Prompt
from minigiants.rating import Gate, check, corrections, judged, write
from minigiants.retrieval import open_library
from minigiants.services import build_services, warm_up
from minigiants.settings import Settings
from minigiants.store import OPEN, Store
from tests.rating.conftest import rated
from tests.rating.test_export import schema

QUESTION = "When does the term end?"
WANTED = "The term ends on 30 April 2031."
TERSE = "Copy the words of the passages that answer the question: the date alone, no sentence."
"""What the old answer is written by; the changed prompt is the one that ships."""


@pytest.mark.slow
def test_a_correction_fails_the_old_answer_passes_the_changed_prompt_and_can_be_trained_on(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    models.locate(settings.model, settings.models_folder)  # says what to do when it is not there
    chosen, request = scenario.load("document_qa"), {"question": QUESTION, "collection": "lease"}
    library, lease = open_library(settings), chosen.folder / "documents" / "office-lease.pdf"
    list(ingest(library, [(lease.name, lease.read_bytes())], collection="lease"))
    services = build_services(settings, library, funnel=privacy.OPEN)
    warm_up(services)
    store = Store(settings.database_url, through=OPEN)
    pipeline = scenario.load_module("document_qa", "pipeline")
    shipped = pipeline.READER
    terse = replace(shipped.prompts, system=Prompt(name="system", text=TERSE, sha256="terse"))
    monkeypatch.setattr(pipeline, "READER", replace(shipped, prompts=terse))
    old = chosen.pipeline(request, services)
    store.save_answer(old, scenario="document_qa", request=request)

    store.rate(rated(1, old.id, edit=WANTED))
    gate = Gate(settings.home, "document_qa")
    [correction] = corrections(store, "document_qa")
    gate.accept(correction, reviewer="bob")
    [case] = gate.cases()
    again = chosen.pipeline(case.request, services)
    monkeypatch.setattr(pipeline, "READER", shipped)
    new = chosen.pipeline(case.request, services)

    assert old.action == "answer"
    assert not check(case, old.text).passed
    assert not check(case, again.text).passed
    assert check(case, new.text).passed, (new.text, check(case, new.text).why)
    files = write(judged(store, "document_qa"), chosen, "preferences", about={})
    [row] = map(json.loads, files["preferences.jsonl"].splitlines())
    jsonschema.validate(row, schema("prompt", "chosen", "rejected"))
    assert (row["chosen"][0]["content"], row["rejected"][0]["content"]) == (WANTED, old.text)
    store.close()
    library.close()
