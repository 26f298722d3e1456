"""What doctor calls right it has opened, and a disk at fault is no reason to give up what is sound."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from minigiants.cli.doctor.home import at_home
from minigiants.scenario import Check
from minigiants.services import open_store
from minigiants.settings import Settings


def looked_at(name: str) -> Check:
    return next(check for check in at_home(Settings()) if check.name == name)


@pytest.fixture
def database(home: Path) -> Path:
    open_store(Settings()).close()
    return home / "minigiants.db"


def test_an_empty_home_is_all_right(home: Path) -> None:
    home.chmod(0o700)

    assert [check.name for check in at_home(Settings()) if not check.ok] == []


def test_a_database_in_use_is_all_right(database: Path) -> None:
    assert [check.name for check in at_home(Settings()) if not check.ok] == []


def test_random_bytes_in_the_place_of_the_database_are_no_database(home: Path) -> None:
    (home / "minigiants.db").write_bytes(os.urandom(20_000))

    check = looked_at("database")

    assert not check.ok
    assert check.remedy == "restore a backup"


def test_a_page_of_the_database_that_rotted_is_noticed(database: Path) -> None:
    for log in database.parent.glob("minigiants.db-*"):
        log.unlink()
    content = bytearray(database.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xa5" * 4096 * 3
    database.write_bytes(content)

    assert not looked_at("database").ok


def test_a_database_of_a_newer_form_is_not_called_ready(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future' WHERE rowid = 1")

    check = looked_at("database")

    assert not check.ok
    assert "from_the_future" in check.found
    assert check.remedy == "update minigiants"


def test_a_damaged_index_is_named(home: Path) -> None:
    (home / "index").mkdir()
    (home / "index" / "text.db").write_bytes(b"this is no database" * 100)

    check = looked_at("index")

    assert not check.ok
    assert "text.db" in check.found
    assert "restore a backup" in check.remedy


def test_an_index_that_cannot_be_opened_now_is_not_to_be_removed(home: Path) -> None:
    (home / "index" / "index.db").mkdir(parents=True)  # opening it fails as on a disk that is gone, also for root

    check = looked_at("index")

    assert not check.ok
    assert "remove" not in check.remedy
    assert "may be sound" in check.remedy


def test_a_policy_that_cannot_be_read_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIGIANTS_PRIVACY", "no-such-policy")

    check = looked_at("privacy policy")

    assert not check.ok
    assert "no-such-policy" in check.found


def test_a_home_that_others_may_read_is_a_failure(home: Path) -> None:
    home.chmod(0o755)

    check = looked_at("who may read")

    assert not check.ok
    assert check.remedy == f"run `chmod -R go= {home}`"
    assert stat.S_IMODE(home.stat().st_mode) == 0o755  # looking changes nothing
