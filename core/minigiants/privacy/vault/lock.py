"""Encrypt records under a key, bound to what is known of them outside."""

import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from minigiants.privacy.types import PrivacyError

_NONCE = 12


@dataclass(frozen=True, slots=True)
class Lock:
    """What one key opens and closes."""

    id: str
    """Tells keys apart and nothing about them."""
    _encrypt: bytes = field(repr=False)
    _name: bytes = field(repr=False)

    @classmethod
    def of(cls, key: bytes) -> "Lock":
        """Derive the parts from a key of 32 bytes."""
        if len(key) != 32:
            raise PrivacyError("a vault's key has 32 bytes")
        return cls(_derived(key, b"id")[:8].hex(), _derived(key, b"encrypt"), _derived(key, b"name"))

    def name(self, session: str) -> bytes:
        """Return what a session is called outside, from which nobody without the key can tell its name."""
        code = HMAC(self._name, SHA256())
        code.update(session.encode("utf-8", "surrogatepass"))
        return code.finalize()

    def close(self, body: bytes, *, name: bytes, expires: int) -> bytes:
        """Encrypt `body` for the record `name` with AES-256-GCM."""
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self._encrypt).encrypt(nonce, body, self._bound(name, expires))

    def open(self, closed: bytes, *, name: bytes, expires: int) -> bytes:
        """Decrypt what `close` made; raises PrivacyError when a single bit of it or of its description changed."""
        try:
            return AESGCM(self._encrypt).decrypt(closed[:_NONCE], closed[_NONCE:], self._bound(name, expires))
        except (InvalidTag, ValueError):
            pass
        raise PrivacyError("a record of the vault is damaged or was changed, and can't be read")

    def _bound(self, name: bytes, expires: int) -> bytes:
        return b"minigiants vault 1" + bytes.fromhex(self.id) + name + expires.to_bytes(8, "big", signed=True)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"minigiants vault " + purpose).derive(key)
