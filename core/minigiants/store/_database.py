"""Read and write one database, a transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from minigiants.store._failures import in_words
from minigiants.store._open import database_file, drop_copies, open_engine
from minigiants.store.tables import Owned


class Database:
    """One open database; share one instance in a process, threads included."""

    def __init__(self, url: str, owner: str = "") -> None:
        """Open the database at the SQLAlchemy `url`, creating or upgrading its tables; what is kept is `owner`'s."""
        self.owner = owner
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
            event.listen(session, "before_flush", self._sign)
            yield session
            session.commit()

    def _sign(self, session: Session, *_: object) -> None:
        """Write beside each new thing whose it is, where that is not said yet."""
        for row in session.new:
            if isinstance(row, Owned) and self.owner and not row.owner:
                row.owner = self.owner

    def forget(self) -> None:
        """Empty SQLite's write-ahead log and remove the copy of the last upgrade, where deleted texts would live on."""
        if path := database_file(self.engine):
            drop_copies(path)
            with in_words(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
