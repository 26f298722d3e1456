"""Try an adapter on its scenario's held-back cases, with and without it, and write the gate's verdict on its card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from minigiants import evaluation, models, scenario
from minigiants.adapt._gate import Scores, Verdict, as_json, judge
from minigiants.evaluation import Report, Setup
from minigiants.models import Adapter, write_card
from minigiants.retrieval import SentenceEmbeddings
from minigiants.services import chat_model
from minigiants.settings import Settings

Count = Callable[[str, int, int], None]
"""Called with what is being asked, how many cases are done, and of how many."""


def try_out(
    found: Adapter, settings: Settings, *, limit: int | None = None, seed: int = 0, tell: Count = lambda *_: None
) -> tuple[Adapter, Verdict]:
    """Measure the base without and with the adapter by the scenario's own task, and return the adapter with its card.

    Raises DataMissingError, ModelNotReadyError, AdapterError, EvaluationFailedError.
    """
    learning = scenario.load_module(found.card.scenario, "learning")
    plain = settings.model_copy(update={"model": found.card.base, "engine": "llama.cpp", "adapters": ()})
    worn = plain.model_copy(update={"adapters": (found.card.name,)})
    reports: list[Report] = []
    scored: list[list[Scores]] = []
    for chosen, words in ((plain, "without the adapter"), (worn, "with the adapter")):
        setup = _setup(chosen, partial(_say, tell, words))
        reports.append(evaluation.evaluate(found.card.scenario, found.card.trial, setup, limit=limit, seed=seed))
        scored.append([learning.scores(row) for row in evaluation.logged(reports[-1])])
    verdict = judge(learning.MEASURES, *scored, seed=seed)
    gate = as_json(verdict) | _about(reports[-1])
    tried = replace(found, card=replace(found.card, gate=gate))
    write_card(tried.card, tried.folder)
    return tried, verdict


def _say(tell: Count, words: str, _: str, done: int, total: int) -> None:
    tell(words, done, total)


def _setup(settings: Settings, tell: Count) -> Setup:
    model = chat_model(settings, gated=False)
    folder, name = settings.models_folder / settings.embedding_model, settings.embedding_model
    return Setup(
        settings=settings,
        model=model,
        name=" with ".join([settings.model, *settings.adapters]),
        model_sha256=models.entry(settings.model, settings.models_folder).sha256,
        embeddings=SentenceEmbeddings(folder, id=name),
        on_progress=tell,
    )


def _about(report: Report) -> dict[str, Any]:
    return {
        "task": report.task,
        "dataset": report.dataset,
        "dataset_sha256": report.dataset_sha256,
        "prompt_sha256": report.prompt_sha256,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }
