"""Look at a vault from outside, as somebody who finds its file."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

OTHER = bytes(range(100, 132))
"""Another key than the fixture's."""
SESSION = "patient Jane Roe, visit 7"
START = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    now = START

    def __call__(self) -> datetime:
        return self.now


def raw(path: Path) -> bytes:
    """Return all bytes of all files beside the vault."""
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def rows(path: Path) -> list[tuple[bytes, str, int, bytes]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, key_id, expires, body FROM record ORDER BY expires").fetchall()


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)
