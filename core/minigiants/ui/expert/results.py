"""Show what a campaign's ratings mean, and let corrections in as tests."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.rating.history import show_changes
from minigiants.ui.shell import count, file_name, in_words, plain, shorten, table

if TYPE_CHECKING:
    from minigiants.rating import Agreement, Estimate, Statistics
    from minigiants.settings import Settings
    from minigiants.store import Campaign, CampaignProgress, Campaigns, Result, Store

SHOWN = 20
"""Corrections shown at once."""


def so_far(progress: "CampaignProgress", found: "Sequence[Result]") -> None:
    """Say how far the campaign is: who rates and how much, nothing of what was said."""
    raters = len({result.rater for result in found})
    shared = Counter(result.item_id for result in found if result.round == "first" and not result.item.gold)
    twice = sum(number > 1 for number in shared.values())
    st.progress(
        min(1.0, progress.done / max(1, progress.needed)),
        text=f"{progress.done:,} of {progress.needed:,} ratings by {count(raters, 'person')}; "
        f"{count(twice, 'item')} rated by two or more; {count(progress.disputes, 'disagreement')} to settle".replace(
            "persons", "people"
        ),
    )


def waiting(store: "Store", settings: "Settings") -> dict[str, int]:
    """Count the corrections of each scenario that nobody has let in as tests yet."""
    from minigiants import rating, scenario

    return {
        name: len(rating.Gate(settings.home, name, store).waiting(rating.corrections(store, name)))
        for name in scenario.names()
    }


def results(store: "Store", campaigns: "Campaigns", campaign: "Campaign") -> None:
    """Show agreement for each criterion in a sentence, the ranking where there may be one, and the raters' care."""
    from minigiants import rating

    votes = campaigns.results(campaign.id)
    if not votes:
        st.caption("Nothing has been rated yet.")
        return
    with st.spinner("Calculating…"):
        told = rating.statistics(rating.votes(votes, asking=campaign.criteria))
    called = {name: f"Rater {n}" for n, name in enumerate(sorted({r.rater for r in votes}), start=1)}
    questions = {one["name"]: one["question"] for one in campaign.criteria}
    for one in told:
        name = one.agreement.criterion
        st.subheader(questions.get(name, "Which answer is better?"), anchor=False)
        st.text(one.agreement.sentence)
        for remark in one.remarks:
            st.caption(plain(remark))
        _ranking(one)
        _leaning(one, called)
        _figures(one.agreement, called)
    _care(votes, called)
    _give_out(votes, store, campaign)


def _ranking(one: "Statistics") -> None:
    if one.pairwise and one.pairwise.models:
        rows = [
            [str(m.rank), m.model, f"{m.best_rank} to {m.worst_rank}", _said(m.strength), str(m.raw_rank)]
            for m in one.pairwise.models
        ]
        headers = ["Place", "Model", "Likely ranks", "Strength", "Rank by wins"]
        table(headers, rows, caption="Models ranked by pairwise choices")
        return
    models = [scored for scored in one.ranking if scored.name]
    if one.why_no_ranking:
        st.caption("No ranking." if one.why_no_ranking == one.agreement.sentence else _because(one.why_no_ranking))
    elif len(models) > 1 and len(models) <= SHOWN:
        rows = [[str(n), m.name, _said(m.score), str(m.ratings)] for n, m in enumerate(models, start=1)]
        table(["Place", "Name", "Score", "Ratings"], rows, caption="Scores corrected for rater bias")


def _leaning(one: "Statistics", called: Mapping[str, str]) -> None:
    if len(one.raters) < 2:
        return
    rows = [
        [called[r.rater], str(r.ratings), _said(r.bias), _drift(r.drift, sure=r.drift_sure)]
        for r in sorted(one.raters, key=lambda r: r.rater)
    ]
    headers = ["Rater", "Ratings", "Points above the others", "Drift while rating"]
    table(headers, rows, caption="How each rater leans")


