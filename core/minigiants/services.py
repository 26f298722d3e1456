"""Put the suite together: the one place that picks implementations."""

import time
import uuid
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from minigiants import grounding, models, offline, scenario, suite
from minigiants.pipeline import Services
from minigiants.privacy import Funnel, Rules, load_rules
from minigiants.retrieval import Library, open_library
from minigiants.security import owner
from minigiants.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from minigiants.answering.promise import Promise
    from minigiants.store import Store

_T = TypeVar("_T")

_RATED = 5000
"""Answers of a scenario that are looked through for ratings, the newest first."""
EVERYWHERE = "everywhere"
"""The setting that has personal data taken out at every place, by each scenario's own policy."""


def build_services(
    settings: Settings, library: Library | None = None, *, funnel: Funnel, model: "BaseChatModel | None" = None
) -> Services:
    """Return what a pipeline may call, with a model that reads what `funnel` lets through; models load at first use.

    Hand in the `library` that the process has open, so that its embedding model is in memory once. Raises
    ModelNotReadyError, in one sentence that says what to pull, when the chat model is not here.
    """
    offline.enforce()
    model = model or chat_model(settings)
    library = library or open_library(settings)
    models.free_when_idle(settings.idle_minutes * 60)
    return Services(
        model=funnel.model(model),
        retrieve=library.search,
        shelf=library,
        embed=library.embeddings.vectors,
        ground=grounding.check,
        clock=time.perf_counter,
        new_id=lambda: uuid.uuid4().hex,
        funnel=funnel,
        bars={name: each.bar for name, each in promises(settings).items() if each.bar is not None},
    )


def promises(settings: Settings) -> "dict[str, Promise]":
    """Return, by scenario, what its ratings let promise of the answers shown; empty where the settings ask for nothing.

    Only answers that carry the probability of being right count; of several raters any may say that one is wrong.
    """
    if not settings.wrong_at_most:
        return {}
    from minigiants.answering.promise import RatedAnswer, promise

    store = open_store(settings)
    try:
        last: dict[str, dict[str, int]] = {}
        for rating in store.standing_ratings():
            if rating.criterion == "overall" and rating.value is not None:
                last.setdefault(rating.answer_id, {})[rating.rater] = rating.value
        rated: dict[str, list[RatedAnswer]] = {}
        for name in scenario.names():
            for kept in store.answers(name, limit=_RATED):
                said = last.get(kept.answer.id, {}).values()
                probability = kept.answer.trace.signals.get("answerable") if kept.answer.trace else None
                if said and probability is not None and kept.answer.action == "answer":
                    rated.setdefault(name, []).append(RatedAnswer(probability=probability, right=min(said) > 0))
    finally:
        store.close()
    return {name: promise(answers, settings.wrong_at_most / 100) for name, answers in rated.items()}


def open_funnel(settings: Settings, name: str = "") -> Funnel:
    """Return the process's one funnel for the texts of the scenario called `name`.

    Without a name it is the funnel for what all scenarios share, the index and the logs, where the strictest counts.
    Raises PolicyError.
    """
    return _funnel(settings.privacy, name, settings.language)


def open_store(settings: Settings) -> "Store":
    """Open the store, whose texts are kept and given out as the rules of their scenarios say; raises StoreError."""
    from minigiants.store import Store  # here, for most commands need no database

    def through(
        value: _T, *, place: Literal["answers", "ratings", "exports"], scenario: str, talk: str, asked: bool = False
    ) -> _T:
        funnel = open_funnel(settings, scenario)
        if not (asked or funnel.on(place)):
            return value
        names = funnel.talk(talk, lambda: [message.text for message in store.messages(talk)]) if talk else None
        return funnel.value(place, value, names, asked=asked)

    store = Store(settings.database_url, through=through, gates=settings.home / "gates", owner=owner(settings))
    return store


@cache
def _funnel(wish: str, name: str, language: str) -> Funnel:
    found = {each: load_rules(suite.scenarios() / each / "privacy.toml") for each in scenario.names()}
    own = found.get(name) or _shared(list(found.values()))
    rules = own.everywhere("" if wish == EVERYWHERE else wish) if wish else own
    return Funnel(rules, language=language)


