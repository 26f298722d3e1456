"""Ask two models one question, see both answers with the names hidden, and choose; choices add up to a ranking."""

import random
import secrets
from typing import TYPE_CHECKING

import streamlit as st

from minigiants import comparing, rating, scenario
from minigiants.services import open_store
from minigiants.store import Campaigns
from minigiants.ui.expert.work import work
from minigiants.ui.lab.rivals import Rivals, asked_of, same
from minigiants.ui.shell import ask_name, count, in_words, plain
from minigiants.ui.shell.table import table

if TYPE_CHECKING:
    from minigiants.settings import Settings
    from minigiants.store import Campaign, Store

NAME = "Arena"
_LOADING = "Asking one model after the other. Each has to load first, which takes some seconds."


def arena(settings: "Settings") -> None:
    """Let a question be asked and a choice be made."""
    titles = {name: scenario.load(name).title for name in scenario.names()}
    name = str(st.selectbox("Which task?", list(titles), format_func=titles.__getitem__, key="arena-scenario"))
    rater = ask_name(settings, key="arena-name", why="Saved with your choices.")
    here = comparing.models_here(settings)
    if len(here) < 2:
        st.info(
            "The arena needs two models. To add one, choose it from this list in a terminal and pull it:",
            icon=":material/download:",
        )
        st.code("minigiants models list", language=None)
        return
    pair = st.pills("Which two models?", here, default=here[:2], selection_mode="multi", key="arena-models")
    collection = _collection(settings, name)
    question = st.text_area("Your question", key="arena-question", max_chars=20_000)
    store = _store(settings.home.as_posix(), settings)
    documents = collection or not scenario.load(name).searches
    ready = rater and len(pair) == 2 and question.strip() and documents
    if st.button("Ask both", type="primary", icon=":material/swords:", key="arena-ask", disabled=not ready):
        _ask(settings, store, name, pair, asked_of(scenario.load(name), question.strip(), collection))
    campaign = _campaign(store, name)
    if campaign is None:
        st.caption(
            "Two answers will appear here without names. Choose the better one, and you will see which model wrote it."
        )
        return
    if rater:
        _choose(store, campaign, rater)


def _ask(settings: "Settings", store: "Store", name: str, pair: list[str], request: dict[str, object]) -> None:
    """Ask both in an order that nobody knows, and put the answers into the arena."""
    order = random.sample(pair, 2)
    try:
        with st.spinner(_LOADING):
            stored = Rivals(settings, name).ask(order, request, store)
    except Exception as error:  # noqa: BLE001 - such as a model that does not fit the memory
        st.error(plain(in_words(error)), icon=":material/error:")
        return
    if same(stored):
        st.info("Both gave the same answer, so there is nothing to choose.", icon=":material/equal:")
        return
    campaigns, campaign = Campaigns(store), _campaign(store, name)
    pairs = rating.pairs(stored)
    if campaign is None:
        campaigns.add(NAME, name, pairs, kind="pairs", repeats=0, seed=secrets.randbits(30), scrub=False)
    else:
        campaigns.extend(campaign.id, pairs)


def _choose(store: "Store", campaign: "Campaign", rater: str) -> None:
    campaigns = Campaigns(store)
    results = campaigns.results(campaign.id)
    mine = [result for result in results if result.rater == campaigns.called(campaign.id, rater)]
    if mine:
        origin = mine[-1].item.origin["models"]
        first, second = reversed(origin) if mine[-1].swapped else origin
        st.success(f"In your last choice, the first answer came from {plain(first)}, the second from {plain(second)}.")
    progress = campaigns.progress(campaign.id, rater)
    if progress.done < progress.needed:
        work(campaigns, campaign, campaigns.called(campaign.id, rater))
    _standing(rating.votes(results))


def _standing(votes: "list[rating.Vote]") -> None:
    """Show who wins, and say why there is no ranking yet where there is none."""
    if not votes:
        return
    st.subheader("Standings", anchor=False)
    ranking = rating.rank_pairs(votes)
    if not ranking.models:
        st.caption(f"{count(ranking.votes, 'choice')}. No ranking yet: {plain(ranking.why_none)}.")
        return
    rows = [[_place(m), m.model, str(m.wins), str(m.losses), str(m.ties)] for m in ranking.models]
    table(["Likely place", "Model", "Won", "Lost", "Tied"], rows, caption="Models ranked by choices between two")


def _place(ranked: "rating.Ranked") -> str:
    best, worst = ranked.best_rank, ranked.worst_rank
    return f"{best}" if best == worst else f"{best} to {worst}"


def _campaign(store: "Store", name: str) -> "Campaign | None":
    every = Campaigns(store).all()
    return next((c for c in every if c.scenario == name and c.kind == "pairs" and c.name == NAME), None)


def _collection(settings: "Settings", name: str) -> str:
    if not scenario.load(name).searches:
        return ""
    from minigiants.retrieval import open_library

    library = open_library(settings)
    try:
        names = [info.name for info in library.collections()]
    finally:
        library.close()
    if not names:
        st.info("There are no documents yet: add some on the page for this task first.", icon=":material/info:")
        return ""
    return str(st.selectbox("Which documents?", names, key="arena-collection") or "")


@st.cache_resource(show_spinner=False)
def _store(home: str, _settings: "Settings") -> "Store":
    return open_store(_settings)
