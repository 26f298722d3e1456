"""Which shop a customer asks: the site's own, or a plain choice by name where there are several."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.documents.upload import take_in
from minigiants.ui.shell import Backend

if TYPE_CHECKING:
    from minigiants.retrieval import Library
    from minigiants.scenario import Scenario

    from ..sites import Site

SHOP = "support-shop"


def sites(engine: Backend) -> dict[str, str]:
    """Return the names of the sites by knowledge base, without those whose file has a mistake.

    These are the shops: a collection is open to customers only when a site says so.
    """
    from ..sites import load_sites

    return {site.collection: site.name for site in load_sites(_folder(engine)) if site.collection}


def branded(engine: Backend, shops: dict[str, str], begun: str) -> "Site | None":
    """Give the page the colour of the shop that is asked, and return it; None where there is no shop yet."""
    from ..sites import USUAL, ink, site_of

    shop = begun if begun in shops else st.session_state.get(SHOP)
    shop = shop if shop in shops else next(iter(shops), "")
    if not shop:
        return None
    site = site_of(shop, _folder(engine))
    colour = site.colour or USUAL
    st.html(
        f"<style>.st-key-person button {{ background: {colour}; color: {ink(colour)}; border-color: {colour}; }}"
        f" .st-key-person button p {{ color: {ink(colour)}; }} h1 {{ border-left: 0.35rem solid {colour};"
        " padding-left: 0.7rem !important; }</style>"
    )
    return site


def greeting_of(engine: Backend, collection: str) -> str:
    """Return what the shop of a knowledge base says before the first question; empty where it is no shop's."""
    from ..sites import site_of

    return site_of(collection, _folder(engine)).greeting if collection in sites(engine) else ""


def mistakes(engine: Backend) -> bool:
    """Show what is wrong in the sites' files, and tell whether anything is."""
    from ..sites import read_sites

    wrong = read_sites(_folder(engine)).mistaken
    for bad in wrong:
        st.error(bad.mistake, icon=":material/error:")
    return bool(wrong)


def choose_shop(shops: dict[str, str], begun: str, on_change: Callable[[], None]) -> str:
    """Return the knowledge base to ask: of the talk that has `begun`, or chosen; empty when there is none."""
    if len(shops) < 2:
        return next(iter(shops), "")
    if begun in shops:
        st.session_state[SHOP] = begun
    elif st.session_state.get(SHOP) not in shops:
        st.session_state[SHOP] = next(iter(shops))
    return st.selectbox("Shop", list(shops), key=SHOP, format_func=shops.__getitem__, on_change=on_change)


def sample_shop(engine: Backend, library: "Library", scenario: "Scenario", words: str) -> None:
    """Say in `words` what is missing, and offer a small shop that we made up, with its articles and its rules."""
    with st.container(border=True, key="empty"):
        st.markdown(words)
        if st.button("Load the sample shop", icon=":material/storefront:"):
            from ..sites import load_site

            folder = _folder(engine)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (folder / "sample-shop.toml").write_bytes((scenario.folder / "shop.toml").read_bytes())
            site = load_site(folder / "sample-shop.toml")
            files = [(f.name, f.read_bytes()) for f in sorted((scenario.folder / "documents").iterdir()) if f.is_file()]
            take_in(library, files, site.collection, engine.funnel())


def _folder(engine: Backend) -> Path:
    return engine.settings.home / "sites"
