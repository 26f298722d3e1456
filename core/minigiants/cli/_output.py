"""Write for people and for machines: tables and JSON to standard output, progress to standard error."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

Json = Annotated[bool, typer.Option("--json", help="Write JSON for machines.")]


def say(text: str) -> None:
    """Write a line to standard output."""
    typer.echo(text)


def write_json(value: object) -> None:
    """Write a value as one JSON document to standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def write_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Write the rows as a table; columns whose values are all numbers stand on the right."""
    lines = [[str(row[column]) for column in columns] for row in rows]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        numbers = all(cells[index][:1].isdigit() for cells in lines)
        table.add_column(column, justify="right" if numbers else "left", no_wrap=True)
    for cells in lines:
        table.add_row(*cells)
    # A table squeezed into 80 columns cannot be read, and a file or pipe has no width at all.
    console = Console(width=max(120, Console().width))
    console.print(table, markup=False)


@contextmanager
def byte_progress() -> Iterator[Progress]:
    """Show bars that count bytes on standard error, while the block runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), refresh_per_second=4) as progress:
        yield progress


@contextmanager
def step_progress(done: str, total: int) -> Iterator[Callable[[], None]]:
    """Count steps on standard error, while the block runs; `done` is what has been done to each."""
    columns = (TextColumn(done), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=2) as bars:
        bar = bars.add_task("", total=total)
        yield lambda: bars.advance(bar)


def gigabytes(size: int) -> str:
    """Write a number of bytes in gigabytes.

    >>> gigabytes(1_117_320_768)
    '1.1 GB'
    >>> gigabytes(98_362_432)
    '98 MB'
    """
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
