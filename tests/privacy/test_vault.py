import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest

from minigiants.privacy import PrivacyError
from minigiants.privacy._session import Names
from minigiants.privacy._vault import Vault
from tests.privacy.marking import scrubber

OTHER = bytes(range(100, 132))
SESSION = "patient Jane Roe, visit 7"
START = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault" / "names.sqlite"


@pytest.fixture
def names() -> Names:
    scrub = scrubber("label", ("PERSON", "Jane Roe"), ("SSN", "123-45-6789"))
    return scrub.scrub("Jane Roe, 123-45-6789").names


def raw(path: Path) -> bytes:
    """Return all bytes of all files beside the vault."""
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def rows(path: Path) -> list[tuple[bytes, str, int, bytes]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, key_id, expires, body FROM record ORDER BY expires").fetchall()


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def test_names_come_back_as_they_were(path: Path, key: bytes, names: Names) -> None:
    Vault(path, [key]).save(SESSION, names)

    assert Vault(path, [key]).load(SESSION) == names


def test_saving_again_replaces(path: Path, key: bytes, names: Names) -> None:
    vault = Vault(path, [key])
    vault.save(SESSION, Names())
    vault.save(SESSION, names)

    assert vault.load(SESSION) == names
    assert len(rows(path)) == 1


def test_an_unknown_session_is_a_key_error(path: Path, key: bytes) -> None:
    with pytest.raises(KeyError):
        Vault(path, [key]).load(SESSION)


def test_nothing_stands_in_clear_on_the_disk(path: Path, key: bytes, names: Names) -> None:
    Vault(path, [key]).save(SESSION, names)

    disk = raw(path)
    for secret in (SESSION, "Jane", "Roe", "123-45-6789", "PERSON", "SSN"):
        assert secret.encode() not in disk
    assert key not in disk and names.key not in disk and names.key.hex().encode() not in disk


def test_only_the_owner_may_read_the_file(path: Path, key: bytes, names: Names) -> None:
    Vault(path, [key]).save(SESSION, names)

    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


def test_the_same_names_are_never_the_same_bytes_twice(path: Path, key: bytes, names: Names) -> None:
    vault = Vault(path, [key])
    vault.save("a", names)
    vault.save("b", names)

    one, other = (row[3] for row in rows(path))
    assert one[:12] != other[:12] and one[12:] != other[12:]


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


def test_another_key_is_refused_with_one_sentence(path: Path, key: bytes, names: Names) -> None:
    Vault(path, [key]).save(SESSION, names)

    with pytest.raises(PrivacyError, match="another key"):
        Vault(path, [OTHER]).load(SESSION)


@pytest.mark.parametrize(
    "damage",
    [
        lambda row: ("UPDATE record SET body = ?", row[3][:-1] + bytes([row[3][-1] ^ 1])),
        lambda row: ("UPDATE record SET body = ?", row[3][:5]),
        lambda row: ("UPDATE record SET body = ?", b""),
        lambda row: ("UPDATE record SET expires = ?", row[2] + 1_000_000),
    ],
    ids=["flipped", "cut", "emptied", "prolonged"],
)
def test_a_changed_record_is_refused(
    path: Path, key: bytes, names: Names, damage: Callable[[tuple[bytes, str, int, bytes]], tuple[object, ...]]
) -> None:
    vault = Vault(path, [key])
    vault.save(SESSION, names)
    statement, value = damage(rows(path)[0])
    change(path, str(statement), value)

    with pytest.raises(PrivacyError, match="damaged or was changed"):
        vault.load(SESSION)


def test_a_record_in_the_place_of_another_is_refused(path: Path, key: bytes, names: Names) -> None:
    vault = Vault(path, [key], clock=Clock())
    vault.save("mine", names)
    mine = rows(path)[0]
    vault.save("yours", Names())
    change(path, "UPDATE record SET body = ?", mine[3])

    assert vault.load("mine") == names
    with pytest.raises(PrivacyError):
        vault.load("yours")


def test_a_file_that_is_no_vault_is_refused(path: Path, key: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)

    with pytest.raises(PrivacyError):
        Vault(path, [key])


@pytest.mark.parametrize("keys", [[], [b"short"]])
def test_a_vault_needs_a_whole_key(path: Path, keys: list[bytes]) -> None:
    with pytest.raises(PrivacyError):
        Vault(path, keys)


def test_after_a_rotation_the_old_key_may_go(path: Path, key: bytes, names: Names) -> None:
    Vault(path, [key]).save(SESSION, names)
    old = rows(path)[0]

    both = Vault(path, [OTHER, key])
    assert both.load(SESSION) == names
    assert both.rotate() == 1
    assert both.rotate() == 0

    assert Vault(path, [OTHER]).load(SESSION) == names
    assert old[3][:64] not in raw(path) and old[0] not in raw(path)
    assert rows(path)[0][2] == old[2]


def test_before_a_rotation_saving_and_forgetting_reach_records_of_the_old_key(
    path: Path, key: bytes, names: Names
) -> None:
    Vault(path, [key]).save(SESSION, Names())
    both = Vault(path, [OTHER, key])

    both.save(SESSION, names)
    assert both.load(SESSION) == names
    assert len(rows(path)) == 1

    both.forget(SESSION)
    assert rows(path) == []


def test_a_rotation_that_meets_a_damaged_record_changes_nothing(path: Path, key: bytes, names: Names) -> None:
    vault = Vault(path, [key], clock=Clock())
    for number in range(8):
        vault.save(f"whole {number}", names)
    vault.save("damaged", names, keep=timedelta(days=40))
    change(path, "UPDATE record SET body = zeroblob(60) WHERE expires = (SELECT max(expires) FROM record)")
    before = rows(path)

    with pytest.raises(PrivacyError):
        Vault(path, [OTHER, key], clock=Clock()).rotate()

    assert rows(path) == before


def test_a_rotation_without_the_old_key_is_refused(path: Path, key: bytes, names: Names) -> None:
    Vault(path, [key]).save(SESSION, names)

    with pytest.raises(PrivacyError, match="another key"):
        Vault(path, [OTHER]).rotate()


def test_threads_share_a_vault(path: Path, key: bytes) -> None:
    vault = Vault(path, [key])

    def work(number: int) -> bool:
        mine = Names()
        vault.save(str(number), mine)
        return vault.load(str(number)) == mine

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(12)))


