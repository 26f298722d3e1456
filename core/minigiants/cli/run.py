"""`minigiants run`: answer a file of requests, a JSON object a line in and a line out."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from json import dumps
from pathlib import Path
from time import monotonic
from typing import Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from minigiants import batch, scenario
from minigiants.batch import BatchLine, Line
from minigiants.cli._output import Json
from minigiants.pipeline import Answer, Request
from minigiants.privacy import Funnel
from minigiants.retrieval import Library, UnknownCollection, open_library
from minigiants.scenario import Scenario
from minigiants.services import build_services, open_funnel, warm_up
from minigiants.settings import Settings


def run(
    name: Annotated[str, typer.Argument(metavar="SCENARIO", show_default=False)],
    requests: Annotated[str, typer.Argument(metavar="IN.jsonl", help="- reads standard input.", show_default=False)],
    *,
    out: Annotated[str, typer.Option("--out", "-o", metavar="OUT.jsonl", help="- is standard output.")] = "-",
    collection: Annotated[
        str, typer.Option(metavar="C", help="Collection to search, unless a line has its own.", show_default=False)
    ] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Keep what OUT.jsonl holds and answer the rest.")] = False,
    json: Json = False,
) -> None:
    """Answer each line of IN.jsonl, in its order; a line that fails gives a line with "error" and stops no other."""
    chosen, settings = scenario.load(name), Settings()
    if "-" not in (requests, out) and Path(requests).resolve() == Path(out).resolve():
        raise ValueError(f"{out!r} is both input and output: choose another file for the answers")
    library = open_library(settings)
    try:
        items = _items(requests, chosen, library, collection)
        funnel = open_funnel(settings, name)
        funnel.warm_up()
        services = build_services(settings, library, funnel=funnel)
        if any(item.request for item in items):
            warm_up(services)
        ask = partial(batch.ask, chosen.pipeline, services=services)
        called = getattr(services.bare_model, "model_name", settings.model)
        answer = partial(_answer, ask, collection, called, library if chosen.searches else None)
        summary = _answer_all(items, answer, out, _through(funnel, chosen), resume=resume)
    finally:
        library.close()
    words = "{items} items: {written} written, {errors} of them errors, {kept} kept, {seconds:.0f} s"
    typer.echo(dumps(summary) if json else words.format(**summary), err=out == "-" or not json)


def _items(requests: str, chosen: Scenario, library: Library, collection: str) -> Sequence[BatchLine]:
    """Read the input, and refuse what no line could get past: no collection, or not a usable one."""
    lines = sys.stdin.buffer.readlines() if requests == "-" else Path(requests).read_bytes().splitlines()
    named = () if collection or not chosen.searches else ("collection",)
    items = list(batch.items(lines, [*chosen.required, *named]))
    collections = [info.name for info in library.collections()]
    if named and items and not any(item.request for item in items):
        raise LookupError(f"say with --collection what to search; there are: {', '.join(collections) or 'none yet'}")
    if collection and collection not in collections:
        raise LookupError(f"{UnknownCollection(collection, collections)}; `minigiants ingest` makes one")
    if collection:
        library.check(collection)
    return items


def _through(funnel: Funnel, chosen: Scenario) -> batch.Through:
    """Let the texts of a line out as the scenario's rules say; this is the one place where they leave."""

    def through(texts: Line, request: Request | None) -> Line:
        return funnel.value("exports", texts, known=chosen.known(request) if request else None)

    return through


def _answer(
    ask: Callable[[Request], tuple[Answer, float | None]],
    collection: str,
    model: str,
    library: Library | None,
    request: Request,
) -> Line:
    fields = {"collection": collection} | dict(request)
    known = [info.name for info in library.collections()] if library else []
    if library and fields["collection"] not in known:
        raise UnknownCollection(str(fields["collection"]), known)
    return batch.line(*ask(fields), model)


def _answer_all(
    items: Sequence[BatchLine], answer: Callable[[Request], Line], out: str, through: batch.Through, *, resume: bool
) -> dict[str, int | float]:
    """Write a line for each item that has none yet, and return what to tell of it."""
    earlier = batch.recover(Path(out)) if resume and out != "-" else []
    started, count, errors = monotonic(), 0, 0
    with _writing(out, resume=resume) as write, _progress(len(items), len(earlier)) as tell:
        for line in batch.run(items, answer, earlier, through=through):
            write(batch.encode(line))
            count, errors = count + 1, errors + ("error" in line)
            tell()
    seconds = round(monotonic() - started, 1)
    return {"items": len(items), "written": count, "errors": errors, "kept": len(earlier), "seconds": seconds}


@contextmanager
def _writing(out: str, *, resume: bool) -> Iterator[Callable[[bytes], None]]:
    """Open the output, for lines that are on the disk as soon as they are written."""
    if out == "-":
        yield partial(_put, sys.stdout.buffer)
        return
    with Path(out).open("ab" if resume else "wb") as file:
        yield partial(_put, file)


def _put(file: BinaryIO, line: bytes) -> None:
    file.write(line)
    file.flush()
    if file is not sys.stdout.buffer:
        os.fsync(file.fileno())


@contextmanager
def _progress(total: int, start: int) -> Iterator[Callable[[], None]]:
    """Show on standard error how far it is and how long it will take, while the block runs."""
    columns = (TextColumn("answered"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=1, speed_estimate_period=600) as bars:
        bar = bars.add_task("", total=total - start)
        yield partial(bars.advance, bar)
