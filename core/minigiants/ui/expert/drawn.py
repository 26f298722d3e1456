"""Put a task into what the browser draws of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minigiants.store import Campaign, Task


def card(task: "Task", campaign: "Campaign") -> dict[str, Any]:
    """Return what the browser draws; nothing in it says what made the answer."""
    from minigiants.rating import SPEAKERS

    content = task.content
    texts = list(content["texts"]) if "texts" in content else [content["text"]]
    values = {r.criterion: r.value for r in task.earlier if r.value is not None}
    if task.swapped:
        texts.reverse()
        values = {name: turned(value) for name, value in values.items()}
    edits = [r.edit for r in task.earlier if r.edit]
    evidence = list(content.get("evidence", ()))
    criteria = _criteria(campaign, sources=bool(evidence))
    return {
        "token": f"{task.id}-{len(task.earlier)}",
        "task": task.id,
        "pairs": campaign.kind == "pairs",
        "question": content["question"],
        "texts": texts,
        "turns": [[SPEAKERS.get(role, role), text] for role, text in content.get("turns", ())],
        "evidence": evidence,
        "read": list(content.get("read", ())),
        "criteria": criteria,
        "values": values,
        "edit": edits[-1] if edits else texts[0],
        "marks": [asdict(mark) for r in task.earlier for mark in r.marks],
        "comment": next((r.comment for r in task.earlier if r.comment), ""),
        "others": [_others(ratings, criteria, swapped=task.swapped) for ratings in task.others],
    }


def turned(value: int) -> int:
    """Return a choice between two as it reads with the two exchanged.

    >>> [turned(value) for value in (0, 1, 2)]
    [0, 2, 1]
    """
    return 3 - value if value else 0


def _criteria(campaign: "Campaign", *, sources: bool) -> list[dict[str, Any]]:
    """Return what is asked; what is about sources only where there are some."""
    if campaign.kind == "pairs":
        choices = [[1, "1 The first"], [2, "2 The second"], [0, "0 (or T) No difference"]]
        return [{"name": "preference", "question": "Which answer is better?", "choices": choices}]
    return [
        {
            "name": one["name"],
            "question": one["question"],
            "choices": [[n, f"{n} {words}".strip()] for n, words in enumerate(one["steps"], start=1)],
        }
        for one in campaign.criteria
        if sources or not one.get("needs_sources")
    ]


def _others(ratings: Sequence[Any], asked: Sequence[Mapping[str, Any]], *, swapped: bool) -> str:
    """Say what another rater said as the card asks it: `Is it right? 2 More wrong than right`."""
    words = {(one["name"], value): f"{one['question']} {text}" for one in asked for value, text in one["choices"]}
    lines = []
    for r in ratings:
        value = turned(r.value) if swapped and r.value is not None else r.value
        lines += [] if value is None else [words.get((r.criterion, value), f"{r.criterion} {value}")]
        lines += [f"It should read: {r.edit}"] if r.edit else []
        lines += [f"Comment: {r.comment}"] if r.comment else []
        lines += [f"Places marked: {len(r.marks)}"] if r.marks else []
    return "\n".join(lines)
