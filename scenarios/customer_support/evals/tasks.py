"""Evaluate customer support: our own shop, talks of MTRAG-UN, questions that do not belong, and who wants a person."""

import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer, stderr
from inspect_ai.solver import TaskState

from minigiants.evaluation import Setup, ask
from minigiants.pipeline import Pipeline, Services
from minigiants.settings import Settings
from minigiants.types import Hit

from ..pipeline import Support
from ..replying.drafting import PROMPTS
from ..sites import NEUTRAL, load_site
from . import data, metrics

_FOLDER = Path(__file__).parents[1]
SAMPLES = _FOLDER / "samples.jsonl"
TALKS = 80
"""Talks of MTRAG-UN by default; `--limit 288` takes all."""
MESSAGES = 400
"""Messages of CLINC150 and of Bitext by default."""
_LEARNED = "in-sample: the weights were learned on these; the card has the cross-validated figures"


@task
def samples(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Ask the scenario's own samples of its own shop."""
    setup = setup or Setup.of(Settings())
    lines = [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines() if line.strip()]
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    chosen = sorted(dice.sample(range(len(lines)), min(limit or len(lines), len(lines))))
    files = {path.name: path.read_bytes() for path in sorted((_FOLDER / "documents").iterdir()) if path.is_file()}
    site = load_site(_FOLDER / "shop.toml")
    digest = hashlib.sha256(SAMPLES.read_bytes() + b"".join(files.values())).hexdigest()
    found = [_own(lines[i]) for i in chosen]
    return _task("samples", found, (Support(site), setup.services("shop", files)), setup, [digest, ""])


@task
def mtrag(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Answer the last message of MTRAG-UN's talks from the pooled passages of each knowledge base."""
    return _mtrag("ab", limit, seed, setup)


@task
def half_a(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Answer one half of MTRAG-UN's talks: the test of what an adapter learned on the other."""
    return _mtrag("a", limit, seed, setup)


@task
def half_b(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Answer the other half."""
    return _mtrag("b", limit, seed, setup)


@task
def scope(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Ask CLINC150's validation questions of a site that was told its training questions."""
    setup = setup or Setup.of(Settings())
    parts, digest = data.load_clinc(setup.settings)
    site = replace(
        NEUTRAL,
        inside=tuple(message.text for message in parts["train"]),
        outside=tuple(message.text for message in parts["oos_train"]),
    )
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    count = MESSAGES if limit is None else limit
    inside = rng.sample(parts["val"], min(count, len(parts["val"])))
    samples = [_message(m.text, f"in-{i}", outside=False) for i, m in enumerate(inside)]
    samples += [_message(m.text, f"out-{i}", outside=True) for i, m in enumerate(parts["oos_val"][:count])]
    services = replace(setup.services("nothing", {}), retrieve=_nothing)
    return _task(
        "scope", samples, (Support(site), services), setup, [digest, "only whether a question belongs is decided"]
    )


@task
def intents(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Tell who wants a person and who complains among Bitext's requests."""
    setup = setup or Setup.of(Settings())
    messages, digest = data.load_bitext(setup.settings)
    reasons = {"contact_human_agent": "asked for a person", "complaint": "complaint"}
    clear = [message for message in messages if message.intent != "contact_customer_service"]
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    chosen = dice.sample(clear, min(MESSAGES if limit is None else limit, len(clear)))
    samples = [_message(m.text, str(i), reason=reasons.get(m.intent, "")) for i, m in enumerate(chosen)]
    services = replace(setup.services("nothing", {}), retrieve=_nothing)
    # Most of these are about orders of the customer's own, which is another decision than the two that are measured.
    site = replace(NEUTRAL, rules=tuple(rule for rule in NEUTRAL.rules if rule.reason != "account-specific"))
    return _task("intents", samples, (Support(site), services), setup, [digest, _LEARNED])


def _mtrag(halves: str, limit: int | None, seed: int, setup: Setup | None) -> Task:
    setup = setup or Setup.of(Settings())
    loaded = data.load_mtrag(setup.settings)
    talks = [talk for talk in loaded.tasks if talk.half in halves]
    chosen = data.draw(talks, min(TALKS if limit is None else limit, len(talks)), seed)
    name = "mtrag" if len(halves) > 1 else f"mtrag half {halves}"
    asks = (Support(NEUTRAL), data.searchable(loaded, setup))
    return _task(name, [_talk(talk) for talk in chosen], asks, setup, [loaded.sha256, _LEARNED])


def _nothing(question: str, *, collection: str, limit: int) -> list[Hit]:
    """Find nothing: what is measured is what is decided before the search."""
    return []


def _task(
    name: str, samples: Sequence[Sample], asks: tuple[Pipeline, Services], setup: Setup, about: Sequence[str]
) -> Task:
    (pipeline, services), (digest, note) = asks, about
    return Task(
        dataset=MemoryDataset(list(samples), name=name),
        solver=ask(pipeline, services, total=len(samples), on_progress=setup.on_progress),
        scorer=[decided()],
        metadata={
            "dataset": f"customer_support {name}",
            "dataset_sha256": digest,
            "notes": [note] if note else [],
            "model": setup.name,
            "model_sha256": setup.model_sha256,
            "prompt_sha256": PROMPTS.sha256,
        },
    )


def _own(line: Mapping[str, Any]) -> Sample:
    about = line["metadata"]
    return _sample(
        line["id"],
        {**line["input"], "collection": "shop"},
        kind=about["action"],
        reason=about["reason"],
        answers=[line["target"]] if line["target"] and about["document"] else [],
        gold=[about["document"]] if about["document"] not in ("", "Standard answers") else [],
    )


def _talk(talk: data.TalkTask) -> Sample:
    return _sample(
        talk.id,
        {"messages": list(talk.messages), "collection": talk.collection},
        kind=talk.kind,
        answers=list(talk.answers),
        gold=list(talk.gold) if talk.kind in ("answer", "partial") else [],
        strict=True,
        in_sample=True,
    )


def _message(text: str, name: str, *, reason: str = "", **about: Any) -> Sample:
    request = {"messages": [{"role": "user", "content": text}], "collection": "scope"}
    kind = "handoff" if reason else "abstain"
    return _sample(name, request, kind=kind, reason=reason, **about)


def _sample(name: str, request: Mapping[str, Any], **about: Any) -> Sample:
    last = request["messages"][-1]["content"]
    metadata = {"request": {"id": name, **request}, "asked": True, **about}
    return Sample(id=name, input=last, target=about["kind"], metadata=metadata)


@scorer(metrics=[mean(), stderr()])
def decided() -> Scorer:
    """Give 1 for the right decision, for the right reason; a failure is wrong."""

    async def score(state: TaskState, target: Target) -> Score | None:
        outcome = state.metadata["outcome"]
        said = outcome.get("error") or f"{outcome['action']}: {outcome['reason']}".rstrip(": ")
        return Score(value=float(metrics.right(state.metadata)), explanation=said)

    return score
