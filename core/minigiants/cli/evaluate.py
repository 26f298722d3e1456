"""`minigiants evaluate`: measure a scenario on this machine, with intervals."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from minigiants import scenario
from minigiants.cli._output import Json, say, write_json, write_table
from minigiants.settings import Settings

try:
    from minigiants import evaluation
except ModuleNotFoundError as error:
    raise LookupError(f"{error.name!r} is not installed: run `pip install 'minigiants[evaluation]'`") from error

STAGES = {"index": "indexing documents", "ask": "asking questions"}


def evaluate(
    name: Annotated[str, typer.Argument(metavar="SCENARIO", show_default=False)],
    *,
    task: Annotated[str, typer.Option(help="Task of the scenario; its first one when left out.")] = "",
    model: Annotated[str, typer.Option(help="Model of the catalog; the settings' when left out.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="Questions to ask the model.", show_default=False)] = None,
    seed: Annotated[int, typer.Option(help="Of the sample that is drawn, and of the intervals.")] = 0,
    gate: Annotated[
        bool, typer.Option("--gate", help="Fail if it answers worse than the baseline that was kept.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="With --gate: make this the baseline.")] = False,
    cases: Annotated[Path | None, typer.Option(help="With --gate: your own cases.", show_default="the trial's")] = None,
    log_dir: Annotated[Path | None, typer.Option(help="Folder for the log.", show_default="logs in the home")] = None,
    json: Json = False,
) -> None:
    """Run one of the scenario's evaluation tasks and write its figures, each with n and its 95 % interval."""
    settings = Settings()
    settings = settings.model_copy(update={"model": model}) if model else settings
    if gate or keep or cases:
        from minigiants.cli.gate import stand

        return stand(name, settings, cases=cases, limit=limit, seed=seed, keep=keep, json=json)
    chosen = task or scenario.load(name).tasks[0]
    with _progress() as tell:
        setup = evaluation.Setup.of(settings, tell)
        report = evaluation.evaluate(name, chosen, setup, limit=limit, seed=seed, log_dir=log_dir)
    if json:
        return write_json(report.to_json())
    write_table(report.rows(), ["figure", "value", "95 % interval", "n", "note"])
    say("")
    for what, value in report.origin():
        say(f"{what}: {value}")
    return None


@contextmanager
def _progress() -> Iterator[evaluation.Progress]:
    """Show on standard error what is being done and how long it will take, while the block runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    times = (TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, *times, console=Console(stderr=True), speed_estimate_period=600) as bars:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGES.get(stage, stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tell
