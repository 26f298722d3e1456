"""Bring the answers of a batch run into the store, so that they can be rated like any others."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from minigiants.rating._campaign import asked, model_names, pair
from minigiants.rating._votes import VotesError
from minigiants.store import Item, Kept, Store
from minigiants.types import Answer, Evidence, Generation


def bring_in(store: Store, scenario: str, questions: Path, answers: Path) -> list[Kept]:
    """Save the answers of a run (what `minigiants run` wrote) with their questions (what it read); return them.

    An answer that is there already is not saved again; lines with an error are left out. Raises VotesError.
    """
    requests = {str(line.get("id")): line for line in _lines(questions)}
    saved = []
    for line in _lines(answers):
        request = requests.get(str(line.get("id")))
        if request is None or "error" in line or "text" not in line:
            continue
        answer = _answer(line, request)
        try:
            saved.append(store.kept(answer.id))
        except KeyError:
            store.save_answer(answer, scenario=scenario, request=request)
            saved.append(store.kept(answer.id))
    if not saved:
        raise VotesError("no answer of the run belongs to one of the questions: their ids must be the same")
    return saved


def pairs(stored: Sequence[Kept]) -> list[Item]:
    """Return each two different answers to the same request that different models or prompts gave, to choose from."""
    same: defaultdict[str, list[Kept]] = defaultdict(list)
    for one in stored:
        same[asked(one.request)].append(one)
    called = model_names(stored)
    two = ((a, b) for group in same.values() for a, b in combinations(group, 2) if _differ(a.answer, b.answer))
    return [pair(a, b, called) for a, b in two]


def _differ(one: Answer, other: Answer) -> bool:
    a, b = one.generation, other.generation
    made = a and b and (a.model, a.model_sha256, a.prompt_sha256) != (b.model, b.model_sha256, b.prompt_sha256)
    return bool(made) and one.text.strip() != other.text.strip()


def _answer(line: Mapping[str, Any], request: Mapping[str, Any]) -> Answer:
    text, model = str(line["text"]), str(line.get("model", ""))
    key = json.dumps([model, text, request], sort_keys=True, default=str)
    evidence = tuple(
        Evidence(
            passage_id="",
            document_id="",
            document=str(one.get("document", "")),
            page=int(one.get("page", 1)),
            start=0,
            end=len(str(one.get("text", ""))),
            text=str(one.get("text", "")),
        )
        for one in line.get("evidence", ())
    )
    return Answer(
        id=hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32],
        text=text,
        action=line.get("action", "answer"),
        evidence=evidence,
        generation=Generation(
            text=text,
            tokens_in=0,
            tokens_out=0,
            seconds_to_first_token=0.0,
            seconds=0.0,
            model=model,
            model_sha256="",
            seed=0,
            prompt_sha256="",
        ),
        seconds=float(line.get("seconds") or 0.0),
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, text in enumerate(path.read_text("utf-8-sig").split("\n"), start=1):
        if not text.strip():
            continue
        try:
            read = json.loads(text)
        except ValueError:
            raise VotesError(f"line {number} of {path.name!r} is not a JSON object") from None
        if isinstance(read, dict):
            yield read
