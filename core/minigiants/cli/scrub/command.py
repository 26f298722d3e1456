"""`minigiants scrub`: take personal data out of files, with a line for each."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from minigiants import privacy
from minigiants.cli._output import Json
from minigiants.cli.scrub.files import Form, Job, UnreadableError, blocks, decoded, jobs, left_out, new_file
from minigiants.cli.scrub.passes import Scrubbing, ScrubReport, attempt, line
from minigiants.cli.scrub.remembered import Remembered, remembering
from minigiants.settings import Settings

_Run = tuple[str, Callable[[ScrubReport], None]]
_Rename = Annotated[bool, typer.Option("--rename", help="Number the files: a name may tell who it is about.")]
_Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH...", help="Files and folders; - is standard input.")]
_Out = Annotated[str, typer.Option("--out", "-o", metavar="OUT", help="File or folder to write; - is standard output.")]
_Policy = Annotated[str, typer.Option(metavar="NAME|FILE", help="What happens to each type of data.")]
_Fields = Annotated[list[str] | None, typer.Option(metavar="NAME", help="A field that each JSON line must have.")]
_Keep = Annotated[list[str] | None, typer.Option(metavar="NAME", help="A field that stays as it is.")]
_Days = Annotated[int | None, typer.Option(min=1, help="How long that is kept; 30 when left out.", show_default=False)]
_Known = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Names, dates and numbers to find wherever they stand, one a line."),
]
_Spans = Annotated[
    bool,
    typer.Option(
        "--spans", help="Read JSON lines with an id and a text; write where each text holds what the policy takes out."
    ),
]
_Remember = Annotated[
    str, typer.Option(metavar="NAME", help="Keep what the labels stand for, encrypted, for `minigiants restore`.")
]
_PIPE = "standard input"
_TO_PUT_BACK = {"label", "substitute", "shift"}
"""What a policy does that `minigiants restore` can undo."""


class Language(StrEnum):
    """A language with patterns of its own."""

    en = "en"
    es = "es"
    pl = "pl"


_Language = Annotated[
    Language | None, typer.Option(help="What the texts are written in; as set, else en.", show_default=False)
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What is to be done with each text."""

    find: privacy.Find
    policy: privacy.Policy
    fields: tuple[str, ...] = ()
    """Fields that each JSON line must have."""
    keep: frozenset[str] = frozenset()
    """Fields that stay as they are."""
    remembered: Remembered | None = None
    spans: bool = False
    """Whether to say where personal data stands instead of taking it out."""

    def write(self, parts: Iterable[str], file: BinaryIO, report: ScrubReport, form: Form) -> None:
        """Write the text scrubbed, in its form; what stands for what is kept before the file is whole."""
        scrubbing = Scrubbing(self.find, self.policy, report, self.remembered.names if self.remembered else None)
        if self.spans:
            scrubbing.spans(parts, file)
        elif form == "lines":
            scrubbing.lines(parts, file, self.fields, self.keep)
        elif form == "table":
            scrubbing.table(parts, file)
        else:
            scrubbing.text(parts, file)
        if self.remembered:
            self.remembered.keep()


def scrub(
    paths: _Paths = None,
    *,
    out: _Out = "-",
    policy: _Policy = "hipaa",
    field: _Fields = None,
    keep: _Keep = None,
    spans: _Spans = False,
    rename: _Rename = False,
    remember: _Remember = "",
    days: _Days = None,
    known: _Known = None,
    language: _Language = None,
    json: Json = False,
) -> None:
    """Take personal data out of texts; one that can't be searched is withheld, and then the exit code is 1."""
    names = paths or ["-"]
    _refuse(names, out)
    if spans and (remember or field or keep):
        raise typer.BadParameter("--spans takes nothing out, so --remember, --field and --keep mean nothing with it")
    chosen = _policy(policy, remember)
    work = _work(names, Path(out), rename=rename)
    if spans and any(job.form != "lines" for job in work):
        raise typer.BadParameter("--spans reads JSON lines: give files that end in .jsonl or .ndjson, or a pipe")
    find = _finder(language.value if language else Settings().language, known)
    with remembering(remember, days) as vault, _progress(work) as advance:
        order = Order(
            find=find,
            policy=chosen,
            fields=tuple(field or ()),
            keep=frozenset(keep or ()),
            remembered=vault,
            spans=spans,
        )
        runs = _file_runs(order, work, out, advance) if work else [(_PIPE, _pipe_run(order, out))]
        reports = [_told(attempt(name, run), out, json=json) for name, run in runs]
    if json:
        typer.echo(dumps([report.to_json() for report in reports], indent=1), err=out == "-")
    if any(report.status == "withheld" for report in reports):
        raise typer.Exit(1)


