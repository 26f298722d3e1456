from collections.abc import Callable
from pathlib import Path

import pytest

from minigiants.privacy import PrivacyError
from minigiants.privacy.replace.session import Names
from minigiants.privacy.vault import Vault
from tests.privacy.vault.vaults import OTHER, SESSION, Clock, change, raw, rows


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


def test_another_key_is_refused_with_one_sentence(path: Path, key: bytes, names: Names) -> None:
    Vault(path, [key]).save(SESSION, names)

    with pytest.raises(PrivacyError, match="another key"):
        Vault(path, [OTHER]).load(SESSION)


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
