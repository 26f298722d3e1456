"""Keep collections, documents, passages, vectors and the full-text index in one SQLite file: the record of truth."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from minigiants.at_rest import private_file, private_folder
from minigiants.retrieval._errors import IndexUnwritable, LibraryError, UnknownCollection
from minigiants.retrieval._values import CollectionInfo

SCHEMA = """
CREATE TABLE IF NOT EXISTS collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, embedding TEXT NOT NULL,
    dimension INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1, erased INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
    sha256 TEXT NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL, added TEXT NOT NULL, notes TEXT NOT NULL,
    written TEXT NOT NULL DEFAULT '', reader INTEGER NOT NULL DEFAULT 0, UNIQUE (collection, sha256));
CREATE TABLE IF NOT EXISTS names (
    id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, name TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, UNIQUE (collection, name));
CREATE INDEX IF NOT EXISTS names_document ON names (document);
CREATE TABLE IF NOT EXISTS pages (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (document, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tables (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (document, number)) WITHOUT ROWID;
-- How surely a page was recognised that is a picture.
CREATE TABLE IF NOT EXISTS scans (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (document, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    name TEXT NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    heading TEXT NOT NULL, text TEXT NOT NULL, vector BLOB NOT NULL, UNIQUE (document, name));
-- Collections whose vector index may differ from this record: somebody is writing, or died while writing.
CREATE TABLE IF NOT EXISTS unfinished (collection INTEGER PRIMARY KEY);
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class CollectionRow:
    """A collection as the registry keeps it."""

    id: int
    name: str
    embedding: str
    dimension: int
    version: int
    erased: int
    """Vectors removed since the vector index was built."""

    @property
    def vectors(self) -> str:
        """The name of its set in the vector index."""
        return f"{self.prefix}v{self.version}"

    @property
    def prefix(self) -> str:
        """What all its sets' names begin with, older ones too."""
        return f"c{self.id}-"

    @property
    def fulltext(self) -> str:
        """The name of its full-text table: one each, so that word statistics don't leak between collections."""
        return f"fulltext_{self.id}"


class Registry:
    """One SQLite file in WAL mode; every operation opens its own connection, so threads share nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.read_only = path.is_file() and not os.access(path.parent, os.W_OK)
        """Whether it lies on a disk, or in a folder, that may only be read."""
        if self.read_only:
            with self._plain_errors():
                self._idle = self._connect()
            return
        try:
            private_file(private_folder(path.parent) / path.name)
        except OSError as error:
            raise IndexUnwritable(path.parent, error.strerror or "no folder") from error
        with self._plain_errors():
            # Kept open and idle: closing the last connection to a file empties its log, which costs ten milliseconds.
            self._idle = self._connect()
            self._idle.execute("PRAGMA journal_mode = WAL").fetchall()
        with self.writing() as db:
            for statement in SCHEMA.split(";"):
                db.execute(statement)
            known = {column["name"] for column in db.execute("PRAGMA table_info(documents)")}
            for name, kind in (("written", "TEXT NOT NULL DEFAULT ''"), ("reader", "INTEGER NOT NULL DEFAULT 0")):
                if name not in known:
                    db.execute(f"ALTER TABLE documents ADD COLUMN {name} {kind}")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees everything committed so far."""
        with self._plain_errors(), closing(self._connect()) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose changes are committed together at the end, or not at all."""
        if self.read_only:
            raise IndexUnwritable(self._path.parent, "it may only be read")
        with self.reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Let go of the file; to be called last."""
        self._idle.close()

    def checkpoint(self) -> None:
        """Empty the write-ahead log, so that no removed text stays in it."""
        with self.reading() as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._address(), uri=True, timeout=30, isolation_level=None, check_same_thread=False)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        return db

    def _address(self) -> str:
        """Return SQLite's address of the file; where nothing can be written it must not look for a log to share."""
        address = self._path.absolute().as_uri()
        if not self.read_only:
            return address
        log = self._path.with_name(f"{self._path.name}-wal")
        return f"{address}?mode=ro" if log.is_file() and log.stat().st_size else f"{address}?mode=ro&immutable=1"

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise
            raise IndexUnwritable(self._path.parent, str(error)) from error


def find(db: sqlite3.Connection, name: str) -> CollectionRow | None:
    """Return the collection called `name`, or None."""
    row = db.execute("SELECT * FROM collections WHERE name = ?", (name,)).fetchone()
    return CollectionRow(**row) if row else None


def get(db: sqlite3.Connection, name: str) -> CollectionRow:
    """Return the collection called `name`; raises UnknownCollection."""
    row = find(db, name)
    if row is None:
        raise UnknownCollection(name, [info.name for info in infos(db)])
    return row


def infos(db: sqlite3.Connection) -> list[CollectionInfo]:
    """Describe all collections, by name."""
    rows = db.execute(
        "SELECT name, embedding, dimension, (SELECT count(*) FROM documents WHERE collection = c.id) AS documents, "
        "(SELECT count(*) FROM passages p JOIN documents d ON d.id = p.document WHERE d.collection = c.id) AS passages "
        "FROM collections c ORDER BY name"
    )
    return [CollectionInfo(**row) for row in rows]


def create(db: sqlite3.Connection, name: str, *, embedding: str) -> CollectionRow:
    """Make the collection called `name` unless it is there; raises LibraryError for a name nobody could type."""
    _require_typable(name)
    if find(db, name) is None:
        db.execute("INSERT INTO collections (name, embedding) VALUES (?, ?)", (name, embedding))
        row = get(db, name)
        db.execute(
            f"CREATE VIRTUAL TABLE {row.fulltext} USING fts5(heading, text, content='passages', content_rowid='id', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
    return get(db, name)


def rename(db: sqlite3.Connection, old: str, new: str) -> None:
    """Call the collection `old` `new`; raises LibraryError when that name is taken."""
    row = get(db, old)
    if old != new and find(db, new):
        raise LibraryError(f"there is a collection {new!r} already: choose another name")
    _require_typable(new)
    db.execute("UPDATE collections SET name = ? WHERE id = ?", (new, row.id))


def _require_typable(name: str) -> None:
    if not name or name != name.strip() or len(name) > 100 or not name.isprintable():
        raise LibraryError(
            f"{name[:100]!r} can't be a collection's name: give 1 to 100 printable characters, no space at the ends"
        )
