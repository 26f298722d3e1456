"""Open what lies in the home folder rather than trust that it is there: database, index, policies; and who may."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from minigiants import at_rest, scenario
from minigiants.documents import READERS
from minigiants.privacy import PolicyError, PrivacyError
from minigiants.scenario import Check
from minigiants.services import open_funnel
from minigiants.settings import Settings

_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
"""SQLite's codes for a file that is wrong, whatever the disk does: only then is a backup the answer."""


def at_home(settings: Settings) -> Iterator[Check]:
    """Look at all that is kept, without changing anything."""
    yield _database(settings)
    yield _index(settings.index_folder)
    yield _policies(settings)
    yield _owner(settings.home)


def _database(settings: Settings) -> Check:
    from minigiants.store import StoreError, require_readable  # SQLAlchemy, which no other command's help needs

    try:
        form = require_readable(settings.database_url)
    except StoreError as error:
        fault, _, remedy = str(error).rpartition(": ")
        return Check(name="database", ok=False, found=fault, remedy=remedy)
    return Check(name="database", ok=True, found=form)


def _index(folder: Path) -> Check:
    """Read every file of the index through; a disk that can't be read is no reason to give a sound index up."""
    files = sorted(path for pattern in ("*.db", "*.sqlite3", "*.sqlite") for path in folder.rglob(pattern))
    for path in files:
        try:
            fault = _fault(path)
        except sqlite3.Error as error:
            if error.sqlite_errorcode & 0xFF not in _DAMAGED:
                remedy = "look at the disk and at who may read the file; the index itself may be sound"
                return Check(name="index", ok=False, found=f"cannot be read now ({error}): {path}", remedy=remedy)
            fault = str(error)
        if fault:
            remedy = "restore a backup, or remove the index folder and ingest the documents again"
            return Check(name="index", ok=False, found=f"damaged ({fault}): {path}", remedy=remedy)
    state = f"{len(files)} files read through" if files else "empty"
    older = sum(_older(path) for path in files if path.name == "index.db")
    if older:
        what = "document is" if older == 1 else "documents are"
        state += f"; {older} {what} as an older version read them: ingest the files again to have their tables"
    return Check(name="index", ok=True, found=state)


def _older(path: Path) -> int:
    """Count the documents that readers of an older version read."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        columns = {row[1] for row in db.execute("PRAGMA table_info(documents)")}
        if not columns:
            return 0
        every = "SELECT count(*) FROM documents"
        rows = db.execute(f"{every} WHERE reader < ?", (READERS,)) if "reader" in columns else db.execute(every)
        return int(rows.fetchone()[0])


def _fault(path: Path) -> str:
    """Return what is wrong inside an SQLite file, or nothing; raises sqlite3.Error when it can't be opened at all."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    finally:
        connection.close()
    return "" if answer == "ok" else " ".join(answer.split())


def _policies(settings: Settings) -> Check:
    """Open the funnel of each scenario: a policy that can't be read would stop its first answer."""
    try:
        for name in ("", *scenario.names()):
            open_funnel(settings, name)
    except (PolicyError, PrivacyError) as error:
        remedy = "correct MINIGIANTS_PRIVACY or the policy's file"
        return Check(name="privacy policy", ok=False, found=str(error), remedy=remedy)
    wish = f"at every place, {settings.privacy!r}" if settings.privacy else "where each scenario says so"
    return Check(name="privacy policy", ok=True, found=f"personal data is taken out {wish}")


def _owner(home: Path) -> Check:
    """Look whether others on this machine can get at what is kept: a closed home folder closes all below it."""
    readable = at_rest.open_to_others(home) if home.is_dir() else []
    closed = home not in readable
    words = "the owner alone" if closed else f"others on this machine, {len(readable)} files and folders"
    return Check(name="who may read", ok=closed, found=words, remedy=f"run `chmod -R go= {home}`")
