"""Put the suite together: the one place that picks implementations."""

import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from minigiants import grounding, models, offline, scenario, suite
from minigiants.pipeline import Services
from minigiants.retrieval import Library, open_library
from minigiants.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def build_services(
    settings: Settings, library: Library | None = None, *, model: "BaseChatModel | None" = None
) -> Services:
    """Return what a pipeline may call; the models load at first use.

    Hand in the `library` that the process has open, so that its embedding model is in memory once. Raises
    ModelNotReadyError, in one sentence that says what to pull, when the chat model is not here.
    """
    offline.enforce()
    model = model or chat_model(settings)
    library = library or open_library(settings)
    models.free_when_idle(settings.idle_minutes * 60)
    return Services(
        model=model,
        retrieve=library.search,
        embed=library.embeddings.vectors,
        ground=grounding.check,
        clock=time.perf_counter,
        new_id=lambda: uuid.uuid4().hex,
    )


def warm_up(services: Services) -> None:
    """Load both models now, so that no question's time holds it; what keeps a model from loading is raised here."""
    load = getattr(services.model, "load", None)
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
    return kind(
        name=entry.name,
        path=models.locate(entry.name, settings.models_folder),
        sha256=entry.sha256,
        context=min(settings.context, entry.context),
        threads=settings.threads,
        adapters=_adapters(settings, entry, gated=gated),
    )


def adapter_places(settings: Settings, name: str = "") -> list[Path]:
    """Return the folders where adapters lie, of one scenario or of all: this machine's, then those they ship with."""
    chosen = [name] if name else scenario.names()
    own = [settings.home / "adapters" / each for each in chosen]
    return [*own, *(suite.scenarios() / each / "adapters" for each in chosen)]


def _adapters(settings: Settings, base: models.ModelEntry, *, gated: bool) -> dict[str, models.Adapter]:
    found: dict[str, models.Adapter] = {}
    for name in settings.adapters:
        adapter = models.adapter(name, adapter_places(settings), base=base)
        if gated and not adapter.offered:
            raise models.AdapterError(f"adapter {name!r} has not passed its gate: take another, or none")
        if other := found.get(adapter.card.scenario):
            raise models.AdapterError(f"{other.card.name!r} and {name!r} are for the same scenario: choose one")
        found[adapter.card.scenario] = adapter
    return found


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
