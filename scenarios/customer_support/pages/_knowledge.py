"""The knowledge base as its people see it: its articles, and how well it answers; nothing of this is for customers."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.documents.collections import choose_collection
from minigiants.ui.documents.upload import documents_view, reports
from minigiants.ui.shell import Backend, count, plain

from ._shop import mistakes, sample_shop, sites

if TYPE_CHECKING:
    from minigiants.retrieval import Library
    from minigiants.scenario import Scenario
    from minigiants.types import Answer

    from ..helpdesk import Health, Helpdesk
    from ..sites import Site

NO_SITE = "**No shop has been set up yet.** Run `minigiants support add` in a terminal, or load a made-up one."
SHOWN = 20
TALKS = 300
"""Talks that are looked through, the last used first."""


def knowledge_view(engine: Backend, library: "Library", desk: "Helpdesk", scenario: "Scenario") -> None:
    """Let its people choose a knowledge base, and show its articles and what the talks say of them."""
    chosen = choose_collection(engine, library, label="Knowledge base")
    if not mistakes(engine) and not sites(engine):
        sample_shop(engine, library, scenario, NO_SITE)
    reports()
    if chosen:
        _health(engine, desk, library, scenario, chosen.name)
    st.subheader("Articles", anchor=False)
    documents_view(library, chosen.name if chosen else "", engine.funnel())


def _site(engine: Backend, collection: str) -> "Site":
    """Return the settings of a knowledge base's site; those of a file with a mistake are the usual ones."""
    from ..sites import NEUTRAL, SiteError, site_of

    try:
        return site_of(collection, engine.settings.home / "sites")
    except SiteError:
        return NEUTRAL


def _health(engine: Backend, desk: "Helpdesk", library: "Library", scenario: "Scenario", collection: str) -> None:
    from minigiants.store import cited

    from ..helpdesk import health

    site, now = _site(engine, collection), datetime.now(UTC)
    report = health(
        answers(desk, scenario.name, collection),
        library.documents(collection),
        now,
        last_used=cited(desk.store, scenario.name, collection, since=now - timedelta(days=site.unused_days)),
        stale_days=site.stale_days,
        unused_days=site.unused_days,
    )
    st.subheader("How well it answers", anchor=False)
    st.text(f"{count(report.answered, 'answer')} given; {count(len(report.unanswered), 'question')} without one.")
    _list("Questions without an answer", report.unanswered)
    _list(f"Articles that no answer of the last {count(site.unused_days, 'day')} used", report.unused)
    stale = [f"{name}, last changed {date.astimezone():%d %b %Y}" for name, date in report.stale]
    _list(f"Articles not changed for over {count(site.stale_days, 'day')}", stale)
    _list("Articles with instructions to a program, which are left out of answers", _ordering(library, collection))
    _used(report)


def answers(desk: "Helpdesk", scenario: str, collection: str) -> "list[Answer]":
    """Return the answers of the last talks over a knowledge base, the oldest first."""
    talks = [talk for talk in desk.store.talks(scenario)[:TALKS] if talk.collection == collection]
    messages = [message for talk in reversed(talks) for message in desk.store.messages(talk.id)]
    return [desk.store.answer(message.answer_id) for message in messages if message.answer_id]


def _ordering(library: "Library", collection: str) -> list[str]:
    """Name the articles that give orders to a program, and the page where they have several."""
    from minigiants.retrieval import UnknownDocument

    names: list[str] = []
    for info in library.documents(collection):
        with suppress(UnknownDocument):  # it was just removed
            pages = _ordering_pages(info.id, info.pages, library, collection)
            names += [f"{info.name}, page {page}" if info.pages > 1 else info.name for page in pages]
    return names


@st.cache_data(max_entries=20_000, show_spinner=False)
def _ordering_pages(document: str, pages: int, _library: "Library", _collection: str) -> list[int]:
    """Return the pages with such orders; a document is known by its content, so each is read but once."""
    from minigiants.answering import orders

    return [page for page in range(1, pages + 1) if orders(_library.page_text(_collection, document, page))]


def _list(title: str, lines: Sequence[str]) -> None:
    if lines:
        with st.expander(f"{title} ({len(lines)})"):
            for line in lines[:SHOWN]:
                st.text(line)


def _used(found: "Health") -> None:
    if found.used:
        with st.expander("Articles by use"):
            for name, times in found.used[:SHOWN]:
                st.markdown(f"{plain(name)}: {count(times, 'answer')}")