def _policy(name: str, remember: str) -> privacy.Policy:
    chosen = privacy.load_policy(name)
    if remember and not {chosen.default, *chosen.acts.values()} & _TO_PUT_BACK:
        raise typer.BadParameter(f"the policy {chosen.name!r} removes for good: there is nothing to --remember")
    return chosen


def _work(names: list[str], out: Path, *, rename: bool) -> list[Job]:
    """Return the files to read, and say what of the folders is none of them."""
    if names == ["-"]:
        return []
    work = jobs(map(Path, names), out, rename=rename)
    if others := left_out(map(Path, names), out):
        typer.echo(f"minigiants: {others}", err=True)
    return work


def _finder(language: str, known_file: Path | None) -> privacy.Find:
    """Return the finder, which finds what the file `known_file` says as well, and say what it can't do."""
    find = privacy.open_finder(language)
    if find.limits:
        typer.echo(f"minigiants: {find.limits}", err=True)
    if known_file is None:
        return find
    try:
        person = privacy.known_of("".join(blocks(known_file, lambda _: None)))
    except UnreadableError as error:
        raise typer.BadParameter(f"the file of --known can't be used: {error}") from None
    if person is None:
        raise typer.BadParameter("the file of --known is empty: write a name, a date or a number on each line")
    return lambda texts, known=None: find(texts, known=known or person)


def _refuse(paths: list[str], out: str) -> None:
    if len(paths) > 1 and "-" in paths:
        raise typer.BadParameter("standard input can't be scrubbed together with files")
    if out == "-" and (len(paths) > 1 or Path(paths[0]).is_dir()):
        raise typer.BadParameter("several files need a folder to go to: give --out FOLDER")
    if paths == ["-"] and sys.stdin.isatty():
        raise typer.BadParameter("give files or folders, or a text through standard input")


def _file_runs(order: Order, work: Iterable[Job], out: str, advance: Callable[[int], None]) -> Iterator[_Run]:
    for job in work:

        def run(report: ScrubReport, job: Job = job) -> None:
            with _opened(out, job.target) as file:
                order.write(blocks(job.source, advance), file, report, job.form)

        yield job.name, run


def _pipe_run(order: Order, out: str) -> Callable[[ScrubReport], None]:
    def run(report: ScrubReport) -> None:
        with _opened(out, Path(out)) as file:
            order.write(decoded(sys.stdin.buffer), file, report, "lines" if order.fields or order.keep else "text")

    return run


@contextmanager
def _opened(out: str, target: Path) -> Iterator[BinaryIO]:
    if out == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with new_file(target) as file:
            yield file


def _told(report: ScrubReport, out: str, *, json: bool) -> ScrubReport:
    if not json:
        typer.echo(line(report), err=out == "-")
    return report


@contextmanager
def _progress(work: Iterable[Job]) -> Iterator[Callable[[int], None]]:
    """Show on standard error how much has been read, while the block runs."""
    sizes = [job.source.stat().st_size for job in work if job.source.is_file()]
    columns = (TextColumn("scrubbing"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4) as bars:
        bar = bars.add_task("", total=sum(sizes) or None)
        yield lambda size: bars.advance(bar, size)
