"""Evaluate document questions: the scenario's own samples, and CLAPnq where its data are."""

import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer, stderr
from inspect_ai.solver import TaskState

from minigiants.evaluation import Setup, ask
from minigiants.settings import Settings

from ..pipeline import answer
from ..reading import READER
from . import data, metrics

_FOLDER = Path(__file__).parent
_DOCUMENTS = _FOLDER.parent / "documents"
SAMPLES = _FOLDER / "samples.jsonl"
ASKED = 200
"""Questions of CLAPnq that the model is asked by default, half of them unanswerable."""
_IN_SAMPLE = (
    "in-sample: the weights and thresholds in weights.json were learned on these questions (the card has the "
    "cross-validated figures); which documents are hits was not fitted"
)


@task
def samples(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Ask the scenario's own samples of its own documents."""
    every, files = own()
    digest = hashlib.sha256(SAMPLES.read_bytes() + b"".join(files.values())).hexdigest()
    about = {"dataset": "document_qa samples", "dataset_sha256": digest, "notes": []}
    chosen = sorted(random.Random(seed).sample(range(len(every)), min(limit or len(every), len(every))))  # noqa: S311 - a sample
    return _task("samples", [every[i] for i in chosen], files, setup or Setup.of(Settings()), about)


@task
def clapnq(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Ask CLAPnq's development questions of all its passages: `limit` with the model, the others without it."""
    setup = setup or Setup.of(Settings())
    loaded = data.load(setup.settings)
    asked = data.sample(loaded.questions, ASKED if limit is None else limit, seed)
    chosen = {question.id for question in asked}
    rest = [question for question in loaded.questions if question.id not in chosen]
    found = [_clapnq(q, with_model=True) for q in asked] + [_clapnq(q, with_model=False) for q in rest]
    about = {"dataset": "CLAPnq dev, pooled", "dataset_sha256": loaded.sha256, "notes": [_IN_SAMPLE]}
    return _task("clapnq", found, loaded.files, setup, about)


@task
def half_a(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Ask one half of CLAPnq's questions of all its passages: the test of what was learned on the other."""
    return _half("a", limit, seed, setup or Setup.of(Settings()))


@task
def half_b(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Ask the other half."""
    return _half("b", limit, seed, setup or Setup.of(Settings()))


def own() -> tuple[list[Sample], dict[str, bytes]]:
    """Read the scenario's own samples and documents (name -> bytes)."""
    lines = [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines() if line.strip()]
    files = {path.name: path.read_bytes() for path in sorted(_DOCUMENTS.iterdir()) if path.is_file()}
    return [_own(line) for line in lines], files


def _half(half: str, limit: int | None, seed: int, setup: Setup) -> Task:
    loaded = data.load(setup.settings)
    questions = [question for question in loaded.questions if question.half == half]
    found = [_clapnq(q, with_model=True) for q in data.sample(questions, ASKED if limit is None else limit, seed)]
    name = f"CLAPnq dev, pooled, half {half}"
    about = {"dataset": name, "dataset_sha256": loaded.sha256, "notes": [_IN_SAMPLE]}
    return _task("clapnq", found, loaded.files, setup, about)


def _task(
    name: str, every: Sequence[Sample], files: Mapping[str, bytes], setup: Setup, about: Mapping[str, Any]
) -> Task:
    for sample in every:
        assert sample.metadata is not None
        sample.metadata["request"]["collection"] = name
    return Task(
        dataset=MemoryDataset(list(every), name=name),
        solver=ask(answer, setup.services(name, files), total=len(every), on_progress=setup.on_progress),
        scorer=[decided(), found_at_five(), wording(), citing()],
        metadata={
            **about,
            "model": setup.name,
            "model_sha256": setup.model_sha256,
            "prompt_sha256": READER.prompts.sha256,
        },
    )


def _own(line: dict[str, Any]) -> Sample:
    about = line.get("metadata", {})
    question = line["input"] if isinstance(line["input"], str) else line["input"]["question"]
    target = line.get("target") or []
    targets = [target] if isinstance(target, str) else target
    return _sample(
        line["id"],
        question,
        answers=targets if about["answerable"] else [],
        evidence=[about["evidence"]] if about.get("evidence") else [],
        answerable=about["answerable"],
        document=about.get("document", ""),
        page=about.get("page"),
    )


def _clapnq(question: data.AnnotatedQuestion, *, with_model: bool) -> Sample:
    return _sample(
        question.id,
        question.text,
        answers=question.answers,
        evidence=question.evidence,
        answerable=question.answerable,
        document=question.document,
        asked=with_model,
        in_sample=True,
    )


def _sample(name: str, question: str, *, answers: Sequence[str], **about: Any) -> Sample:
    request = {"id": name, "question": question}
    metadata = {"request": request, "answers": list(answers), "asked": True, **about}
    return Sample(id=name, input=question, target=list(answers), metadata=metadata)


@scorer(metrics=[mean(), stderr()])
def decided() -> Scorer:
    """Give 1 for an answerable question answered and an unanswerable one refused; a failure is neither."""

    async def score(state: TaskState, target: Target) -> Score | None:
        if not state.metadata["asked"]:
            return None
        right = metrics.answered if state.metadata["answerable"] else metrics.refused
        outcome = state.metadata["outcome"]
        said = outcome.get("error") or f"{outcome['action']}: {outcome['reason']}".rstrip(": ")
        return Score(value=float(right(state.metadata)), explanation=said)

    return score


@scorer(metrics=[mean(), stderr()])
def found_at_five() -> Scorer:
    """Give 1 when the gold passage's document is among the first five hits."""

    async def score(state: TaskState, target: Target) -> Score | None:
        if not state.metadata["answerable"]:
            return None
        rank = metrics.rank(state.metadata)
        return Score(value=float(rank is not None and rank <= 5), explanation=f"rank {rank}")

    return score


@scorer(metrics=[mean(), stderr()])
def wording() -> Scorer:
    """Give ROUGE-L against the nearest reference answer; a refusal is 0."""

    async def score(state: TaskState, target: Target) -> Score | None:
        if not (state.metadata["asked"] and state.metadata["answerable"]):
            return None
        return Score(value=metrics.worded(state.metadata), answer=state.output.completion)

    return score


@scorer(metrics={"*": [mean(), stderr()]})
def citing() -> Scorer:
    """Give precision, recall and F1 of the cited sentences; a refusal is 0."""

    async def score(state: TaskState, target: Target) -> Score | None:
        if not (state.metadata["asked"] and state.metadata["answerable"]):
            return None
        found = metrics.cited(state.metadata)
        return Score(
            value={"citation_precision": found.precision, "citation_recall": found.recall, "citation_f1": found.f1},
            explanation=f"{found.correct} of {found.cited} cited are gold; {found.found} of {found.gold} gold cited",
        )

    return score