KILLED = """
import os, sys
from pathlib import Path
from minigiants.privacy._session import Names
from minigiants.privacy._vault import Vault
key, other = bytes(range(32)), bytes(range(100, 132))
path = Path(sys.argv[1])
"""


def start(path: Path, script: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", KILLED + script, str(path)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )


def test_a_process_killed_right_after_deleting_leaves_nothing_once_the_vault_is_opened(
    path: Path, key: bytes, names: Names
) -> None:
    Vault(path, [key]).save(SESSION, names)
    (gone,) = rows(path)
    script = f"vault = Vault(path, [key])\nvault._sweep = lambda: os._exit(9)\nvault.forget({SESSION!r})\n"
    process = start(path, script)
    process.communicate()
    assert process.returncode == 9

    Vault(path, [key])

    assert rows(path) == []
    assert gone[3][:64] not in raw(path) and gone[0] not in raw(path)


def test_a_process_killed_between_the_old_record_and_the_new_leaves_the_old(
    path: Path, key: bytes, names: Names
) -> None:
    Vault(path, [key]).save(SESSION, names)
    script = f"vault = Vault(path, [key])\nvault._insert = lambda *_: os._exit(9)\nvault.save({SESSION!r}, Names())\n"
    process = start(path, script)
    process.communicate()
    assert process.returncode == 9

    assert Vault(path, [key]).load(SESSION) == names


def test_a_process_killed_while_writing_and_rotating_loses_nothing_it_has_confirmed(path: Path, key: bytes) -> None:
    script = """
for number in range(10_000):
    Vault(path, [key, other]).save(f"s{number}", Names(originals={"<ID_1>": str(number)}))
    print(number, flush=True)
    key, other = other, key
    Vault(path, [key, other]).rotate()
"""
    process = start(path, script)
    assert process.stdout is not None
    confirmed = [int(process.stdout.readline()) for _ in range(4)]
    sleep(0.013)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    vault = Vault(path, [key, OTHER])

    assert [vault.load(f"s{n}").originals["<ID_1>"] for n in confirmed] == [str(n) for n in confirmed]
    assert vault.rotate() >= 0
