"""Work through a campaign: one item after the other, resumable, with a way back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from minigiants.ui.expert.card import show_card
from minigiants.ui.expert.drawn import turned
from minigiants.ui.shell import count, duration, in_words

if TYPE_CHECKING:
    from minigiants.store import Campaign, CampaignProgress, Campaigns, Mark, Rating, Task

_KEYS = {
    "scale": "Keys: digits answer, Enter saves, U undoes the last one, S skips, N next question, E corrects, "
    "C comments, M marks words, Escape leaves a field.",
    "pairs": "Keys: 1, 2 or 0 chooses and saves, U undoes the last one, S skips, C comments before you choose, "
    "Escape leaves a field.",
}


def work(campaigns: "Campaigns", campaign: "Campaign", rater: str, *, adjudicate: bool = False) -> None:
    """Show the rater's next item and how far the work is; what was saved is saved, whatever happens to the page."""
    problem = st.session_state.pop("expert-problem", "")
    if problem:
        st.error(problem, icon=":material/error:")
    try:
        task = campaigns.next_task(campaign.id, rater, adjudicate=adjudicate)
        progress = campaigns.progress(campaign.id, rater)
    except Exception as error:  # noqa: BLE001 - such as a database that another program holds
        st.error(in_words(error), icon=":material/error:")
        st.button("Try again", icon=":material/refresh:")
        return
    if adjudicate:
        left = max(progress.disputes, int(task is not None))
        st.text(f"{count(left, 'disagreement')} left for people who did not rate the item.")
    else:
        st.progress(min(1.0, progress.done / max(1, progress.needed)), text=told(progress))
    if task is None:
        _finished(campaigns, campaign, rater, adjudicate=adjudicate)
        return
    if task.round == "adjudication":
        st.info("These raters disagree. Your decision is final.", icon=":material/balance:")
    st.caption(_KEYS[campaign.kind])

    def said(came: Mapping[str, Any]) -> None:
        _guarded(lambda: campaigns.save(int(came["task"]), ratings(task, rater, came), seconds=float(came["seconds"])))

    show_card(
        task,
        campaign,
        on_said=said,
        on_undone=lambda: _guarded(lambda: campaigns.undo(campaign.id, rater, adjudicate=adjudicate)),
        on_skipped=lambda task_id: _guarded(lambda: campaigns.skip(task_id, rater=rater)),
    )


def told(progress: "CampaignProgress") -> str:
    """Say how far it is.

    >>> from minigiants.store import CampaignProgress
    >>> told(CampaignProgress(mine=3, done=10, needed=260, disputes=0, seconds_left=90.0))
    'You: 3 items. All: 10 of 260 ratings. About 1 min 30 s left for you.'
    """
    left = progress.seconds_left
    time = f" About {duration(left)} left for you." if left and progress.done < progress.needed else ""
    return f"You: {count(progress.mine, 'item')}. All: {progress.done:,} of {progress.needed:,} ratings.{time}"


def ratings(task: "Task", rater: str, came: Mapping[str, Any]) -> "list[Rating]":
    """Return what came from the card as ratings: a row for each criterion, one for a correction or comment."""
    from minigiants.store import Rating

    now = datetime.now(UTC)
    values = {str(name): int(value) for name, value in dict(came["values"]).items()}
    if task.swapped:
        values = {name: turned(value) for name, value in values.items()}
    rows = [
        Rating(answer_id=task.answer_id, rater=rater, criterion=name, value=value, time=now)
        for name, value in values.items()
    ]
    text = str(task.content.get("text", ""))
    edit, comment = str(came["edit"]).strip(), str(came["comment"]).strip()
    edit = "" if edit == text.strip() else edit
    if edit or comment:
        of = task.answer_id
        rows.append(
            Rating(answer_id=of, rater=rater, criterion="overall", value=None, time=now, edit=edit, comment=comment)
        )
    if marks := _marks(came.get("marks", ()), len(text)):
        # No value: how many places are marked is no step of a scale, and nothing to disagree on.
        of = task.answer_id
        rows.append(Rating(answer_id=of, rater=rater, criterion="marks", value=None, time=now, marks=marks))
    return rows


def _marks(came: Any, length: int) -> "tuple[Mark, ...]":
    """Return the places that came from the browser, those that are none left out."""
    from minigiants.store import Mark

    spans = [(int(one["start"]), int(one["end"]), one["kind"]) for one in came]
    return tuple(
        Mark(start=start, end=end, kind="wrong" if kind == "wrong" else "missing")
        for start, end, kind in spans
        if 0 <= start < end <= length
    )


def _guarded(act: Any) -> None:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - the page says it, and the item stays
        st.session_state["expert-problem"] = in_words(error)


def _finished(campaigns: "Campaigns", campaign: "Campaign", rater: str, *, adjudicate: bool) -> None:
    words = "No disagreement is left for you to settle." if adjudicate else "You have rated everything here. Thank you."
    st.success(words, icon=":material/check:")
    st.button(
        "Undo the last one",
        icon=":material/undo:",
        on_click=lambda: _guarded(lambda: campaigns.undo(campaign.id, rater, adjudicate=adjudicate)),
    )
