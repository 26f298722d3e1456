"""Choose by a secret key: the same key and value always lead to the same choice."""

import hmac
from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


class Choice:
    """A row of choices that `key` and `parts` decide.

    >>> Choice(b"key", "a").below(1000) == Choice(b"key", "a").below(1000)
    True
    """

    def __init__(self, key: bytes, *parts: object) -> None:
        """Start the row; without the key nobody can tell what it holds."""
        joined = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
        self._seed = hmac.digest(key, joined, "sha256")
        self._count = 0

    def below(self, end: int) -> int:
        """Return the next number of the row, from 0 to `end` - 1."""
        self._count += 1
        return int.from_bytes(hmac.digest(self._seed, self._count.to_bytes(8, "big"), "sha256"), "big") % end

    def among(self, options: Sequence[_T]) -> _T:
        """Return one of `options`."""
        return options[self.below(len(options))]
