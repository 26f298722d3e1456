"""Give a folder its vault: which key opens it, who may write, and how the key is changed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from minigiants.privacy.types import PrivacyError
from minigiants.privacy.vault.keys import KEY_VARIABLE, create_key, load_key
from minigiants.privacy.vault.vault import Vault

_FILE, _KEY, _NEXT_KEY, _LOCK = "vault.db", "vault.key", "vault.key.next", "vault.writer"


def open_vault(folder: Path) -> Vault:
    """Open the folder's vault, made when missing, with the key of the environment or of the folder.

    Raises PrivacyError.
    """
    return Vault(folder / _FILE, _keys(folder))


@contextmanager
def vault_writer(folder: Path) -> Iterator[None]:
    """Keep other programs from writing to the folder's vault while the block runs; raises PrivacyError at once."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(folder / _LOCK, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise PrivacyError("another program writes to the vault just now: try again when it has ended") from None
    try:
        yield
    finally:
        lock.release()


def change_key(folder: Path, old: Path | None = None) -> int:
    """Encrypt the folder's vault under a new key, and return how many records that were.

    Without `old` a new key takes the place of the folder's own, and a call that was cut short is ended by the next one.
    Where the environment holds the new key, `old` is the file of the one before. Raises PrivacyError.
    """
    with vault_writer(folder):
        if KEY_VARIABLE in os.environ:
            if old is None:
                raise PrivacyError(f"the key is in {KEY_VARIABLE}: set a new one there, and name the old one's file")
            return Vault(folder / _FILE, [load_key(), load_key(old, environment=False)]).rotate()
        create_key(folder / _NEXT_KEY)
        done = open_vault(folder).rotate()
        (folder / _NEXT_KEY).replace(folder / _KEY)
        return done


def _keys(folder: Path) -> list[bytes]:
    """Return the keys that records may be under, the newest first: there are two while a change of key is not ended."""
    if KEY_VARIABLE not in os.environ and (folder / _FILE).exists() and not (folder / _KEY).exists():
        raise PrivacyError(f"the key file {_KEY!r} of the vault is missing: put it back, or delete the vault's folder")
    keys = [load_key(folder / _KEY)]
    if KEY_VARIABLE not in os.environ and (folder / _NEXT_KEY).exists():
        keys.insert(0, load_key(folder / _NEXT_KEY))
    return keys
