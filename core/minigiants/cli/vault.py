"""`minigiants vault`: delete what `minigiants scrub --remember` keeps, and change its key."""

from pathlib import Path
from typing import Annotated

import typer

from minigiants import privacy
from minigiants.cli._output import say
from minigiants.cli.scrub.remembered import folder

app = typer.Typer(no_args_is_help=True)


@app.command()
def forget(name: Annotated[str, typer.Argument(help="What `scrub --remember` was given.", show_default=False)]) -> None:
    """Delete what is remembered under a name; the texts can't be restored after that."""
    with privacy.vault_writer(folder()):
        known = privacy.open_vault(folder()).forget(name)
    if not known:
        raise LookupError("nothing was remembered under this name: look at how it is written, upper and lower case too")
    say("What was remembered under this name is deleted.")


@app.command()
def purge() -> None:
    """Delete what has expired; every opening of the vault does so too."""
    with privacy.vault_writer(folder()):
        done = privacy.open_vault(folder()).purge()
    say(f"{done} expired {'record' if done == 1 else 'records'} deleted.")


@app.command()
def rotate(
    old: Annotated[
        Path | None,
        typer.Option(help="File of the key before, where the new one is in the environment.", show_default=False),
    ] = None,
) -> None:
    """Encrypt everything that is remembered under a new key; the one before opens nothing after that."""
    done = privacy.change_key(folder(), old)
    say(f"{done} {'record is' if done == 1 else 'records are'} under the new key.")
