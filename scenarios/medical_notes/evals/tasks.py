"""Evaluate notes: our own visits, ACI-Bench, PriMock57, the headers of MTS-Dialog, and planted errors."""

import hashlib
import json
import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer, stderr
from inspect_ai.solver import TaskState

from minigiants.evaluation import Setup, ask, rouge
from minigiants.pipeline import Event, Pipeline, Request, Services
from minigiants.settings import Settings
from minigiants.types import Answer

from ..checks import Dialogue, check, dialogue_of
from ..note import Line
from ..pipeline import answer, as_answer, sketch
from ..talk import turns
from ..writing import LINES, PROMPT_SHA256, choose, drafted
from . import aci, made_up, metrics, revisions, section, stretch
from .beside import WRITERS, beside
from .planting import LISTS, plant

SAMPLES = Path(__file__).parents[1] / "samples.jsonl"
PLANTED = 200


@task
def samples(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Draft notes of our own made-up visits; their targets are facts that must stand in them."""
    rows = [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines() if line.strip()][:limit]
    found = [_sample(r["id"], "samples", {"dialogue": r["input"]["dialogue"]}, facts=r["target"]) for r in rows]
    digest = hashlib.sha256(SAMPLES.read_bytes()).hexdigest()
    return _task("samples", found, setup, answer, {"dataset": "medical_notes samples", "dataset_sha256": digest})


@task
def visits(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Draft notes of ACI-Bench's validation visits."""
    setup = setup or Setup.of(Settings())
    held, digest = aci.visits(setup.settings)
    found = [_visited(v, "visits") for v in _some(held, limit, seed)]
    return _task("visits", found, setup, answer, {"dataset": "ACI-Bench valid", "dataset_sha256": digest})


@task
def spoken(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Write notes of our own visits in many styles, with the pipeline and with the bare model."""
    rows = made_up.visits()[:limit]
    cases = [
        _sample(f"{row['id']}, {writer}", "spoken", {"dialogue": row["dialogue"], "writer": writer}, visit=row)
        for row in rows
        for writer in WRITERS
    ]
    digest = hashlib.sha256(made_up.VISITS.read_bytes()).hexdigest()
    about = {"dataset": "medical_notes spoken visits", "dataset_sha256": digest}
    return _task("spoken", cases, setup, beside, about)


@task
def consultations(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Write notes of PriMock57's consultations, with the pipeline and with the bare model."""
    setup = setup or Setup.of(Settings())
    rows, digest = aci.consultations(setup.settings)
    cases = [
        _sample(
            f"{c.id}, {writer}",
            "consultations",
            {"dialogue": c.dialogue, "writer": writer},
            note=c.note,
            terms=list(c.terms),
        )
        for c in _some(rows, limit, seed)
        for writer in WRITERS
    ]
    return _task("consultations", cases, setup, beside, {"dataset": "PriMock57 dev", "dataset_sha256": digest})


@task
def drafts(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Draft notes of ACI-Bench's validation visits by rules alone, as they stand before the model has read a word."""
    setup = setup or Setup.of(Settings())
    held, digest = aci.visits(setup.settings)
    found = [_visited(v, "drafts") for v in _some(held, limit, seed)]
    return _task("drafts", found, setup, by_rules, {"dataset": "ACI-Bench valid", "dataset_sha256": digest})


@task
def headers(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Give the short dialogues of MTS-Dialog's validation part a header and a text."""
    setup = setup or Setup.of(Settings())
    held, digest = aci.shorts(setup.settings)
    cases = [
        _sample(s.id, "headers", {"dialogue": s.dialogue}, header=s.header, note=s.text)
        for s in _some(held, limit, seed)
    ]
    about = {"dataset": "MTS-Dialog validation", "dataset_sha256": digest}
    return _task("headers", cases, setup, section.shorten, about)


@task
def shorts(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Let the model alone write header and text for the short dialogues of MTS-Dialog's validation part."""
    setup = setup or Setup.of(Settings())
    held, digest = aci.shorts(setup.settings)
    cases = [
        _sample(s.id, "shorts", {"dialogue": s.dialogue}, header=s.header, note=s.text)
        for s in _some(held, limit, seed)
    ]
    about = {"dataset": "MTS-Dialog validation", "dataset_sha256": digest, "prompt_sha256": section.PROMPT_SHA256}
    return _task("shorts", cases, setup, section.write_section, about)


@task
def lines(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Let the model alone write the lines of single stretches of visits that nothing was learned from."""
    cases = [
        _sample(s.id, "lines", {"dialogue": s.spoken}, note=stretch.without_parts(s.lines))
        for s in _some([s for s in stretch.written_stretches() if s.lines != "-"], limit, seed)
    ]
    digest = hashlib.sha256(stretch.HELD.read_bytes()).hexdigest()
    about = {"dataset": "medical_notes stretches", "dataset_sha256": digest, "prompt_sha256": LINES.sha256}
    return _task("lines", cases, setup, stretch.write_lines, about)


@task
def planted(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Plant errors in lines that the checks let through, and check these and all untouched lines, without the model."""
    setup = setup or Setup.of(Settings())
    reference, digest = aci.visits(setup.settings)
    services = setup.services("notes", {})
    cases = []
    good_of = {v.id: _good(v, services) for v in reference}
    for visit in reference:
        others = [drug for drug in LISTS["drugs"] if drug not in visit.dialogue.lower()]
        good = [(line.id, line.text) for line in good_of[visit.id]]
        parts = {line.id: line.part for line in good_of[visit.id]}
        made = plant(good, others, most=(limit or PLANTED) // len(reference) + 1, seed=seed)
        for number, (place, kind, text) in enumerate(made):
            request = {"dialogue": visit.dialogue, "line": text, "part": parts[place]}
            cases.append(_sample(f"{visit.id}-{number}", "planted", request, kind=kind))
        for line in _lines(visit, services):
            request = {"dialogue": visit.dialogue, "line": line.text, "part": line.part}
            cases.append(_sample(f"{visit.id}-{line.id}", "planted", request, kind=""))
    about = {"dataset": "ACI-Bench valid, our own lines", "dataset_sha256": digest}
    return _task("planted", cases, setup, checked, about)


@task
def changes(limit: int | None = None, seed: int = 0, setup: Setup | None = None) -> Task:
    """Check lines that held before and after a change in stretches of our own visits, without the model."""
    cases = []
    for number, change in enumerate(revisions.revisions()[:limit]):
        for line, kind in ((change["old"], change["kind"]), (change["new"], "")):
            request = {"dialogue": change["said"], "line": line, "part": change["part"], "written": True}
            cases.append(_sample(f"change-{number}-{'old' if kind else 'new'}", "changes", request, kind=kind))
    digest = hashlib.sha256(revisions.REVISIONS.read_bytes()).hexdigest()
    return _task("changes", cases, setup, checked, {"dataset": "our own changes", "dataset_sha256": digest})


def by_rules(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Answer with the note that rules write; no model is asked."""
    started = services.clock()
    made = sketch(request, services)
    return as_answer(made, services, services.clock() - started)


def checked(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Check one line against a dialogue: the answer abstains where the checks refuse."""
    visit = _visit(str(request["dialogue"]))
    if request.get("written"):  # as the model writes it, of a piece
        why = revisions.refusal(str(request["line"]), str(request["part"]), visit, services.ground)
        return Answer(id=services.new_id(), text=why, action="abstain" if why else "answer", reason=why and "changed")
    line = Line(id="line", part=str(request["part"]), text=str(request["line"]), turns=())
    made = check(line, visit, services.ground)
    ok = made.verdict == "supported"
    return Answer(id=services.new_id(), text=made.why, action="answer" if ok else "abstain", reason=made.kind)


@scorer(metrics=[mean(), stderr()])
def wording() -> Scorer:
    """Give ROUGE-1 against the reference."""

    async def score(state: TaskState, target: Target) -> Score | None:
        if "note" not in state.metadata:
            return None
        return Score(value=rouge(metrics.written(state.metadata), state.metadata["note"])["rouge1"])

    return score


@scorer(metrics=[mean(), stderr()])
def decided() -> Scorer:
    """Give 1 for the right header, a planted error caught, an untouched line let through, a fact that is there."""

    async def score(state: TaskState, target: Target) -> Score | None:
        value = metrics.right(state.metadata)
        return None if value is None else Score(value=float(value))

    return score


def _task(
    name: str,
    cases: Sequence[Sample],
    setup: Setup | None,
    pipeline: Pipeline,
    about: Mapping[str, Any],
) -> Task:
    setup = setup or Setup.of(Settings())
    return Task(
        dataset=MemoryDataset(list(cases), name=name),
        solver=ask(pipeline, setup.services("notes", {}), total=len(cases), on_progress=setup.on_progress),
        scorer=[wording(), decided()],
        metadata={
            "notes": [],
            "model": setup.name,
            "model_sha256": setup.model_sha256,
            "prompt_sha256": PROMPT_SHA256,
            **about,
        },
    )


def _sample(name: str, task: str, request: Mapping[str, Any], **about: Any) -> Sample:
    return Sample(
        id=name, input=request["dialogue"], metadata={"task": task, "request": {"id": name, **request}, **about}
    )


def _visited(visit: aci.ReferenceVisit, task: str) -> Sample:
    """Return a visit with its header, which a clinic knows before anybody speaks."""
    request = {"dialogue": visit.dialogue, "patient": {"name": " ".join(visit.names)}}
    return _sample(visit.id, task, request, note=visit.note, names=list(visit.names))


def _some(held: Sequence[Any], limit: int | None, seed: int) -> list[Any]:
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    chosen = sorted(dice.sample(range(len(held)), min(limit or len(held), len(held))))
    return [held[n] for n in chosen]


def _good(visit: aci.ReferenceVisit, services: Services) -> list[Line]:
    """Return the lines of a visit that the checks let through."""
    said = _visit(visit.dialogue)
    return [x for x in _lines(visit, services) if check(x, said, services.ground).verdict == "supported"]


def _lines(visit: aci.ReferenceVisit, services: Services) -> list[Line]:
    """Return every line that rules write of a visit."""
    said = _visit(visit.dialogue)
    return [line for part, places in choose(said, services.embed).items() for line in drafted(part, places, said)]


@cache
def _visit(dialogue: str) -> Dialogue:
    return dialogue_of(turns(dialogue), {})
