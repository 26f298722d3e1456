"""Open a database, brought to the newest form; safe when two processes do so at once."""

import glob
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError

from minigiants import suite
from minigiants.at_rest import private_file, private_folder
from minigiants.store._values import StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 60
"""How long a writer waits for others on SQLite, which serves them in no order: ten on a slow disk need more than 15."""
_PAUSE = 0.05
COPY = ".before-upgrade-of-"
"""Between the name of a database and the form that its copy has."""
_LOCK = 7308189
"""Of PostgreSQL's advisory locks, a number of our own."""


def open_engine(url: str) -> Engine:
    """Connect to `url`, create or upgrade its tables; raises StoreError when its form is newer than this program."""
    try:
        engine = create_engine(_with_driver(url), pool_pre_ping=not url.startswith("sqlite"))
    except ModuleNotFoundError as error:
        raise StoreError(
            f"the database's driver {error.name!r} is missing: run `pip install 'minigiants[postgresql]'`"
        ) from None
    path = database_file(engine)
    if path:
        _prepare_sqlite(engine, path)
    try:
        upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def database_file(engine: Engine) -> Path | None:
    """Return the file of an SQLite database, None for other databases."""
    name = engine.url.database
    return Path(name) if engine.dialect.name == "sqlite" and name else None


def migration_config(engine: Engine) -> Config:
    """Return the Alembic configuration that works on `engine`: the core's migrations and those of every scenario."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    places = [_MIGRATIONS / "versions", *sorted(suite.scenarios().glob("*/migrations"))]
    config.set_main_option("version_locations", os.pathsep.join(map(str, places)).replace("%", "%%"))
    config.attributes["engine"] = engine
    return config


def require_readable(url: str, *, whole: bool = True) -> str:
    """Read a database without changing it, and return its form; raises StoreError when it is none of ours.

    With `whole` it is read through, which takes as long as it is large.
    A database that nobody has made yet has the form "none yet".
    """
    engine = create_engine(_with_driver(url))
    path = database_file(engine)
    try:
        if path and not path.is_file():
            return "none yet"
        if path:
            engine.dispose()
            address = f"sqlite:///{path.absolute().as_uri()}?mode=ro&uri=true"
            engine = create_engine(address)
            with engine.connect() as connection:
                if whole and (fault := str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())) != "ok":
                    raise StoreError(f"the database {str(path)!r} is damaged ({fault}): restore a backup")
        heads = _revisions(engine)
        _require_known(heads, ScriptDirectory.from_config(migration_config(engine)))
    except DatabaseError as error:
        raise StoreError(_unreadable(url, path, error)) from error
    finally:
        engine.dispose()
    return ", ".join(sorted(heads)) or "without a form"


def _unreadable(url: str, path: Path | None, error: DatabaseError) -> str:
    """Say why a database can't be read, and never that a sound one should be given up: a disk may be at fault."""
    if path is None:
        return f"the database at {make_url(url).host!r} cannot be reached: start it, or correct MINIGIANTS_DATABASE"
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return f"{str(path)!r} is damaged or no database: restore a backup"
    return f"{str(path)!r} cannot be read now ({error.orig}): look at the disk and at who may read the file"


def _require_known(heads: set[str], scripts: ScriptDirectory) -> None:
    if unknown := heads - {script.revision for script in scripts.walk_revisions()}:
        form = ", ".join(sorted(map(repr, unknown)))
        raise StoreError(f"the database was written by a newer version (form {form}): update minigiants")


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing."""
    config = migration_config(engine)
    scripts = ScriptDirectory.from_config(config)
    path = database_file(engine)
    if _revisions(engine) == set(scripts.get_heads()):
        return
    with _alone(engine, path):
        _require_known(found := _revisions(engine), scripts)
        if path and found and found != set(scripts.get_heads()):
            keep_copy(path, "-".join(sorted(found)))
        command.upgrade(config, "heads")


def keep_copy(path: Path, form: str) -> Path:
    """Copy an SQLite database as it stands, in its form, beside itself; who goes back a version puts it in its place.

    One copy is kept: that of the last upgrade. What is deleted later is deleted from it too, for it goes as a whole.
    Raises StoreError when there is no room for it, with the copy from before as it was.
    """
    copy = path.with_name(f"{path.name}{COPY}{form}")
    part = private_file(copy.with_name(f"{copy.name}.part"))
    try:
        with closing(sqlite3.connect(path)) as there, closing(sqlite3.connect(part)) as here:
            there.backup(here)
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        why = f"the database cannot be upgraded, for no copy of it can be kept ({error}): free some space beside {path}"
        raise StoreError(why) from None
    drop_copies(path, but=part)
    return part.replace(copy)


def drop_copies(path: Path, but: Path | None = None) -> None:
    """Remove the copies that upgrades left behind: they hold what was deleted since."""
    for copy in path.parent.glob(f"{glob.escape(path.name)}{COPY}*"):
        if copy != but:
            copy.unlink(missing_ok=True)


def _with_driver(url: str) -> URL:
    """Let a plain `postgresql://` mean the driver that the extra `minigiants[postgresql]` installs."""
    read = make_url(url)
    return read.set(drivername="postgresql+psycopg") if read.drivername in ("postgresql", "postgres") else read


@contextmanager
def _alone(engine: Engine, path: Path | None) -> Iterator[None]:
    """Keep other programs from upgrading the same database meanwhile; raises StoreError after a minute."""
    if path:
        lock = FileLock(f"{path}.lock", timeout=_BUSY_SECONDS, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise StoreError(f"another program upgrades the database {str(path)!r}: wait until it is done") from None
        try:
            yield
        finally:
            lock.release()
        return
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")


def _revisions(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


def _keep_log(connection: sqlite3.Connection) -> None:
    """Have SQLite write ahead; it would not wait by itself for another process that begins at the same time."""
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _prepare_sqlite(engine: Engine, path: Path) -> None:
    private_file(private_folder(path.parent) / path.name)

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        # lower() of SQLite knows ASCII only; search must find "Ärzte" by "ärzte".
        connection.create_function("lower", 1, lambda text: text.lower() if isinstance(text, str) else text)
        connection.execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")
        _keep_log(connection)
        for pragma in (
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once when another process wrote in between.
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
