"""Everything that is kept is somebody's, and an upgrade leaves a copy by which one goes back a version."""

import resource
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from filelock import FileLock
from sqlalchemy import text

from minigiants.services import open_store
from minigiants.settings import Settings
from minigiants.store import OPEN, Store, StoreError, _open
from minigiants.store._open import COPY, migration_config, open_engine, upgrade

OWNED = ("talk", "answer", "rating", "review", "campaign", "handover", "proposal", "visit")
BEFORE = "0006"
"""The last form without owners."""


def of_form(url: str, form: str) -> None:
    """Make a database of an older form, with a talk in it."""
    engine = open_engine(url)
    command.downgrade(migration_config(engine), form)
    with engine.begin() as connection:
        values = "('t', '', '', 'x', '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000')"
        connection.execute(
            text(f"INSERT INTO talk (id, scenario, collection, title, created, updated) VALUES {values}")
        )
    engine.dispose()
    for copy in Path(url.removeprefix("sqlite:///")).parent.glob(f"*{COPY}*"):
        copy.unlink()


def test_what_was_kept_before_is_the_one_users(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    of_form(sqlite_url, BEFORE)
    monkeypatch.setenv("MINIGIANTS_USER", "ann")

    engine = open_engine(sqlite_url)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT owner FROM talk")).scalars().all() == ["ann"]
        for table in OWNED:
            connection.execute(text(f"SELECT owner FROM {table}"))
    engine.dispose()


def test_what_is_kept_from_now_on_is_the_users(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIGIANTS_USER", "ben")
    store = open_store(Settings())

    store.start_talk("document_qa", "c", "title")

    with store._database.engine.connect() as connection:
        assert connection.execute(text("SELECT owner FROM talk")).scalars().all() == ["ben"]
    store.close()


def test_an_upgrade_leaves_a_copy_in_the_old_form_for_its_owner_alone(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    of_form(sqlite_url, BEFORE)

    open_engine(sqlite_url).dispose()

    copy = file.with_name(f"{file.name}{COPY}{BEFORE}")
    assert copy.stat().st_mode & 0o077 == 0
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(BEFORE,)]
        assert connection.execute("SELECT title FROM talk").fetchall() == [("x",)]


def test_one_goes_back_a_version_with_the_copy_and_comes_again(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    of_form(sqlite_url, BEFORE)
    open_engine(sqlite_url).dispose()
    for rest in file.parent.glob(f"{file.name}-*"):
        rest.unlink()

    file.with_name(f"{file.name}{COPY}{BEFORE}").replace(file)
    engine = open_engine(sqlite_url)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT title FROM talk")).scalars().all() == ["x"]
    engine.dispose()


def test_each_form_is_reached_from_the_one_before_and_left_again(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)

    command.downgrade(migration_config(engine), "-1")
    upgrade(engine)

    engine.dispose()


def test_what_is_deleted_is_deleted_from_the_copy(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    of_form(sqlite_url, BEFORE)
    store = Store(sqlite_url, through=OPEN)
    assert list(file.parent.glob(f"*{COPY}*"))

    store.delete_talk("t")

    assert not list(file.parent.glob(f"*{COPY}*"))
    store.close()


def test_without_room_for_a_copy_nothing_is_upgraded_and_the_last_copy_stays(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    of_form(sqlite_url, BEFORE)
    last = file.with_name(f"{file.name}{COPY}0005")
    last.write_bytes(b"the copy of the upgrade before")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size - 4096, usual[1]))
    try:
        with pytest.raises(StoreError, match="free some space"):
            open_engine(sqlite_url)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(BEFORE,)]
    assert list(file.parent.glob(f"*{COPY}*")) == [last]
    open_engine(sqlite_url).dispose()
    assert [copy.name for copy in file.parent.glob(f"*{COPY}*")] == [f"{file.name}{COPY}{BEFORE}"]


def test_who_waits_too_long_for_another_upgrade_is_told_so(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    of_form(sqlite_url, BEFORE)
    monkeypatch.setattr(_open, "_BUSY_SECONDS", 0.2)

    with (
        FileLock(f"{sqlite_url.removeprefix('sqlite:///')}.lock"),
        pytest.raises(StoreError, match="another program upgrades"),
    ):
        open_engine(sqlite_url)


def test_a_new_database_leaves_no_copy(sqlite_url: str) -> None:
    open_engine(sqlite_url).dispose()

    assert not list(Path(sqlite_url.removeprefix("sqlite:///")).parent.glob(f"*{COPY}*"))
