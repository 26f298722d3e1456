"""The page on which experts rate answers as work: blind, in an order of their own, by keyboard."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from minigiants.settings import Settings
from minigiants.ui.expert.results import corrected, results, so_far, waiting
from minigiants.ui.expert.work import work
from minigiants.ui.shell import ask_name, heading, in_words, name_place, plain, style

if TYPE_CHECKING:
    from minigiants.rating import Vote
    from minigiants.scenario import Scenario
    from minigiants.store import Campaign, Kept, Store

TITLE = "Expert review"
DESCRIPTION = "Rate answers one by one without knowing which model wrote them, and see how far experts agree."
_ASKED = ("Each answer on its own", "The better of two answers")
_VIEWS = ("Rate", "Settle disagreements", "Results", "Corrections", "New campaign")


class Panel:
    """What all experts of the process share: settings, store, campaigns."""

    def __init__(self, settings: Settings) -> None:
        """Open the store; no model and no index is needed."""
        # Imported here: what these pull in takes seconds, and the page's first sight needs none of it.
        from minigiants.services import open_store
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
    with name_place(shared.settings, key="expert-name"):
        rater = ask_name(shared.settings, key="expert-name")
        st.caption("Saved with your ratings. Other raters don't see it.")
    if not rater:
        st.info("Enter your name to begin.", icon=":material/person:")
        return
    campaigns = shared.campaigns.all()
    view = st.segmented_control("View", _VIEWS, key="expert-view", default=_VIEWS[0], label_visibility="collapsed")
    if view == "New campaign":
        _new(shared)
    elif view == "Corrections":
        _corrections(shared, rater)
    elif not campaigns:
        st.text("There is no campaign yet. Ask some questions on another page, then start one under “New campaign”.")
    else:
        _campaign(shared, campaigns, rater, view or "Rate")


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
    rater = shared.campaigns.called(chosen.id, rater)
    if view == "Results":
        left = shared.campaigns.progress(chosen.id, rater)
        so_far(left, shared.campaigns.results(chosen.id))
        if left.done < left.needed and not st.checkbox(
            "I run this campaign and don't rate in it: show the results so far", key="expert-unblind"
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
    found = waiting(shared.store, shared.settings)
    scenario = _scenario(shared, first=found)
    corrected(shared.store, shared.settings, scenario, rater)


def _new(shared: Panel) -> None:
    """Make a campaign of saved answers."""
    from minigiants import scenario

    name = _scenario(shared)
    answers = shared.store.answers(name)
    if not answers:
        st.text("No answer is saved for this scenario yet: ask something on its page first.")
        return
    settled = _settled(shared, name)
    with st.form("expert-new"):
        wishes = _wishes(scenario.load(name), len(answers), len(settled))
        if st.form_submit_button("Start the campaign", icon=":material/play_arrow:"):
            _start(shared, scenario.load(name), answers[: wishes["most"]], settled, wishes)


def _wishes(about: "Scenario", most: int, golden: int) -> dict[str, Any]:
    """Ask what the campaign is to be."""
    wishes: dict[str, Any] = {
        "title": st.text_input("Name of the campaign", max_chars=80, placeholder=about.title, key="expert-title"),
        "most": st.number_input("Number of answers, newest first", 1, most, min(200, most)),
        "paired": st.radio("What raters do", _ASKED, horizontal=True) == _ASKED[1],
        "share": st.slider("Share rated by several people, to measure agreement", 0, 100, 30, format="%d %%"),
        "people": st.number_input("Raters for each of these", 2, 9),
        "again": st.slider("Share shown to the same rater twice, to measure consistency", 0, 50, 5, format="%d %%"),
        "scrub": st.checkbox("Remove personal data before anyone sees it", value=True),
        "own": st.text_input(
            "A question of your own (optional)", max_chars=200, placeholder="What is it about?", key="expert-own"
        ),
        "words": st.text_input(
            "Its labels, separated by commas", max_chars=300, placeholder="billing, delivery", key="expert-labels"
        ),
        "gold": 0,
    }
    if golden:
        reason = "Every rater gets these, and is measured by the values that experts have settled before."
        wishes["gold"] = st.number_input("Known items", 0, golden, 0, help=reason, key="expert-gold")
    return wishes


def _start(
    shared: Panel, about: "Scenario", answers: "Sequence[Kept]", golden: "list[list[Vote]]", wishes: Mapping[str, Any]
) -> None:
    from minigiants import rating

    items = rating.pairs(answers) if wishes["paired"] else [rating.item(one) for one in answers]
    if not items:
        st.warning("No two models have answered the same question yet.", icon=":material/info:")
        return
    if wishes["gold"] and not wishes["paired"]:
        there = {one.answer_id for one in items}
        chosen = [votes for votes in golden if votes[0].item in there][: wishes["gold"]]
        items = rating.with_known(items, [vote for votes in chosen for vote in votes])
    title, own = wishes["title"].strip() or about.title, wishes["own"].strip()
    try:
        criteria = rating.criteria(about)
        criteria += [rating.labels(own, wishes["words"])] if own or wishes["words"].strip() else []
        with st.spinner("Preparing the campaign…"):
            shared.campaigns.add(
                title,
                about.name,
                rating.overlapping(items, wishes["share"] / 100, raters=wishes["people"]),
                kind="pairs" if wishes["paired"] else "scale",
                criteria=criteria,
                repeats=wishes["again"] / 100,
                scrub=wishes["scrub"],
            )
    except Exception as error:  # noqa: BLE001 - such as a text that can't be searched for personal data
        st.error(in_words(error), icon=":material/error:")
        return
    st.success(f"“{plain(title)}” is ready under Rate.", icon=":material/check:")


def _settled(shared: Panel, name: str) -> "list[list[Vote]]":
    """Return the votes that stand on each answer that earlier campaigns of the scenario have settled."""
    from minigiants import rating

    earlier = [one.id for one in shared.campaigns.all() if one.scenario == name and one.kind == "scale"]
    votes: dict[str, dict[str, int]] = {}
    for campaign_id in earlier:
        votes = rating.settled(shared.campaigns.results(campaign_id)) | votes
    return [
        [rating.Vote(item=answer, rater="", criterion=criterion, value=value) for criterion, value in values.items()]
        for answer, values in votes.items()
    ]


def _scenario(shared: Panel, *, first: "Mapping[str, int] | None" = None) -> str:
    """Ask whose answers; those with the highest number in `first` come first, then those that have any answer."""
    from minigiants import scenario

    counts = first or {}
    titles = {name: scenario.load(name).title for name in scenario.names()}
    return str(
        st.selectbox(
            "Answers of",
            sorted(titles, key=lambda name: (-counts.get(str(name), 0), not shared.store.answers(str(name)))),
            format_func=lambda name: f"{titles[name]} ({counts[name]} waiting)" if counts.get(name) else titles[name],
            key="expert-scenario",
        )
    )
