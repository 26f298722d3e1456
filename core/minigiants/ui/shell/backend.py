"""What all sessions of the process share: settings, store, library, services; loaded behind the page."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import streamlit as st

from minigiants.privacy import quiet_logs
from minigiants.settings import Settings

if TYPE_CHECKING:
    from minigiants.documents import FileReader
    from minigiants.pipeline import Services
    from minigiants.privacy import Funnel
    from minigiants.retrieval import Library
    from minigiants.store import Store

State = Literal["opening", "loading", "ready", "failed"]

_DRAWING = 15
"""Seconds that a page may take to draw, as others may wait for theirs."""
_LOG = logging.getLogger(__name__)


class Backend:
    """The suite's engine room; the slow parts arrive one after the other while the page is already there."""

    def __init__(
        self,
        settings: Settings,
        *,
        open_library: "Callable[[Settings], Library] | None" = None,
        build_services: "Callable[[Settings, Library], Services] | None" = None,
    ) -> None:
        """Open the store and begin to load the rest; tests hand in their own library and services."""
        # Imported here and below: what these pull in takes seconds, and the page's first sight needs none of it.
        from minigiants.services import open_store

        self.settings = settings
        if self.funnel().on("logs"):
            keep_quiet()
        self.store: Store = open_store(settings)
        self.library: Library | None = None
        self.services: Services | None = None
        self.problem = ""
        self._open_library = open_library
        self._build_services = build_services
        threading.Thread(target=self._load, name="load-model", daemon=True).start()

    @property
    def state(self) -> State:
        """Say how far loading is: opening (no documents yet), loading (no model yet), ready or failed."""
        if self.problem:
            return "failed"
        if self.services:
            return "ready"
        return "loading" if self.library else "opening"

    @property
    def answering(self) -> str:
        """Say which model answers and what runs it."""
        model = self.services.bare_model if self.services else None
        name, engine = getattr(model, "model_name", ""), getattr(model, "engine_name", "")
        return f"{name}, run by {engine}" if name and engine else self.settings.model

    @property
    def sent_to(self) -> str:
        """The other machine that reads questions and the sentences found for them; empty when none does."""
        return str(getattr(self.services.bare_model, "sent_to", "")) if self.services else ""

    def funnel(self, scenario: str = "") -> "Funnel":
        """Return the funnel for the texts of a scenario, or for what all share."""
        from minigiants.services import open_funnel

        return open_funnel(self.settings, scenario)

    def _load(self) -> None:
        try:
            from minigiants.scenario import names
            from minigiants.services import warm_up

            self.library = (self._open_library or _open_library)(self.settings)
            services = (self._build_services or _build_services)(self.settings, self.library)
            warm_up(services)
            for name in names():
                self.funnel(name).warm_up()
            self.services = services
        except Exception as error:  # noqa: BLE001 - whatever it is, the page must say it
            self.problem = in_words(error)


def _open_library(settings: Settings) -> "Library":
    from minigiants.retrieval import open_library

    return open_library(settings)


def _build_services(settings: Settings, library: "Library") -> "Services":
    from minigiants.services import build_services, open_funnel

    return build_services(settings, library, funnel=open_funnel(settings))


@st.cache_resource(show_spinner=False)
def backend() -> Backend:
    """Return the process's one backend."""
    return Backend(Settings())


@st.cache_resource(show_spinner=False)
def artist() -> "FileReader":
    """Return what draws pages for all sessions, in a process of its own; a page that takes long is given up soon."""
    from minigiants.documents import FileReader, Limits

    limits = Limits.of(Settings())
    return FileReader(replace(limits, seconds=min(limits.seconds, _DRAWING)))


def keep_quiet() -> None:
    """Keep people's words out of what the server logs."""
    quiet_logs()
    st.set_option("logger.enableRich", False)  # it prints an error with its words, past the log


def in_words(error: Exception) -> str:
    """Say an error in one sentence: our own errors speak for themselves, others are named and logged by type."""
    if type(error).__module__.partition(".")[0] in ("minigiants", "scenarios"):
        words = str(error.args[0] if isinstance(error, KeyError) and error.args else error)
        return words[:1].upper() + words[1:]
    _LOG.error("unexpected %s", type(error).__name__)
    return f"Something unexpected happened ({type(error).__name__}). Try again; if it stays, run `minigiants doctor`."
