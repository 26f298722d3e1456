"""Read and write one database, a transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from minigiants.store._failures import in_words
from minigiants.store._open import database_file, open_engine


class Database:
    """One open database; share one instance in a process, threads included."""

    def __init__(self, url: str) -> None:
        """Open the database at the SQLAlchemy `url`, creating or upgrading its tables."""
        with in_words():
            self.engine: Engine = open_engine(url)

    def close(self) -> None:
        """Let go of the database's connections."""
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Look at what is there; what is changed is not kept."""
        with in_words(), Session(self.engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Keep all that is changed, or nothing when it ends in an exception; the rows stay readable afterwards."""
        with in_words(), Session(self.engine.execution_options(write=True), expire_on_commit=False) as session:
            yield session
            session.commit()

    def forget(self) -> None:
        """Empty SQLite's write-ahead log, where deleted texts would live on."""
        if database_file(self.engine):
            with in_words(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
