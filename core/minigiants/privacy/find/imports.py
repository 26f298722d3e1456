"""Import a library without the larger ones that it loads wherever they are installed, called or not."""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType

UNUSED = ("torch", "transformers")
"""What spaCy and Presidio load beside themselves: six seconds of a processor, and nothing here calls it."""


class _Absence:
    """A finder of modules to which some libraries are not installed, for one thread: others may need them just now."""

    def __init__(self, libraries: Sequence[str]) -> None:
        self._libraries = libraries
        self._thread = threading.get_ident()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in self._libraries and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


@contextmanager
def without(*libraries: str) -> Iterator[None]:
    """Let what this thread imports meanwhile find none of `libraries`; one that is loaded already is found."""
    absence = _Absence(libraries)
    sys.meta_path.insert(0, absence)
    try:
        yield
    finally:
        sys.meta_path.remove(absence)
