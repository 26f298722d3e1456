"""Choose what a campaign hands out: saved answers, or those of batch runs, one by one or in pairs."""

from collections.abc import Sequence
from pathlib import Path

from minigiants import rating, scenario
from minigiants.store import Campaign, CampaignProgress, Item, Store

CAMPAIGN = ("id", "name", "scenario", "kind", "ratings", "needed")
"""Columns of a campaign's row."""


def chosen_items(
    store: Store,
    name: str,
    *,
    newest: int,
    between_two: bool,
    questions: Path | None,
    answers: Sequence[Path] | None,
) -> list[Item]:
    """Return the items; raises LookupError where there is nothing to rate."""
    scenario.load(name)
    if bool(questions) != bool(answers):
        raise ValueError("a run is told by both: --questions is what it read, --answers is what it wrote")
    if questions:
        saved = [one for file in answers or () for one in rating.bring_in(store, name, questions, file)]
    else:
        saved = store.answers(name, newest)
    if not saved:
        raise LookupError(f"no answer of {name!r} is saved yet: ask something on its page first")
    items = rating.pairs(saved) if between_two else [rating.item(one) for one in saved]
    if not items:
        raise LookupError("no two answers to the same request by different models are there to choose from")
    return items


def campaign_row(one: Campaign, progress: CampaignProgress) -> dict[str, str | int]:
    """Return what is told of a campaign."""
    told = (one.id, one.name, one.scenario, one.kind, progress.done, progress.needed)
    return dict(zip(CAMPAIGN, told, strict=True))
