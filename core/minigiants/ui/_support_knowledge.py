"""The knowledge base: its articles, how it fares, and a sample shop to begin with."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui._backend import Backend
from minigiants.ui._text import count, plain
from minigiants.ui._upload import documents_view, reports, take_in

if TYPE_CHECKING:
    from minigiants.helpdesk import Health, Helpdesk
    from minigiants.retrieval import Library
    from minigiants.scenario import Scenario
    from minigiants.types import Answer

SHOWN = 20
TALKS = 300
"""Talks that are looked through, the last used first."""


def sample_shop(engine: Backend, library: "Library", scenario: "Scenario") -> None:
    """Offer a small shop that we made up, with its articles and its rules."""
    with st.container(border=True, key="empty"):
        st.markdown("**There is nothing to look things up in yet.** Add articles under Knowledge base, or try a shop.")
        if st.button("Load the sample shop", icon=":material/storefront:"):
            from minigiants.sites import load_site

            sites = engine.settings.home / "sites"
            sites.mkdir(parents=True, exist_ok=True, mode=0o700)
            (sites / "sample-shop.toml").write_bytes((scenario.folder / "shop.toml").read_bytes())
            site = load_site(sites / "sample-shop.toml")
            files = [(f.name, f.read_bytes()) for f in sorted((scenario.folder / "documents").iterdir()) if f.is_file()]
            take_in(library, files, site.collection, engine.funnel())


def knowledge_view(
    engine: Backend, library: "Library", desk: "Helpdesk", scenario: "Scenario", collection: str
) -> None:
    """Show the articles, and what the talks say of them."""
    reports()
    if collection:
        _health(desk, library, scenario, collection)
    st.subheader("Articles", anchor=False)
    documents_view(library, collection, engine.funnel())


def _health(desk: "Helpdesk", library: "Library", scenario: "Scenario", collection: str) -> None:
    from minigiants.helpdesk import health

    found = health(answers(desk, scenario.name, collection), library.documents(collection), datetime.now(UTC))
    st.subheader("How it fares", anchor=False)
    st.text(f"{count(found.answered, 'answer')} given; {count(len(found.unanswered), 'question')} without one.")
    _list("Asked and not answered", found.unanswered)
    _list("Articles that no answer rests on", found.never)
    _list("Articles older than a year", found.stale)
    _used(found)


def answers(desk: "Helpdesk", scenario: str, collection: str) -> "list[Answer]":
    """Return the answers of the last talks over a knowledge base, the oldest first."""
    talks = [talk for talk in desk.store.talks(scenario)[:TALKS] if talk.collection == collection]
    messages = [message for talk in reversed(talks) for message in desk.store.messages(talk.id)]
    return [desk.store.answer(message.answer_id) for message in messages if message.answer_id]


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
