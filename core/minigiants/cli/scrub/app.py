"""`minigiants scrub`: a group whose usual command need not be named."""

from typing import Any

import typer
from typer.core import TyperGroup

from minigiants.cli.scrub.command import scrub
from minigiants.cli.scrub.serve import serve

USUAL = "files"


class _Group(TyperGroup):
    """Takes what names no command for the files to scrub."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the usual command before what names none."""
        named = bool(args) and args[0] in self.commands
        return super().parse_args(ctx, args if named else [USUAL, *args])


app = typer.Typer(cls=_Group)
app.command(USUAL, help="Take personal data out of files, with a line for each; `files` may be left out.")(scrub)
app.command("serve", help="Find personal data over HTTP, in Presidio's form, for programs on this machine.")(serve)