def _shared(rules: Sequence[Rules]) -> Rules:
    strict = [rule for rule in rules if "index" in rule.where] or list(rules)
    return Rules(policy=strict[0].policy, where=frozenset().union(*(rule.where for rule in rules)) & {"index", "logs"})


def warm_up(services: Services) -> None:
    """Load both models now, so that no question's time holds it; what keeps a model from loading is raised here."""
    load = getattr(services.bare_model, "load", None)
    if load:
        load()
    services.embed(["warm up"])


def chat_model(settings: Settings, *, gated: bool = True) -> "models.SuiteChat":
    """Return the chat model that the settings name, run by the engine that they name.

    Raises UnknownModelError, ModelNotReadyError, or AdapterError for an adapter that cannot be used or, unless `gated`
    is off, has not passed its gate. A server is not asked before its first use.
    """
    if settings.adapters and settings.engine != "llama.cpp":
        raise models.AdapterError("adapters are worn by the engine 'llama.cpp' alone: set no MINIGIANTS_ADAPTERS")
    if settings.server:
        return models.ChatServer(
            url=settings.server,
            key=settings.server_key,
            model=settings.server_model,
            context=settings.context,
            timeout=settings.server_timeout,
            retries=settings.server_retries,
        )
    entry, kind = _local(settings)
    adapters = _adapters(settings, entry, gated=gated)
    return kind(
        name=entry.name,
        path=models.locate(entry.name, settings.models_folder),
        sha256=entry.sha256,
        context=min(settings.context, entry.context),
        threads=settings.threads,
        adapters=adapters,
        for_tasks=(_for_tasks(entry) if gated else {}) | {_task_of(adapter): adapter for adapter in adapters.values()},
    )


def adapter_places(settings: Settings, name: str = "") -> list[Path]:
    """Return the folders where adapters lie, of one scenario or of all: this machine's, then those they ship with."""
    chosen = [name] if name else scenario.names()
    own = [settings.home / "adapters" / each for each in chosen]
    return [*own, *(suite.scenarios() / each / "adapters" for each in chosen)]


def _adapters(settings: Settings, base: models.ModelEntry, *, gated: bool) -> dict[str, models.Adapter]:
    by_scenario: dict[str, models.Adapter] = {}
    for name in settings.adapters:
        adapter = models.adapter(name, adapter_places(settings), base=base)
        if gated and not adapter.offered:
            raise models.AdapterError(f"adapter {name!r} has not passed its gate: take another, or none")
        if other := by_scenario.get(adapter.card.scenario):
            raise models.AdapterError(f"{other.card.name!r} and {name!r} are for the same scenario: choose one")
        by_scenario[adapter.card.scenario] = adapter
    return by_scenario


def _for_tasks(base: models.ModelEntry) -> dict[str, models.Adapter]:
    """Return by task the adapters that ship with the suite for exactly this base, and that passed their gate."""
    shipped = models.adapters([suite.scenarios() / each / "adapters" for each in scenario.names()])
    own = [adapter for adapter in shipped.values() if adapter.card.base_sha256 == base.sha256]
    return {_task_of(adapter): adapter for adapter in own if adapter.offered and adapter.whole}


def _task_of(adapter: models.Adapter) -> str:
    """Return the task that an adapter was made for, as `abreast` is asked for it: the scenario, and its trial."""
    return f"{adapter.card.scenario} {adapter.card.trial}"


def _local(settings: Settings) -> tuple[models.ModelEntry, "type[models.ChatLlamaCpp]"]:
    """Return the catalog's entry of the file that the settings' engine loads, and the class that runs it."""
    entry = models.entry(settings.model, settings.models_folder)
    if settings.engine == "ctransformers":
        return models.converted(settings.model, settings.models_folder), models.ChatCTransformers
    if entry.engine != settings.engine:
        raise models.ModelNotReadyError(
            f"model {entry.name!r} was made for {entry.engine}: set MINIGIANTS_ENGINE to {entry.engine!r}, or "
            "MINIGIANTS_MODEL to another model"
        )
    return entry, models.ChatLlamaCpp
