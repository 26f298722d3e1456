"""The `minigiants` command: one module a command, imported only when it is called.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 something is missing or not ready, 130 interrupted.
"""

import importlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from minigiants import __version__, at_rest
from minigiants.cli._errors import explain
from minigiants.cli._output import say

if TYPE_CHECKING:
    from minigiants.scenario import Later

__all__ = ["COMMANDS", "ListedCommand", "build", "commands", "main", "say"]


class ListedCommand(NamedTuple):
    """Where a command is, and what `minigiants --help` says of it."""

    place: "str | Later"
    """`module:name` below `minigiants.cli`, or a scenario's: a function, or a `typer.Typer` for a group of commands."""
    help: str


COMMANDS = {
    "adapt": ListedCommand("adapt:adapt", "Train an adapter for a scenario on this machine."),
    "app": ListedCommand("app:app", "Start the pages in the browser, on this machine only."),
    "compare": ListedCommand("compare:compare", "Ask several models the same, and say which small one is enough."),
    "doctor": ListedCommand("doctor:doctor", "Say whether this machine is ready, and what to do where it isn't."),
    "evaluate": ListedCommand("evaluate:evaluate", "Measure a scenario on this machine, with intervals."),
    "ingest": ListedCommand("ingest:ingest", "Bring files into a collection, with a line for each."),
    "models": ListedCommand("models:app", "List, pull, verify and add models."),
    "rate": ListedCommand(
        "rate:app", "Say what ratings mean, start campaigns, export, import, and test what was corrected."
    ),
    "restore": ListedCommand("restore:restore", "Put personal data back that `scrub --remember` took out."),
    "run": ListedCommand("run:run", "Answer a file of requests, one JSON object a line."),
    "scrub": ListedCommand(
        "scrub:app", "Take personal data out of files, with a line for each, or serve that over HTTP."
    ),
    "serve": ListedCommand("serve:serve", "Run the chat model once, for several pages and programs."),
    "vault": ListedCommand("vault:app", "Delete what `scrub --remember` keeps, and change its key."),
    "why": ListedCommand("why:why", "Say why a document was not used for a question."),
}
"""The core's own: a command is made known by its line here and nothing else."""


def commands() -> dict[str, ListedCommand]:
    """Return every command by its name, those of the scenarios among them, in the order of `--help`."""
    from minigiants import scenario

    own = [command for name in scenario.names() for command in scenario.load(name).commands]
    return dict(sorted((COMMANDS | {each.name: ListedCommand(each.app, each.help) for each in own}).items()))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    with at_rest.owner_alone():
        _run(list(sys.argv[1:] if arguments is None else arguments))


def _run(words: list[str]) -> None:
    called = next((word for word in words if not word.startswith("-")), "")
    if called in commands():
        from minigiants.privacy import quiet_logs

        quiet_logs()
    try:
        build(called)(words, prog_name="minigiants")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong becomes one sentence for the person at the terminal
        code, sentence = explain(error)
        if "--traceback" in words[: words.index(called) if called else None]:
            typer.echo(_where(error), err=True)
        typer.echo(f"minigiants: {_let_out(sentence)}", err=True)
        sys.exit(code)


def _where(error: Exception) -> str:
    from minigiants.privacy import where

    return where(error)


def _let_out(sentence: str) -> str:
    """Return what may be said of an error at a site that keeps no personal data: it may name a file or a collection."""
    from minigiants.privacy import PolicyError, PrivacyError
    from minigiants.settings import Settings

    try:
        settings = Settings()
    except ValueError:  # which is what the sentence says then
        return sentence
    if not settings.privacy:
        return sentence
    from minigiants.services import open_funnel

    try:
        return open_funnel(settings)("logs", sentence)
    except (PolicyError, PrivacyError) as error:
        return str(error)


def build(called: str | None = None) -> typer.Typer:
    """Make the command line with the called command's module imported and the others only named; None imports all."""
    root = typer.Typer(
        add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    root.callback(help="Small language models for your documents, on your own machine.")(_options)
    for name, command in commands().items():
        loaded = _load(command.place) if called in (name, None) else _only_named
        if isinstance(loaded, typer.Typer):
            root.add_typer(loaded, name=name, help=command.help)
        else:
            root.command(name, help=command.help)(loaded)
    return root


def _load(place: "str | Later") -> typer.Typer:
    if isinstance(place, str):
        module, _, name = place.partition(":")
        found = getattr(importlib.import_module(f"minigiants.cli.{module}"), name)
    else:
        found = place.load()
    app: typer.Typer = found
    return app


def _only_named() -> None:
    raise AssertionError("the called command is always loaded")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"minigiants {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version)
    ] = False,
    traceback: Annotated[bool, typer.Option("--traceback", help="Show where in the code an error arose.")] = False,
) -> None:
    """Take the options that come before the command; `main` looks at `--traceback` itself."""
