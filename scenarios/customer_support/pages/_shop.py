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

SHOP = "support-shop"


def sites(engine: Backend) -> dict[str, str]:
    """Return the names of the sites by knowledge base, without those whose file has a mistake.

    These are the shops: a collection is open to customers only when a site says so.
    """
    from ..sites import load_sites

    return {site.collection: site.name for site in load_sites(_folder(engine)) if site.collection}


def mistakes(engine: Backend) -> bool:
    """Show what is wrong in the sites' files, and tell whether anything is."""
    from ..sites import read_sites

    wrong = read_sites(_folder(engine)).mistaken
    for bad in wrong:
        st.error(bad.mistake, icon=":material/error:")
    return bool(wrong)


def choose_shop(found: dict[str, str], begun: str, on_change: Callable[[], None]) -> str:
    """Return the knowledge base to ask: of the talk that has `begun`, or chosen; empty when there is none."""
    if len(found) < 2:
        return next(iter(found), "")
    if begun in found:
        st.session_state[SHOP] = begun
    elif st.session_state.get(SHOP) not in found:
        st.session_state[SHOP] = next(iter(found))
    return st.selectbox("Shop", list(found), key=SHOP, format_func=found.__getitem__, on_change=on_change)


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
