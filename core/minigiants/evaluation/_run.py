"""Run a scenario's Inspect task, and make the figures from the log that it leaves."""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import inspect_ai
from inspect_ai.log import EvalLog, EvalSample, read_eval_log

from minigiants import __version__, scenario
from minigiants.evaluation._report import Report
from minigiants.evaluation._setup import Setup

Row = Mapping[str, Any]
"""A sample as the log has it: "id", "metadata" (with "outcome"), "scores" ({scorer: value}) and "error"."""


class EvaluationFailedError(RuntimeError):
    """An evaluation that gives no figures; the text says why."""


def evaluate(
    name: str, task: str, setup: Setup, *, limit: int | None = None, seed: int = 0, log_dir: Path | None = None
) -> Report:
    """Run `task` of the scenario called `name` and report its figures; `limit` counts the questions to the model.

    Raises KeyError for an unknown scenario or task, DataMissingError, EvaluationFailedError.
    """
    tasks = scenario.load(name).tasks
    if task not in tasks:
        raise KeyError(f"scenario {name!r} has no task {task!r}; there are: {', '.join(tasks)}")
    evals = scenario.load_module(name, "evals")
    made = getattr(evals, task)(limit=limit, seed=seed, setup=setup)
    log = _run(made, log_dir or setup.settings.home / "logs")
    figures = evals.figures(rows(log), seed=seed)
    about = log.eval.metadata or {}
    return Report(
        scenario=name,
        task=task,
        figures=tuple(figures),
        dataset=about["dataset"],
        dataset_sha256=about["dataset_sha256"],
        model=about["model"],
        model_sha256=about["model_sha256"],
        prompt_sha256=about["prompt_sha256"],
        command=shlex.join(["minigiants", *sys.argv[1:]]),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        log=log.location,
        notes=tuple(about.get("notes", ())),
    )


def rows(log: EvalLog) -> list[Row]:
    """Return every sample of the log; one that failed is there too, with "error" and no scores."""
    return [_row(sample) for sample in log.samples or ()]


def logged(report: Report) -> list[Row]:
    """Return the samples that a report rests on, by their ids."""
    return sorted(rows(read_eval_log(report.log)), key=lambda row: str(row["id"]))


def _row(sample: EvalSample) -> Row:
    scores = {name: score.value for name, score in (sample.scores or {}).items()}
    outcome = sample.metadata.get("outcome") or {"error": "the evaluation itself failed on this sample"}
    error = outcome.get("error", "") or (sample.error.message if sample.error else "")
    return {"id": sample.id, "metadata": {**sample.metadata, "outcome": outcome}, "scores": scores, "error": error}


def _run(task: inspect_ai.Task, folder: Path) -> EvalLog:
    folder.mkdir(parents=True, exist_ok=True)
    with _only_in(folder):
        log = inspect_ai.eval(
            task,
            model=None,
            display="none",
            log_dir=str(folder),
            log_format="eval",
            log_level="warning",
            log_realtime=False,
            max_samples=1,
            max_tasks=1,
            fail_on_error=False,
            acp_server=False,
            ctl_server=False,
            score_display=False,
        )[0]
    if log.status != "success":
        why = log.error.message.splitlines()[0] if log.error and log.error.message else log.status
        raise EvaluationFailedError(f"the evaluation ended without figures ({why}): its log is {log.location!r}")
    # What stands in the file is what is counted, so that anyone can count again.
    return read_eval_log(log.location)


@contextmanager
def _only_in(folder: Path) -> Iterator[None]:
    """Keep Inspect's own files within the log folder, and its settings to the ones given here."""
    ours = {"XDG_DATA_HOME": str(folder / "inspect")}
    before = {name: os.environ.get(name) for name in [*ours, *(n for n in os.environ if n.startswith("INSPECT_"))]}
    for name in before:
        os.environ.pop(name, None)
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
