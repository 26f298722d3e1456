"""The page on which experts rate answers as work: blind, in an order of their own, by keyboard."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.settings import Settings
from minigiants.ui.expert.results import corrected, results
from minigiants.ui.expert.work import work
from minigiants.ui.shell import ask_name, heading, in_words, plain, style

if TYPE_CHECKING:
    from minigiants.store import Campaign, Store

TITLE = "Expert review"
DESCRIPTION = "Rate answers one after the other without knowing what made them, and see how far experts agree."
_ASKED = ("Each answer on its own", "The better of two answers")
_VIEWS = ("Rate", "Settle disagreements", "Results", "Corrections", "New campaign")


class Panel:
    """What all experts of the process share: settings, store, campaigns."""

    def __init__(self, settings: Settings) -> None:
        """Open the store; no model and no index is needed."""
        # Imported here: what these pull in takes seconds, and the page's first sight needs none of it.
        from minigiants.scenario import open_store
        from minigiants.store import Campaigns

        self.settings = settings
        self.store: Store = open_store(settings)
        self.campaigns = Campaigns(self.store)


@st.cache_resource(show_spinner=False)
def panel() -> Panel:
    """Return the process's one panel."""
    return Panel(Settings())


def expert_page(shared: Panel | None = None) -> None:
    """Show the page; `shared` is for tests."""
    style()
    heading(TITLE, DESCRIPTION)
    shared = shared or _open()
    with st.sidebar:
        rater = ask_name(shared.settings, key="expert-name")
        st.caption("Saved with your ratings. Other raters don't see it.")
    if not rater:
        st.info("Enter your name in the sidebar to begin.", icon=":material/person:")
        return
    found = shared.campaigns.all()
    view = st.segmented_control("View", _VIEWS, key="expert-view", default=_VIEWS[0], label_visibility="collapsed")
    if view == "New campaign":
        _new(shared)
    elif view == "Corrections":
        _corrections(shared, rater)
    elif not found:
        st.text("There is no campaign yet. Ask some questions on a scenario's page, then start one here.")
    else:
        _campaign(shared, found, rater, view or "Rate")


def _open() -> Panel:
    try:
        with st.spinner("Opening…"):
            return panel()
    except Exception as error:  # noqa: BLE001 - such as a settings file with a mistake, or a database that is newer
        st.error(in_words(error), icon=":material/error:")
        st.stop()


def _campaign(shared: Panel, found: "Sequence[Campaign]", rater: str, view: str) -> None:
    names = {one.id: one for one in found}
    labels = told_apart(found)
    chosen = names[st.selectbox("Campaign", list(names), format_func=labels.__getitem__, key="expert-campaign")]
    if view == "Results":
        left = shared.campaigns.progress(chosen.id, rater)
        if left.done < left.needed and not st.checkbox(
            "Show the results now (not for anyone who is still rating)", key="expert-unblind"
        ):
            st.caption("Results are hidden while the campaign is running, so that no rater is influenced by others.")
            return
        results(shared.store, shared.campaigns, chosen)
    else:
        work(shared.campaigns, chosen, rater, adjudicate=view == "Settle disagreements")


def told_apart(found: "Sequence[Campaign]") -> dict[str, str]:
    """Return what to call each campaign, by its id; no two are called the same, or a choice would be ambiguous."""
    labels: dict[str, str] = {}
    for one in reversed(found):
        label = f"{one.name} ({one.time.astimezone():%Y-%m-%d %H:%M})"
        same = sum(other.startswith(label) for other in labels.values())
        labels[one.id] = f"{label} {same + 1}" if same else label
    return labels


def _corrections(shared: Panel, rater: str) -> None:
    scenario = _scenario(shared)
    corrected(shared.store, shared.settings, scenario, rater)


def _new(shared: Panel) -> None:
    """Make a campaign of saved answers."""
    from minigiants import rating, scenario

    name = _scenario(shared)
    kept = shared.store.answers(name)
    if not kept:
        st.text("No answer is saved for this scenario yet: ask something on its page first.")
        return
    with st.form("expert-new"):
        about = scenario.load(name)
        title = st.text_input("Name of the campaign", max_chars=80, placeholder=about.title, key="expert-title")
        most = st.number_input("Number of answers, newest first", 1, len(kept), min(200, len(kept)))
        paired = st.radio("What raters do", _ASKED, horizontal=True) == _ASKED[1]
        share = st.slider("Share rated by several people, to measure agreement", 0, 100, 30, format="%d %%")
        people = st.number_input("Raters for each of these", 2, 9)
        again = st.slider("Share shown to the same rater twice, to measure consistency", 0, 50, 5, format="%d %%")
        scrub = st.checkbox("Remove personal data before anyone sees it", value=True)
        if not st.form_submit_button("Start the campaign", icon=":material/play_arrow:"):
            return
        items = rating.pairs(kept[:most]) if paired else [rating.item(one) for one in kept[:most]]
        if not items:
            st.warning("No two models have answered the same question yet.", icon=":material/info:")
            return
        items = rating.overlapping(items, share / 100, raters=people)
        try:
            with st.spinner("Preparing the campaign…"):
                shared.campaigns.add(
                    title.strip() or about.title,
                    name,
                    items,
                    kind="pairs" if paired else "scale",
                    criteria=rating.criteria(about),
                    repeats=again / 100,
                    scrub=scrub,
                )
        except Exception as error:  # noqa: BLE001 - such as a text that can't be searched for personal data
            st.error(in_words(error), icon=":material/error:")
            return
        st.success(f"“{plain(title.strip() or about.title)}” is ready under Rate.", icon=":material/check:")


def _scenario(shared: Panel) -> str:
    from minigiants import scenario

    titles = {name: scenario.load(name).title for name in scenario.names()}
    return str(
        st.selectbox(
            "Answers of",
            sorted(titles, key=lambda name: not shared.store.answers(str(name))),
            format_func=titles.__getitem__,
            key="expert-scenario",
        )
    )
