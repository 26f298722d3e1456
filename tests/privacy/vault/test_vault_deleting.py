import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from minigiants.privacy import PrivacyError
from minigiants.privacy.replace.session import Names
from minigiants.privacy.vault import Vault
from tests.privacy.vault.vaults import SESSION, START, Clock, raw, rows


def test_a_forgotten_session_leaves_no_byte_behind(path: Path, key: bytes, names: Names) -> None:
    vault = Vault(path, [key])
    vault.save("other", Names())
    kept = rows(path)
    vault.save(SESSION, names)
    gone = next(row for row in rows(path) if row not in kept)
    assert gone[3] in raw(path)

    vault.forget(SESSION)

    disk = raw(path)
    assert gone[0] not in disk
    assert not [at for at in range(0, len(gone[3]) - 16, 8) if gone[3][at : at + 16] in disk]
    assert rows(path) == kept
    with pytest.raises(KeyError):
        vault.load(SESSION)


def test_a_long_record_leaves_no_byte_behind_either(path: Path, key: bytes) -> None:
    vault = Vault(path, [key])
    vault.save(SESSION, Names(originals={f"<ID_{n}>": f"{n:050}" for n in range(2000)}))
    (gone,) = rows(path)

    vault.forget(SESSION)

    disk = raw(path)
    assert not [at for at in range(0, len(gone[3]) - 16, 1000) if gone[3][at : at + 16] in disk]
    assert len(disk) < 20_000


def test_forgetting_an_unknown_session_is_nothing_to_do(path: Path, key: bytes) -> None:
    Vault(path, [key]).forget("never heard of")


def test_what_a_reader_holds_up_is_said_and_leaves_at_the_next_opening(path: Path, key: bytes, names: Names) -> None:
    class Impatient(Vault):
        _patience = 0.05

    vault = Impatient(path, [key])
    vault.save(SESSION, names)
    (gone,) = rows(path)
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM record").fetchall()
        with pytest.raises(PrivacyError, match="another program"):
            vault.forget(SESSION)

    Vault(path, [key])

    assert gone[3][:64] not in raw(path)


def test_records_expire_and_are_deleted_at_the_next_opening(path: Path, key: bytes, names: Names) -> None:
    clock = Clock()
    vault = Vault(path, [key], clock=clock)
    vault.save("short", names, keep=timedelta(days=1))
    vault.save("long", names, keep=timedelta(days=9))
    gone = rows(path)[0]

    clock.now = START + timedelta(days=1)
    with pytest.raises(KeyError):
        vault.load("short")
    reopened = Vault(path, [key], clock=clock)

    assert gone[3][:64] not in raw(path)
    assert reopened.load("long") == names


def test_purging_says_how_many_records_went(path: Path, key: bytes, names: Names) -> None:
    clock = Clock()
    vault = Vault(path, [key], clock=clock)
    for number in range(3):
        vault.save(str(number), names, keep=timedelta(days=number))

    clock.now = START + timedelta(days=1)

    assert vault.purge() == 2
    assert vault.purge() == 0
    assert vault.load("2") == names


def test_saving_without_a_time_never_shortens_it(path: Path, key: bytes, names: Names) -> None:
    clock = Clock()
    vault = Vault(path, [key], clock=clock)
    vault.save("long", names, keep=timedelta(days=365))

    vault.save("long", names)
    clock.now = START + timedelta(days=364)

    assert vault.load("long") == names
    assert vault.forget("long")
    assert not vault.forget("long")
