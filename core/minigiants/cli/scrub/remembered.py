"""Remember, across files and runs, what was written for whom: in the vault of the home folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import typer

from minigiants import privacy
from minigiants.settings import Settings


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known under a name, and how to keep what came to it."""

    names: privacy.Names
    keep: Callable[[], None]


def folder() -> Path:
    """Return where the vault of this machine is."""
    return Settings().home / "vault"


@contextmanager
def remembering(name: str, days: int | None) -> Iterator[Remembered | None]:
    """Read what is known under `name`, and let nobody else add to it while the block runs; without a name, nothing.

    Raises PrivacyError.
    """
    if days and not name:
        raise typer.BadParameter("--days says how long --remember keeps: give --remember NAME too")
    if not name:
        yield None
        return
    with privacy.vault_writer(folder()):
        vault = privacy.open_vault(folder())
        try:
            names = vault.load(name)
        except KeyError:
            names = privacy.Names()
        yield Remembered(names, lambda: vault.save(name, names, keep=timedelta(days=days) if days else None))
