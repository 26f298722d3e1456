from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from filelock import FileLock

from minigiants.privacy import PrivacyError
from minigiants.privacy.replace.session import Names
from minigiants.privacy.vault import Vault

KEY = bytes(range(32))


def work(path: Path, number: int) -> bool:
    """Save, read and forget as others do the same."""
    vault, mine = Vault(path, [KEY]), Names()
    for turn in range(3):
        vault.save(f"{number} {turn}", mine)
        if vault.load(f"{number} {turn}") != mine:
            return False
        vault.forget(f"{number} {turn}")
    return True


def test_threads_share_a_vault(path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, [path] * 6, range(6)))


@pytest.mark.slow
def test_processes_share_a_vault(path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        assert all(pool.map(work, [path] * 6, range(6)))


def test_a_vault_that_another_program_holds_is_said(path: Path) -> None:
    class Impatient(Vault):
        _patience = 0.05

    path.parent.mkdir()
    with FileLock(f"{path}.lock"), pytest.raises(PrivacyError, match="another program holds it"):
        Impatient(path, [KEY])
