"""`minigiants doctor`: is this machine ready, and what to do where it isn't."""

from dataclasses import asdict
from typing import Annotated

import typer

from minigiants.cli._errors import NOT_READY
from minigiants.cli._output import Json, say, write_json
from minigiants.cli.doctor.checks import examine, fast_enough
from minigiants.settings import Settings


def doctor(
    name: Annotated[
        str,
        typer.Option(
            "--scenario", help="Measure the models for this scenario too; takes a minute.", show_default=False
        ),
    ] = "",
    json: Json = False,
) -> None:
    """Check versions, disk, memory, models, index and the offline switches; exit code 3 when something is not ready."""
    checks = list(examine(Settings()))
    if name:
        checks += fast_enough(Settings(), name)
    if json:
        write_json({"ready": all(check.ok for check in checks), "checks": [asdict(check) for check in checks]})
    for check in () if json else checks:
        say(f"{'ok ' if check.ok else 'NO '} {check.name}: {check.found}")
        if not check.ok and check.remedy not in check.found:
            say(f"    {check.remedy}")
    if not all(check.ok for check in checks):
        raise typer.Exit(NOT_READY)