def _figures(agreement: "Agreement", called: Mapping[str, str]) -> None:
    """Show every figure of agreement to whoever wants them."""
    ordered = {
        "Krippendorff's alpha, ordinal": agreement.alpha_ordinal,
        "Krippendorff's alpha, interval": agreement.alpha_interval,
        "Gwet's AC2, ordinal": agreement.ac2,
    }
    figures = {
        **({} if agreement.nominal else ordered),
        "Krippendorff's alpha, nominal": agreement.alpha_nominal,
        "Gwet's AC1": agreement.ac1,
        "Fleiss' kappa": agreement.fleiss,
        "Equal ratings": agreement.raw,
        **{
            f"Cohen's kappa, {' and '.join(called[r] for r in sorted(pair.raters))}": pair.kappa
            for pair in agreement.cohen
        },
    }
    with st.expander(
        "All figures of agreement, with 95 % intervals", type="compact", key=f"figures-{agreement.criterion}"
    ):
        rows = [[name, _said(value), str(value.n)] for name, value in figures.items()]
        table(["Figure", "Value", "Items"], rows, caption=f"Figures of agreement on {agreement.criterion}")


def _drift(points: float | None, *, sure: bool) -> str:
    """Say how a rater's scale moved.

    >>> _drift(0.52, sure=True), _drift(-0.04, sure=False), _drift(None, sure=False)
    ('+0.5, more than chance', 'no', '')
    """
    return "" if points is None else f"{points:+.1f}, more than chance" if sure else "no"


def _because(why: str) -> str:
    """Say why there is no ranking.

    >>> _because("there are not two models to compare")
    'No ranking: there are not two models to compare.'
    """
    return f"No ranking: {why[:1].lower()}{why[1:].rstrip('.')}."


def _care(votes: "Sequence[Result]", called: Mapping[str, str]) -> None:
    from minigiants import rating

    rows = [
        [
            called[c.rater],
            str(sum(r.rater == c.rater for r in votes)),
            f"{c.gold_right} of {c.gold}" if c.gold else "none given",
            f"{c.steady} of {c.repeats}" if c.repeats else "none given",
        ]
        for c in rating.care(votes)
    ]
    st.subheader("Attention and consistency", anchor=False)
    headers = ["Rater", "Items", "Known items correct", "Repeats rated the same"]
    table(headers, rows, caption="How attentive and consistent each rater is")


def _give_out(results: "Sequence[Result]", store: "Store", campaign: "Campaign") -> None:
    from minigiants import rating

    called = {name: f"rater-{n}" for n, name in enumerate(sorted({r.rater for r in results}), start=1)}
    text = rating.as_csv(rating.votes(results, asking=campaign.criteria), called)
    file = file_name(campaign.name, "ratings", "csv")
    st.download_button("Export the ratings (CSV)", text, file, "text/csv", icon=":material/download:")
    try:
        pairs = rating.preferred(results, store, campaign.scenario)
    except Exception as error:  # noqa: BLE001 - such as a text that can't be searched for personal data
        st.error(in_words(error), icon=":material/error:")
        return
    if pairs:
        file, kind = file_name(campaign.name, "preferences", "jsonl"), "application/jsonl"
        st.download_button("Export the preferences (JSON lines)", pairs, file, kind, icon=":material/download:")


def corrected(store: "Store", settings: "Settings", scenario: str, reviewer: str) -> None:
    """Show the corrections that nobody has let in as tests, each with what it changes, and let one in."""
    from minigiants import rating

    gate = rating.Gate(settings.home, scenario, store)
    waiting = gate.waiting(rating.corrections(store, scenario))
    st.caption(
        f"{count(len(gate.cases()), 'correction')} accepted so far. A correction that you accept becomes a test: its "
        "question is asked again whenever the tests run (`minigiants rate gate`), and a worse answer fails."
    )
    for one in waiting[:SHOWN]:
        with st.container(border=True, key=f"correction-{one.answer.id}"):
            st.text(shorten(rating.asked(one.request), 300))
            show_changes(one.answer.text, one.text)
            st.caption(f"Corrected by {one.rater} on {one.time:%Y-%m-%d}")
            if st.button("Accept as a test", icon=":material/rule:", key=f"accept-{one.answer.id}"):
                try:
                    gate.accept(one, reviewer=reviewer)
                except rating.GateError:
                    st.warning("It only changes capitals, spaces or punctuation, which no test can detect.")
                except Exception as error:  # noqa: BLE001 - such as a text that can't be searched for personal data
                    st.error(in_words(error), icon=":material/error:")
                else:
                    st.rerun()
    if not waiting:
        st.text("No corrections are waiting.")


def _said(value: "Estimate") -> str:
    if value.value is None:
        return ""
    span = "" if value.low is None or value.high is None else f" ({value.low:.2f} to {value.high:.2f})"
    return f"{value.value:.2f}{span}"
