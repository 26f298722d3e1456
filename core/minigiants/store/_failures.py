"""Say a failure of the database in one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from minigiants.store._values import StoreError


@contextmanager
def in_words() -> Iterator[None]:
    """Say a database failure in one sentence, without the statement and its texts."""
    try:
        yield
    except DBAPIError as error:
        cause = str(error.orig)
        if "full" in cause:
            raise StoreError("the disk is full, nothing was saved: free some space and try again") from None
        if "locked" in cause:
            raise StoreError("another program holds the database: close it and try again") from None
        if isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error):
            raise StoreError(
                "the database's server does not answer, nothing was saved: start it and try again"
            ) from None
        # Other databases than SQLite quote the values that they did not take.
        told = cause if isinstance(error.orig, sqlite3.Error) else type(error.orig).__name__
        raise StoreError(f"the database failed: {told}") from None
