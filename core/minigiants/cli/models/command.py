"""`minigiants models`: what there is, what is here, bringing it here and checking it."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.progress import Progress, TaskID

from minigiants import models
from minigiants.cli._output import Json, byte_progress, gigabytes, say, step_progress, write_json, write_table
from minigiants.cli.models import speeds
from minigiants.cli.models.bench import Measured, line, plans, run
from minigiants.settings import Settings

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Names = Annotated[list[str] | None, typer.Argument(metavar="NAME...", show_default=False)]


@app.command("list")
def list_models(
    markdown: Annotated[bool, typer.Option("--markdown", help="Write what stands behind each.")] = False,
    json: Json = False,
) -> None:
    """List the models of the catalog: size, memory, whether they fit this machine and whether they are here."""
    settings = Settings()
    if markdown:
        return say(models.background(models.catalog(settings.models_folder).values()))
    known = models.catalog(settings.models_folder)
    speed = speeds.told(speeds.remembered(settings.home), known.values())
    rows: list[dict[str, Any]] = [
        _row(model, settings) | {"writes": speed.get(model.name, "")} for model in known.values()
    ]
    if json:
        return write_json(rows)
    entries = [
        row
        | {"size": gigabytes(row["size"]), "memory": gigabytes(row["memory"])}
        | {"fits": "yes" if row["fits"] else "no", "model": row["name"] + (" *" if row["default"] else "")}
        | {"tokens/s": row["writes"] or "-"}
        for row in rows
    ]
    write_table(entries, ["model", "kind", "size", "memory", "fits", "here", "tokens/s", "licence"])
    say(f"* used by default; memory of this machine: {gigabytes(models.memory_limit())}")
    say("tokens/s: written on this machine; ~ is reckoned by size from what `minigiants models bench` measured here")
    say("\nWhy one would want it:")
    for row in rows:
        if row["fits"]:
            say(f"  {row['name']}: {row['why']}")
    return None


@app.command()
def pull(
    names: Names = None,
    accept: Annotated[bool, typer.Option("--accept-terms", help="Accept a licence that has terms.")] = False,
) -> None:
    """Bring models here and verify them; without names, the chat model and the embedding model of the settings."""
    settings = Settings()
    folder = settings.models_folder
    chosen = [models.entry(name, folder) for name in names or _needed(settings)]
    for model in chosen:
        if models.status(model, folder) != "ready":
            _show_terms(model, accepted=accept)
            with byte_progress() as bars:
                models.pull(model, folder, sources=settings.sources, on_progress=_shower(bars, model))
        say(f"{model.name} is here and verified: {model.path(folder)}")


@app.command()
def verify(names: Names = None, json: Json = False) -> None:
    """Hash the files of the named models, or of all that are here, and compare them with the catalog."""
    folder = Settings().models_folder
    known = models.catalog(folder)
    chosen = [models.entry(name, folder) for name in names or ()]
    chosen = chosen or [model for model in known.values() if models.status(model, folder) != "absent"]
    results = {}
    for model in chosen:
        with byte_progress() as bars:
            bar = bars.add_task(model.name, total=model.size)
            results[model.name] = models.verify(model, folder, partial(_set, bars, bar))
    if json:
        write_json([{"model": name, "right": not bad, "bad": bad} for name, bad in results.items()])
    for name, bad in () if json else results.items():
        say(f"{name}: " + (f"missing or damaged, pull it again: {', '.join(bad)}" if bad else "right"))
    if any(results.values()):
        raise typer.Exit(1)


@app.command()
def add(
    path: Annotated[Path, typer.Argument(help="A GGUF file.", show_default=False)],
    name: Annotated[str, typer.Option(help="Name in the catalog; made from the file's when left out.")] = "",
) -> None:
    """Take a GGUF file of your own into the catalog, under a name that MINIGIANTS_MODEL can give."""
    model = models.add(path, Settings().models_folder, name=name)
    say(f"{model.name}: {model.title}, {gigabytes(model.size)}, needs {gigabytes(model.memory)} of memory")
    if not models.fits(model):
        say(f"it does not fit this machine's memory of {gigabytes(models.memory_limit())}")


@app.command()
def convert(
    name: Annotated[str, typer.Argument(help="A chat model of the catalog.", show_default=False)],
    engine: Annotated[Literal["ctransformers"], typer.Option("--for", help="Engine that the copy is for.")],
) -> None:
    """Write a model once more in the form that another engine loads, and take it into the catalog."""
    folder = Settings().models_folder
    with byte_progress() as bars:
        bar = bars.add_task(name, total=models.entry(name, folder).size)
        made = models.convert(name, folder, partial(_set, bars, bar))
    say(f"{made.name} is ready: set MINIGIANTS_ENGINE={engine} and MINIGIANTS_MODEL={name} to use it")


@app.command()
def quantize(
    name: Annotated[str, typer.Argument(help="A chat model of the catalog.", show_default=False)],
    width: Annotated[str, typer.Option("--to", help=f"{', '.join(models.WIDTHS)}.", show_default=False)],
) -> None:
    """Write a model once more with other bits a weight, and take the copy into the catalog as NAME-WIDTH."""
    folder = Settings().models_folder
    with byte_progress() as bars:
        bar = bars.add_task(name, total=models.entry(name, folder).size)
        made = models.quantize(name, width, folder, partial(_set, bars, bar))
    share = made.size / models.entry(name, folder).size
    say(f"{made.name}: {made.size / 1e6:,.0f} MB, {share:.2f} of the original's size")


@app.command()
def bench(
    names: Names = None,
    server: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="A server's base address, too.", show_default=False)
    ] = None,
    json: Json = False,
) -> None:
    """Measure how fast models load, read and write here: those named, or all that are here, each in turn."""
    asked = plans(Settings(), names or (), server or ())
    results: list[Measured] = []
    with step_progress("measured", len(asked)) as advance:
        for measured in run(asked):
            results.append(measured)
            advance()
            typer.echo(line(measured), err=True)
    speeds.remember(results, Settings().home)
    if json:
        return write_json([asdict(measured) for measured in results])
    write_table([_speed(measured, results[0]) for measured in results], list(_speed(results[0], results[0])))
    for measured in results:
        if measured.problem:
            say(f"{measured.model} on {measured.engine}: {measured.problem}")
    return say("seconds for the first token after 500 and 2,000 tokens; an answer is 500 tokens read and 64 written")


def _speed(measured: Measured, default: Measured) -> dict[str, str]:
    """Return a row of the table."""
    fine = not measured.problem
    ratio = f"{measured.answer / default.answer:.2f}" if fine and measured.answer and default.answer else "-"
    numbers = {
        "load s": f"{measured.load:.1f}",
        "read/s": f"{measured.read:.0f}",
        "write/s": f"{measured.written:.1f}",
        "first at 500": f"{measured.first_short:.1f}",
        "first at 2000": f"{measured.first_long:.1f}",
        "memory": gigabytes(measured.memory) if measured.memory else "-",
        "answer to default's": ratio,
    }
    return {"engine": measured.engine, "model": measured.model} | (numbers if fine else dict.fromkeys(numbers, "-"))


def _shower(bars: Progress, model: models.ModelEntry) -> Callable[[models.PullProgress], None]:
    bar = bars.add_task(model.name, total=model.size)

    def show(progress: models.PullProgress) -> None:
        bars.update(bar, completed=progress.done, description=f"{progress.model} ({progress.source})")

    return show


def _show_terms(model: models.ModelEntry, *, accepted: bool) -> None:
    """Say what to know of a model before it is fetched; raises PullError for terms that nobody accepted."""
    for told in models.warnings(model):
        typer.echo(f"{model.name}: {told}", err=True)
    if model.terms and not accepted:
        raise models.PullError(
            f"{model.name!r} is under the {model.licence}, which has terms: read them, then pull with --accept-terms"
        )


def _needed(settings: Settings) -> list[str]:
    return [settings.embedding_model] if settings.server else [settings.model, settings.embedding_model]


def _set(bars: Progress, bar: TaskID, done: int) -> None:
    bars.update(bar, completed=done)


def _row(model: models.ModelEntry, settings: Settings) -> dict[str, Any]:
    return {
        "name": model.name,
        "title": model.title,
        "kind": model.kind,
        "licence": model.licence,
        "terms": model.terms,
        "why": model.why,
        "architecture": model.architecture,
        "context": model.context,
        "size": model.size,
        "memory": model.memory,
        "fits": models.fits(model),
        "here": models.status(model, settings.models_folder),
        "default": model.name in (settings.model, settings.embedding_model),
        "engine": model.engine,
        "sha256": model.sha256,
        "sources": [source.kind for source in model.sources],
    }
