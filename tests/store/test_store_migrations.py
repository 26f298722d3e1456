"""The database is created, upgraded and guarded by migrations."""

import importlib
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect, make_url, text

from minigiants import scenario
from minigiants.store import OPEN, Store, StoreError
from minigiants.store._open import migration_config, open_engine


def test_an_empty_database_gets_all_tables(empty_url: str) -> None:
    engine = open_engine(empty_url)

    assert {"talk", "message", "answer", "rating"} <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_migrations_and_tables_agree(empty_url: str) -> None:
    for name in scenario.names():
        if tables := scenario.load(name).tables:
            importlib.import_module(tables)
    engine = open_engine(empty_url)

    command.check(migration_config(engine))
    engine.dispose()


def test_every_migration_can_be_undone_and_done_again(url: str) -> None:
    engine = open_engine(url)

    command.downgrade(migration_config(engine), "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    command.upgrade(migration_config(engine), "heads")

    assert "rating" in inspect(engine).get_table_names()
    engine.dispose()


def test_a_database_of_a_newer_version_is_left_alone(url: str) -> None:
    open_engine(url).dispose()
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg") if url.startswith("postgres") else url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(StoreError, match="newer version"):
        Store(url, through=OPEN)


def test_a_file_that_is_no_database_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database at all" * 100)

    with pytest.raises(StoreError, match="not a database"):
        Store(f"sqlite:///{tmp_path / 'x.db'}", through=OPEN)


def test_the_file_is_readable_by_its_owner_only_and_in_wal_mode(sqlite_store: Store, sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))

    assert file.stat().st_mode & 0o077 == 0
    with sqlite_store._database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
