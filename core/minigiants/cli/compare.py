"""`minigiants compare`: the same items through several models, and what came of it."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from minigiants.cli._output import Json, say, write_json, write_table
from minigiants.settings import Settings

try:
    from minigiants import comparing
except ModuleNotFoundError as error:
    raise LookupError(f"{error.name!r} is not installed: run `pip install 'minigiants[evaluation]'`") from error

PRICES = "watts=65,kwh_price=0.30,hardware_price=900,years=4,currency=EUR"
COLUMNS = ["contender", "n", "failed", "value", "95 % interval", "seconds", "first word", "tokens/s", "memory"]


Models = Annotated[str, typer.Option("--models", help="Models of the catalog, with commas.", show_default="all here")]
Minutes = Annotated[float | None, typer.Option(min=0.1, help="Begin no item after these.", show_default=False)]
GoOn = Annotated[bool, typer.Option("--go-on", help="Go on with what the folder holds, as it is laid out.")]


def compare(
    name: Annotated[str, typer.Argument(metavar="SCENARIO", show_default=False)],
    *,
    chosen: Models = "",
    adapters: Annotated[str, typer.Option(help="Adapters too, with commas; `all`: each that fits.")] = "",
    without_pipeline: Annotated[bool, typer.Option("--without-pipeline", help="Ask each model bare, too.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Items to ask.", show_default=False)] = None,
    cases: Annotated[Path | None, typer.Option(help="Your own cases, JSONL or CSV.", show_default=False)] = None,
    collection: Annotated[str, typer.Option(help="Your own documents, where your cases ask them.")] = "",
    folder: Annotated[Path | None, typer.Option(help="For outcomes and reports.", show_default="in the home")] = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds after which an item has failed.")] = 300,
    bar: Annotated[float, typer.Option(min=0, max=1, help="What the deciding figure must reach.")] = 0.8,
    sure: Annotated[float, typer.Option(min=0.5, max=0.999, help="Probability with which it must.")] = 0.9,
    prices: Annotated[str, typer.Option(help="Of power and machine; write what differs.")] = PRICES,
    seed: Annotated[int, typer.Option(help="Of the draw of items, and of the intervals.")] = 0,
    minutes: Minutes = None,
    go_on: GoOn = False,
    report_only: Annotated[bool, typer.Option("--report", help="Only write the reports of what was measured.")] = False,
    json: Json = False,
) -> None:
    """Ask several models the same items, and write what each is worth and costs: HTML, JSON and CSV."""
    settings, stated = Settings(), _prices(prices)
    place = folder or settings.home / "comparisons" / (f"{name}-{cases.stem}" if cases else name)
    if go_on:
        _ask(comparing.read_comparison(place), place, settings, minutes)
    elif not report_only:
        given: dict[str, Any] = {
            "cases": cases,
            "collection": collection,
            "limit": limit,
            "seed": seed,
            "timeout": timeout,
        }
        who = comparing.chosen_contenders(
            settings, name, names=_split(chosen), adapters=_split(adapters), bare=without_pipeline
        )
        comparison = comparing.laid_out(name, who, **given, command=shlex.join(["minigiants", *sys.argv[1:]]))
        _ask(comparing.merged(comparison, place), place, settings, minutes)
    bars = comparing.Bars(value=bar, sure=sure)
    _report(comparing.findings_of(place, settings, prices=stated, bars=bars, seed=seed), place, json=json)


def _report(result: comparing.Findings, place: Path, *, json: bool) -> None:
    """Write the reports, and say where they are and what they come to."""
    files = comparing.write_reports(result, place)
    if json:
        return write_json(result.to_json())
    write_table(result.rows(), COLUMNS)
    say(result.sentence)
    return say("written: " + ", ".join(str(path) for path in files))


def _ask(comparison: comparing.Comparison, place: Path, settings: Settings, minutes: float | None) -> None:
    """Ask what has not been asked; an older wish to stop is forgotten."""
    if comparing.wish(place) == "stop":
        comparing.say_wish(place, "")
    with asking(comparison, settings) as (opens, tell):
        comparing.run(comparison, place, opens, on_progress=tell, minutes=minutes)


def _prices(text: str) -> comparing.Prices:
    """Read prices; what is not named is as usual.

    >>> _prices("watts=15,currency=CHF").currency
    'CHF'
    """
    parts = [part.partition("=") for part in _split(text)]
    values = {name: value for name, _, value in parts}
    usual: dict[str, Any] = asdict(comparing.Prices())
    if unknown := [name for name in values if name not in usual]:
        raise typer.BadParameter(f"{unknown[0]!r} is no price: there are {', '.join(usual)}", param_hint="--prices")
    try:
        numbers: dict[str, Any] = {
            name: value if name == "currency" else float(value) for name, value in values.items()
        }
    except ValueError:
        raise typer.BadParameter("a price must be a number, as in watts=65", param_hint="--prices") from None
    return comparing.Prices(**usual | numbers)


@contextmanager
def asking(comparison: comparing.Comparison, settings: Settings) -> Iterator[tuple[comparing.Opens, comparing.Told]]:
    """Give what opens a contender in a process of its own, and what shows on standard error how far the run is."""
    with _progress() as bars:
        yield comparing.opener(comparison, settings), partial(_show, bars, bars.add_task("", total=None))


def _show(bars: Progress, task: TaskID, state: comparing.Standstill) -> None:
    left = "" if state.seconds_left is None else f", about {_duration(state.seconds_left)} left"
    told = f"{state.contender}{' (paused)' if state.paused else ''}{left}"
    bars.update(task, description=told, completed=state.done, total=state.total)


def _duration(seconds: float) -> str:
    """Write a number of seconds as a person says it.

    >>> _duration(40), _duration(700), _duration(9000)
    ('40 s', '12 min', '2.5 h')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=2) as bars:
        yield bars


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
