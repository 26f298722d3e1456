"""`minigiants ingest`: bring files into a collection, list what it holds, remove what it should not."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from minigiants import ingestion
from minigiants.cli._output import Json, say, write_json, write_table
from minigiants.documents import FileReader, Limits
from minigiants.privacy import Funnel
from minigiants.retrieval import Library, LibraryError, open_library
from minigiants.services import open_funnel
from minigiants.settings import Settings

STAGES = {"read": "reading", "embed": "embedding", "index": "indexing"}


def ingest(
    collection: Annotated[str, typer.Argument(help="Name of the collection; made if it is new.", show_default=False)],
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Files and folders.", show_default=False)
    ] = None,
    *,
    remove: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Remove the document of that name.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List the documents of the collection.")] = False,
    watch: Annotated[
        float, typer.Option(min=0, help="Stay, and look at one folder again every so many seconds.", show_default=False)
    ] = 0,
    json: Json = False,
) -> None:
    """Bring files into a collection, with a line for each: pages, passages, or why it failed."""
    if not (paths or remove or show):
        raise typer.BadParameter("give files or folders to ingest, or --list, or --remove NAME")
    if watch and not (paths and len(paths) == 1 and paths[0].is_dir()):
        raise typer.BadParameter("--watch takes one folder")
    settings = Settings()
    funnel = open_funnel(settings)
    library = open_library(settings)
    limits = Limits.of(settings)
    try:
        for name in remove or ():
            library.remove_name(collection, name)
            if not json:
                say(f"{name}: removed")
        if watch and paths:
            watched = ingestion.Watch(
                library, paths[0], collection=collection, funnel=funnel, home=settings.home, limits=limits
            )
            _watch(watched, watch)
        failed = _ingest(library, collection, paths, funnel, limits, json=json) if paths else False
        if show:
            _list(library, collection, json=json)
    finally:
        library.close()
    if failed:
        raise typer.Exit(1)


def _ingest(
    library: Library, collection: str, paths: list[Path], funnel: Funnel, limits: Limits, *, json: bool
) -> bool:
    """Ingest, write the lines as they come, and tell whether a file failed."""
    reports = []
    with _progress() as tell, FileReader(limits) as reader:
        for report in ingestion.ingest(
            library, paths, collection=collection, on_progress=tell, funnel=funnel, reader=reader
        ):
            reports.append(report)
            if not json:
                say(_line(report))
    if json:
        write_json([asdict(report) for report in reports])
    elif hidden := ingestion.hidden(paths):
        what = "file or folder" if hidden == 1 else "files and folders"
        say(f"{hidden} {what} with a dot before the name left out: give such a file by itself")
    return any(report.status == "failed" for report in reports)


def _watch(watched: ingestion.Watch, every: float) -> None:
    """Look at the folder until the process is stopped; a library that is busy is tried again."""
    while True:
        try:
            for report in watched.look():
                say(_line(report))
        except LibraryError as error:
            say(str(error))
        time.sleep(every)


def _line(report: ingestion.FileReport) -> str:
    """Write a report as a line.

    >>> _line(ingestion.FileReport(name="a.pdf", status="added", kind="PDF", pages=3, tables=1, seconds=1.25))
    'a.pdf: added, PDF, 3 pages, 1 table, 0 passages (1.2 s)'
    >>> _line(ingestion.FileReport(name="b.pdf", status="failed", reason="The file is empty."))
    'b.pdf: failed. The file is empty.'
    """
    if report.status == "failed":
        return " ".join([f"{report.name}: failed. {report.reason}", *report.notes])
    counts = [(report.pages, "page"), (report.tables, "table"), (report.passages, "passage")]
    facts = [f"{n} {what}{'s' if n != 1 else ''}" for n, what in counts if n or what != "table"]
    line = f"{report.name}: {', '.join(filter(None, [report.status, report.kind, *facts]))} ({report.seconds:.1f} s)"
    return ". ".join([line, *report.notes]) if report.notes else line


def _list(library: Library, collection: str, *, json: bool) -> None:
    rows = [asdict(info) for info in library.documents(collection)]
    if json:
        return write_json(rows)
    shown = [row | {"document": row["name"], "added": f"{row['added']:%Y-%m-%d %H:%M} UTC"} for row in rows]
    return write_table(shown, ["document", "pages", "passages", "bytes", "added"])


@contextmanager
def _progress() -> Iterator[ingestion.Progress]:
    """Show on standard error which file is at which stage, while the block runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4) as bars:
        bar = bars.add_task("", total=None)

        def tell(name: str, stage: ingestion.Stage, done: int, total: int) -> None:
            bars.update(bar, description=f"{name}: {STAGES[stage]}", completed=done, total=total)

        yield tell
