"""Keep the key that locks a vault: in a file that only its owner may read, or in the environment."""

import binascii
import os
import secrets
from base64 import b64decode, b64encode
from pathlib import Path
from tempfile import NamedTemporaryFile

from filelock import FileLock

from minigiants.privacy.types import PrivacyError

KEY_VARIABLE = "MINIGIANTS_VAULT_KEY"
_BYTES = 32


def load_key(path: Path | None = None, *, environment: bool = True) -> bytes:
    """Return the key of the environment variable MINIGIANTS_VAULT_KEY, or else of the file `path`, made when missing.

    Both hold 32 bytes in base64. Without `environment` the variable doesn't count, and no file is made. Raises
    PrivacyError when there is no key, or others may read its file.
    """
    if environment and KEY_VARIABLE in os.environ:
        return _decoded(os.environ[KEY_VARIABLE], f"the variable {KEY_VARIABLE}")
    if path is None:
        raise PrivacyError(f"there is no key: set {KEY_VARIABLE} or name a file")
    if not path.exists():
        if not environment:
            raise PrivacyError(f"there is no key file {path.name!r}: check the path")
        create_key(path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise PrivacyError(f"others may read the key file {path.name!r}: allow its owner only (chmod 600)")
    return _decoded(path.read_text("ascii", errors="replace"), f"the key file {path.name!r}")


def create_key(path: Path) -> None:
    """Write a new key to `path`, which only the owner may read; a key that is there stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(f"{path}.lock", timeout=60, mode=0o600):
        if not path.exists():
            _write_key(path)


def _write_key(path: Path) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=".key-", delete=False) as file:  # Made with mode 0600.
        file.write(b64encode(secrets.token_bytes(_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def _decoded(text: str, place: str) -> bytes:
    try:
        key = b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _BYTES:
        raise PrivacyError(f"{place} does not hold 32 bytes in base64")
    return key
