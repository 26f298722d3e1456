from datetime import timedelta
from pathlib import Path

import pytest

from minigiants.privacy import PrivacyError
from minigiants.privacy.replace.session import Names
from minigiants.privacy.vault import Vault
from tests.privacy.vault.vaults import OTHER, SESSION, Clock, change, raw, rows


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
