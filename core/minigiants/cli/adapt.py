"""`minigiants adapt`: train an adapter for a scenario on this machine, and test whether it is to be offered."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from minigiants import models
from minigiants.cli._output import Json, say, write_json, write_table
from minigiants.services import adapter_places
from minigiants.settings import Settings

try:
    from minigiants import adapt as adapting
except ModuleNotFoundError as error:
    raise LookupError(f"{error.name!r} is not installed: run `pip install 'minigiants[adapt,evaluation]'`") from error


PAUSE = 60.0
"""Seconds between two lines of progress in a file."""


def adapt(
    name: Annotated[str, typer.Argument(metavar="SCENARIO", show_default=False)],
    *,
    part: Annotated[
        str, typer.Option(help="Part of the scenario's data to learn from; the others test it.", show_default=False)
    ] = "",
    minutes: Annotated[float, typer.Option(min=0.1, help="Time to learn in.")] = 40,
    base: Annotated[str, typer.Option(help="Chat model of the catalog to adapt.")] = adapting.DEFAULT_BASE,
    steps: Annotated[int, typer.Option(min=0, help="Exactly so many steps; 0 makes what the minutes allow.")] = 0,
    rank: Annotated[int, typer.Option(min=1, help="Of the adapter's matrices.")] = adapting.Recipe().rank,
    rate: Annotated[float, typer.Option(min=0, help="Learning rate.")] = adapting.Recipe().rate,
    seed: Annotated[int, typer.Option(help="Of the order of the examples and of the first matrices.")] = 0,
    gate: Annotated[
        str, typer.Option(metavar="ADAPTER", help="Test this adapter again instead of training.", show_default=False)
    ] = "",
    limit: Annotated[
        int | None, typer.Option(min=1, help="Cases of the test; all of them when left out.", show_default=False)
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the scenario's adapters and train none.")] = False,
    json: Json = False,
) -> None:
    """Train an adapter from the scenario's examples, test it, and say whether it is offered.

    Ctrl-C stops, and the same command goes on from there.
    """
    settings = Settings()
    adapters = models.adapters(adapter_places(settings, name))
    if listed:
        return _list(list(adapters.values()), json=json)
    recipe = adapting.Recipe(rank=rank, alpha=2 * rank, rate=rate, seed=seed)
    order = adapting.TrainingOrder(scenario=name, minutes=minutes, base=base, steps=steps, recipe=recipe, part=part)
    with _progress() as bars:
        if gate and gate not in adapters:
            raise LookupError(f"no adapter {gate!r}; there are: {', '.join(adapters) or 'none'}")
        made = adapters[gate] if gate else adapting.train(order, settings, _teller(bars))
        tried, verdict, stands = adapting.try_out(made, settings, limit=limit, seed=seed, tell=_counter(bars))
    if json:
        return write_json({"adapter": tried.card.name, "file": tried.path, "gate": tried.card.gate, "stands": stands})
    return _report(tried, verdict, stands)


def _report(tried: models.Adapter, verdict: adapting.Verdict, stands: str) -> None:
    """Show what was measured; `stands` says why the card keeps another verdict."""
    rows = [
        {
            "figure": c.name,
            "without": f"{c.base:.3f}",
            "with": f"{c.adapted:.3f}",
            "better by, 95 %": f"{c.low:+.3f} to {c.high:+.3f}",
            "n": str(c.n),
        }
        for c in verdict.compared
    ]
    write_table(rows, ["figure", "without", "with", "better by, 95 %", "n"])
    say("")
    say(f"{tried.card.name}: {tried.path}")
    if stands:
        say("Passed this time." if verdict.passed else "Not passed this time:")
    elif verdict.passed:
        say(f"Offered: set MINIGIANTS_MODEL={tried.card.base} and MINIGIANTS_ADAPTERS={tried.card.name} to use it.")
    else:
        say("Not offered:")
    for why in verdict.why:
        say(f"- {why}")
    if stands:
        say(stands)


def _list(adapters: list[models.Adapter], *, json: bool) -> None:
    rows = [
        {
            "adapter": adapter.card.name,
            "base": adapter.card.base,
            "size": f"{adapter.card.size / 1e6:.0f} MB",
            "made": adapter.card.made,
            "offered": "yes" if adapter.offered else "no" if adapter.card.gate else "not tested",
        }
        for adapter in adapters
    ]
    if json:
        write_json(rows)
    elif rows:
        write_table(rows, ["adapter", "base", "size", "made", "offered"])
    else:
        say("There are no adapters yet.")


@contextmanager
def _progress() -> Iterator[Bars]:
    """Show bars on standard error while the block runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, TextColumn("{task.fields[left]}"), console=Console(stderr=True)) as bars:
        yield bars


def _teller(bars: Bars) -> adapting.Tell:
    """Show what the training does, and how long it will take once that can be said."""
    bar, write = bars.add_task("starting", total=None, left=""), _lines(bars)

    def tell(what: str, how: adapting.LearningProgress | None) -> None:
        if how is None:
            bars.update(bar, description=what)
            write(what)
            return
        left = "measuring the speed" if how.seconds_left is None else f"about {_minutes(how.seconds_left)} left"
        told = f"{what}, loss {how.loss:.2f}"
        bars.update(bar, description=told, completed=how.step, total=how.total or None, left=left)
        write(f"{told}, step {how.step}, {left}")

    return tell


def _counter(bars: Bars) -> adapting.Count:
    """Count the cases of the test, a bar for each side."""
    tasks, write = {}, _lines(bars)

    def tell(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(f"testing {what}", total=total, left="")
        bars.update(tasks[what], completed=done, total=total)
        write(f"testing {what}: {done} of {total}")

    return tell


def _lines(bars: Bars) -> Callable[[str], None]:
    """Return what writes a line a minute where nobody sees the bars, such as into a file."""
    last = -PAUSE

    def write(text: str) -> None:
        nonlocal last
        if not bars.console.is_terminal and time.monotonic() - last >= PAUSE:
            last = time.monotonic()
            bars.console.print(text)

    return write


def _minutes(seconds: float) -> str:
    """Say how long something takes.

    >>> _minutes(30), _minutes(150)
    ('1 minute', '3 minutes')
    """
    count = max(1, -(-int(seconds) // 60))
    return f"{count} minute{'s' if count > 1 else ''}"
