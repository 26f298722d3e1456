"""Put answers together for a campaign, and read its results as votes."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from minigiants.rating._votes import Vote, VotesError
from minigiants.scenario import Scenario
from minigiants.store import Item, Kept, Result
from minigiants.types import Answer, Evidence

SPEAKERS = {"user": "Customer", "assistant": "Assistant", "agent": "Colleague"}
"""What a rater reads for the role of who speaks in a talk."""

PREFERENCE = "preference"
"""The criterion of a choice between two: 1 the first, 2 the second, 0 a tie."""

LABELS = "label"
"""The criterion of a campaign's own question, whose answers are labels without an order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Care:
    """How attentive and how steady a rater is."""

    rater: str
    gold: int
    """Known items that this rater was given."""
    gold_right: int
    """Of these, the ones rated within one step of the known value (the same choice between two)."""
    repeats: int
    """Items that came a second time."""
    steady: int
    """Of these, the ones rated the same within one step."""


def asked(request: Mapping[str, Any]) -> str:
    """Return a request as a person reads it.

    >>> asked({"id": "7", "question": "When?", "collection": "c"})
    'When?'
    >>> asked({"messages": [{"role": "user", "content": "Hi"}]})
    'Customer: Hi'
    """
    said = [value for key, value in request.items() if key not in ("id", "collection")]
    return "\n\n".join(_said(value) for value in said if value)


def item(answer: Kept) -> Item:
    """Return a saved answer as an item of a campaign: what raters see, and apart from it what made it."""
    content = _asked(answer) | {"text": answer.answer.text, "evidence": _evidence(answer.answer.evidence)}
    if not answer.answer.evidence and answer.answer.trace and answer.answer.trace.selected:
        # What it had before it when it refused or asked back: without it nobody can say whether that was right.
        content["read"] = _evidence(answer.answer.trace.selected)
    return Item(content=content, answer_id=answer.answer.id, origin=_origin(answer.answer))


def pair(one: Kept, other: Kept, called: Mapping[str, str]) -> Item:
    """Return two answers to the same request as an item to choose from; `called` names what made each, by its id."""
    evidence = _evidence(dict.fromkeys((*one.answer.evidence, *other.answer.evidence)))
    shown = _asked(one) | {"texts": [one.answer.text, other.answer.text], "evidence": evidence}
    origin = {"models": [called[one.answer.id], called[other.answer.id]]}
    return Item(content=shown, answer_id=one.answer.id, other_id=other.answer.id, origin=origin)


def model_names(kept: Sequence[Kept]) -> dict[str, str]:
    """Name what made each answer, by the answer's id; one model with several files or prompts has as many names."""
    origins = {one.answer.id: _origin(one.answer) for one in kept}
    variants: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for made in origins.values():
        variants[made["model"]].add((made["model_sha256"], made["prompt_sha256"]))
    return {answer: _name(made, variants[made["model"]]) for answer, made in origins.items()}


def overlapping(items: Sequence[Item], share: float, *, raters: int = 2, seed: int = 0) -> list[Item]:
    """Let `share` of the items be rated by `raters` people, drawn at random, and the others by one.

    >>> [i.needed for i in overlapping([Item(content={}, answer_id=str(n)) for n in range(4)], 0.5)].count(2)
    2
    """
    common = [n for n, one in enumerate(items) if not one.gold]
    drawn = set(random.Random(seed).sample(common, round(share * len(common))))  # noqa: S311 - no secret
    return [replace(one, needed=raters if n in drawn else 1) for n, one in enumerate(items)]


def with_known(items: Sequence[Item], votes: Sequence[Vote]) -> list[Item]:
    """Make the items whose answers are in `votes` such that every rater gets them and is measured by them.

    Raises KeyError when a known answer is not among the items.

    >>> with_known([Item(content={}, answer_id="a")], [Vote(item="a", rater="", criterion="c", value=5)])[0].gold
    {'c': 5}
    """
    values: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for vote in votes:
        values[vote.item][vote.criterion] = round(vote.value)
    if lost := values.keys() - {one.answer_id for one in items}:
        raise KeyError(f"the known answer {min(lost)!r} is not among the campaign's {len(items)}: take more answers")
    return [replace(one, gold=values[one.answer_id]) if one.answer_id in values else one for one in items]


