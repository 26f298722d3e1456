"""Keep what stands for what, encrypted, until a day and not longer."""

import json
import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from minigiants.privacy.replace import Names
from minigiants.privacy.types import PrivacyError
from minigiants.privacy.vault.lock import Lock

KEPT = timedelta(days=30)
_TABLE = """
CREATE TABLE IF NOT EXISTS record (
    name BLOB PRIMARY KEY, key_id TEXT NOT NULL, expires INTEGER NOT NULL, body BLOB NOT NULL
) WITHOUT ROWID
"""


class Vault:
    """A file of `Names` by session, encrypted with AES-256-GCM; outside stand only key ids and days of expiry.

    The first of `keys` encrypts; the others can still be read. Safe for threads, for several processes, and when
    killed at any moment. Failures raise PrivacyError, in words without content.
    """

    _patience = 15.0
    """Seconds to wait for other programs."""

    def __init__(
        self, path: Path, keys: Sequence[bytes], *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Open the file, made when missing, and delete what has expired."""
        self._path = path
        self._locks = [Lock.of(key) for key in keys]
        if not self._locks:
            raise PrivacyError("a vault needs a key")
        self._clock = clock
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        with self._open() as connection:
            connection.execute(_TABLE)
        self._expire()
        self._sweep()

    def save(self, session: str, names: Names, *, keep: timedelta | None = None) -> None:
        """Write the names of `session` over what was there, to be kept from now on for `keep`.

        Without `keep` that is 30 days, or until the day that the session had when that is later.
        """
        expires = int((self._clock() + (KEPT if keep is None else keep)).timestamp())
        body = _packed(session, names.to_json())
        with self._write() as connection:
            if keep is None:
                expires = max(expires, self._expiry(connection, session))
            self._delete(connection, session)
            self._insert(connection, session, body, expires)

    def load(self, session: str) -> Names:
        """Return the names of `session`; raises KeyError when there are none, or no longer."""
        with self._open() as connection:
            for lock in self._locks:
                name = lock.name(session)
                query = "SELECT body, expires FROM record WHERE name = ? AND key_id = ?"
                if row := connection.execute(query, (name, lock.id)).fetchone():
                    body = lock.open(row[0], name=name, expires=row[1])
                    if row[1] <= self._now():
                        raise KeyError("expired")
                    return Names.from_json(_unpacked(body)[1])
            self._refuse_strangers(connection)
        raise KeyError("unknown session")

    def forget(self, session: str) -> bool:
        """Delete the names of `session` from the file and its log, and tell whether there were any."""
        with self._write() as connection:
            known = self._expiry(connection, session) > 0
            self._delete(connection, session)
        self._leave_nothing()
        return known

    def purge(self) -> int:
        """Delete what has expired, and say how many records that was."""
        deleted = self._expire()
        if deleted:
            self._leave_nothing()
        return deleted

    def rotate(self) -> int:
        """Encrypt everything anew under the first key, after which the others may go; say how many records it was."""
        with self._write() as connection:
            self._refuse_strangers(connection)
            locks = {lock.id: lock for lock in self._locks[1:]}
            old = [r for r in connection.execute("SELECT * FROM record").fetchall() if r[1] in locks]
            for name, key_id, expires, closed in old:
                session, _ = _unpacked(body := locks[key_id].open(closed, name=name, expires=expires))
                self._delete(connection, session)
                self._insert(connection, session, body, expires)
        self._leave_nothing()
        return len(old)

    def _expire(self) -> int:
        with self._write() as connection:
            return connection.execute("DELETE FROM record WHERE expires <= ?", (self._now(),)).rowcount

    def _expiry(self, connection: sqlite3.Connection, session: str) -> int:
        """Return until when the session is kept, 0 when it is not known."""
        query = "SELECT expires FROM record WHERE name = ? AND expires > ?"
        rows = (connection.execute(query, (lock.name(session), self._now())).fetchone() for lock in self._locks)
        return max((row[0] for row in rows if row), default=0)

    def _delete(self, connection: sqlite3.Connection, session: str) -> None:
        connection.executemany("DELETE FROM record WHERE name = ?", [(lock.name(session),) for lock in self._locks])

    def _insert(self, connection: sqlite3.Connection, session: str, body: bytes, expires: int) -> None:
        lock = self._locks[0]
        name = lock.name(session)
        closed = lock.close(body, name=name, expires=expires)
        connection.execute("INSERT INTO record VALUES (?, ?, ?, ?)", (name, lock.id, expires, closed))

    def _refuse_strangers(self, connection: sqlite3.Connection) -> None:
        """Raise PrivacyError when a record was written under a key that is not given."""
        known = {lock.id for lock in self._locks}
        if {row[0] for row in connection.execute("SELECT DISTINCT key_id FROM record")} - known:
            raise PrivacyError("the vault holds records under another key than those given")

    def _now(self) -> int:
        return int(self._clock().timestamp())

    def _leave_nothing(self) -> None:
        if not self._sweep():
            raise PrivacyError("another program reads the vault: what was deleted leaves the file at the next opening")

    def _sweep(self) -> bool:
        """Write the file anew without free pages and empty the log, where deleted records would live on.

        Return whether nothing is left of them, which a program that reads just now can delay.
        """
        with self._open() as connection:
            if connection.execute("PRAGMA freelist_count").fetchone()[0]:
                connection.execute("VACUUM")
            return bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection

    def _alone(self) -> FileLock:
        """Keep out other vaults on this file: SQLite gives up at once when two of them sweep."""
        return FileLock(f"{self._path}.lock", timeout=self._patience, mode=0o600)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        failed = ""
        try:
            with (
                self._alone(),
                closing(sqlite3.connect(self._path, self._patience, isolation_level=None)) as connection,
            ):
                for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
                    connection.execute(f"PRAGMA {pragma}")
                yield connection
        except Timeout:
            failed = "another program holds it"
        except sqlite3.Error as error:
            failed = str(error)
        if failed:
            raise PrivacyError(f"the vault's file failed: {failed}")


def _packed(session: str, body: bytes) -> bytes:
    """Write the session's name before the body, so that rotation can find it."""
    name = json.dumps(session).encode("ascii")
    return struct.pack(">I", len(name)) + name + body


def _unpacked(packed: bytes) -> tuple[str, bytes]:
    end = 4 + struct.unpack(">I", packed[:4])[0]
    return str(json.loads(packed[4:end])), packed[end:]
