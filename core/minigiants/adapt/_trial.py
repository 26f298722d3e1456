"""Try an adapter on its scenario's held-back cases, with and without it, and write the gate's verdict on its card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from minigiants import evaluation, models, scenario, suite
from minigiants.adapt._gate import Scores, Verdict, as_json, judge, measures_of
from minigiants.evaluation import Report, Setup
from minigiants.models import Adapter, write_card
from minigiants.retrieval import SentenceEmbeddings
from minigiants.services import chat_model
from minigiants.settings import Settings

Count = Callable[[str, int, int], None]
"""Called with what is being asked, how many cases are done, and of how many."""


def try_out(
    adapter: Adapter, settings: Settings, *, limit: int | None = None, seed: int = 0, tell: Count = lambda *_: None
) -> tuple[Adapter, Verdict, str]:
    """Measure the base without and with the adapter by the scenario's own task, and write what came of it on its card.

    Return the adapter with what was measured now, the verdict, and where its card keeps another one, a sentence why.

    Raises DataMissingError, ModelNotReadyError, AdapterError, EvaluationFailedError.
    """
    learning = scenario.load_module(adapter.card.scenario, "learning")
    plain = settings.model_copy(update={"model": adapter.card.base, "engine": "llama.cpp", "adapters": ()})
    worn = plain.model_copy(update={"adapters": (adapter.card.name,)})
    reports: list[Report] = []
    scored: list[list[Scores]] = []
    for chosen, words in ((plain, "without the adapter"), (worn, "with the adapter")):
        setup = _setup(chosen, partial(_say, tell, words))
        reports.append(evaluation.evaluate(adapter.card.scenario, adapter.card.trial, setup, limit=limit, seed=seed))
        scored.append([learning.scores(row) for row in evaluation.logged(reports[-1])])
    verdict = judge(measures_of(learning, adapter.card.trial), *scored, seed=seed)
    gate = as_json(verdict) | _about(reports[-1])
    tried = replace(adapter, card=replace(adapter.card, gate=gate))
    if not (stands := _stands(adapter, verdict)):
        write_card(tried.card, tried.folder)
    return tried, verdict, stands


def _stands(adapter: Adapter, verdict: Verdict) -> str:
    """Say why the card keeps the verdict it has; empty where the new one is to be written."""
    before = max((row["n"] for row in adapter.card.gate.get("compared", ())), default=0)
    now = max((compared.n for compared in verdict.compared), default=0)
    if now < before:
        why = f"it was made on {before} cases, and this one on {now}"
    elif adapter.folder.is_relative_to(suite.scenarios()):
        why = "the adapter ships with the suite"
    else:
        return ""
    return f"The verdict on the card stands ({'offered' if adapter.offered else 'not offered'}), for {why}."


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