def criteria(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the scenario's criteria as a campaign keeps them."""
    return [
        {"name": c.name, "question": c.question, "steps": list(c.anchors), "needs_sources": c.needs_sources}
        for c in scenario.criteria
    ]


def labels(question: str, words: str) -> dict[str, Any]:
    """Return a question that is answered by one of a few labels, as a campaign keeps it.

    Raises VotesError where nothing is asked, or there are not two to nine labels; each has a key of its own.

    >>> labels("What is it about?", "billing, delivery,, other")["steps"]
    ['billing', 'delivery', 'other']
    """
    steps = list(dict.fromkeys(filter(None, (" ".join(word.split()) for word in words.split(",")))))
    if not question:
        raise VotesError("labels need a question that they answer: write it")
    if not 2 <= len(steps) <= 9:
        raise VotesError(f"a question with labels has two to nine of them, parted by commas, not {len(steps)}")
    return {"name": LABELS, "question": question, "steps": steps, "labels": True}


def votes(results: Sequence[Result], *, settled: bool = False, asking: Sequence[Mapping[str, Any]] = ()) -> list[Vote]:
    """Return the first ratings as votes, or what stands in the end when `settled`; no known items, no repeats.

    For a choice between two, `left` is what was shown first. `asking` has the campaign's criteria: values of one with
    labels are told in words.
    """
    rounds = ("first", "adjudication") if settled else ("first",)
    counted = [r for r in results if not r.item.gold and r.round in rounds]
    decided = {r.item_id for r in counted if r.round == "adjudication"}
    kept = [r for r in counted if r.round == "adjudication" or r.item_id not in decided]
    words = {one["name"]: one["steps"] for one in asking if one.get("labels")}
    return [_in_words(vote, words.get(vote.criterion, ())) for result in kept for vote in _votes(result)]


def _in_words(vote: Vote, steps: Sequence[str]) -> Vote:
    if not 1 <= vote.value <= len(steps):
        return vote
    return replace(vote, label=steps[int(vote.value) - 1], ordered=False)


def settled(results: Sequence[Result]) -> dict[str, dict[str, int]]:
    """Return the values of each answer that stand: what was adjudicated, or what two raters and more said alike.

    These are values to measure other raters by, see `with_known`.
    """
    decided = {r.item.answer_id: _values(r) for r in results if r.round == "adjudication"}
    choices: defaultdict[str, list[dict[str, int]]] = defaultdict(list)
    for result in results:
        if result.round == "first" and not result.item.gold:
            choices[result.item.answer_id].append(_values(result))
    alike = {key: given[0] for key, given in choices.items() if len(given) > 1 and all(v == given[0] for v in given)}
    return {key: values for key, values in (alike | decided).items() if values and PREFERENCE not in values}


def care(results: Sequence[Result]) -> list[Care]:
    """Return how each rater did on known items and on repeats."""
    by_rater: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_rater[result.rater].append(result)
    return [_care(rater, mine) for rater, mine in sorted(by_rater.items())]


def _care(rater: str, mine: Sequence[Result]) -> Care:
    first = {r.item_id: _values(r) for r in mine if r.round == "first"}
    gold = [_near(_values(r), r.item.gold) for r in mine if r.item.gold and r.round == "first"]
    again = [_near(_values(r), first[r.item_id]) for r in mine if r.round == "repeat" and r.item_id in first]
    return Care(rater=rater, gold=len(gold), gold_right=sum(gold), repeats=len(again), steady=sum(again))


def _near(said: Mapping[str, int], known: Mapping[str, int]) -> bool:
    return all(
        name in said and abs(said[name] - value) <= (0 if name == PREFERENCE else 1) for name, value in known.items()
    )


def _votes(result: Result) -> list[Vote]:
    models = result.item.origin.get("models") or [result.item.origin.get("model", "")]
    item, rater = str(result.item_id), result.rater
    votes = []
    for name, value in _values(result).items():
        if name == PREFERENCE and len(models) == 2:
            left, right = reversed(models) if result.swapped else models
            shown = (3 - value if value else 0) if result.swapped else value
            votes.append(Vote(item=item, rater=rater, criterion=name, value=float(shown), left=left, right=right))
        else:
            votes.append(Vote(item=item, rater=rater, criterion=name, value=float(value), model=models[0]))
    return votes


def _values(result: Result) -> dict[str, int]:
    return {r.criterion: r.value for r in result.ratings if r.value is not None}


def _said(value: object) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(_said(one) for one in value)
    if isinstance(value, Mapping) and "content" in value:
        role = str(value.get("role", ""))
        return f"{SPEAKERS.get(role, role)}: {value['content']}".removeprefix(": ")
    return str(value)


def _asked(kept: Kept) -> dict[str, Any]:
    """Return what was asked, and the turns of the talk before it where there was one."""
    turns = kept.request.get("messages")
    shown: dict[str, Any] = {"question": asked(kept.request)}
    if isinstance(turns, list | tuple) and len(turns) > 1:
        shown["turns"] = [[str(one.get("role", "")), str(one.get("content", ""))] for one in turns]
    return shown


def _evidence(places: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [{"document": e.document, "page": e.page, "text": e.text} for e in places]


def _name(variant: Mapping[str, str], variants: set[tuple[str, str]]) -> str:
    """Return a model's name with the beginning of each hash in which its variants differ.

    >>> _name({"model": "m", "model_sha256": "", "prompt_sha256": "ab"}, {("", "ab"), ("", "cd")})
    'm (ab)'
    """
    hashes = zip(*variants, strict=True)
    keys = ("model_sha256", "prompt_sha256")
    differing = [variant[key][:8] for key, found in zip(keys, hashes, strict=True) if len(set(found)) > 1]
    return f"{variant['model']} ({', '.join(differing)})" if differing else variant["model"]


def _origin(answer: Answer) -> dict[str, str]:
    generation = answer.generation
    return {
        "model": generation.model if generation else "",
        "model_sha256": generation.model_sha256 if generation else "",
        "prompt_sha256": generation.prompt_sha256 if generation else "",
    }
