"""Read a language's lists, which stand one entry a line in its folder, and make patterns of them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def word_list(file: str, name: str, language: str = "en") -> tuple[str, ...]:
    """Return the words of a list in its order.

    >>> word_list("dates", "weekdays")[:2]
    ('monday', 'tuesday')
    """
    return tuple(_tables(file, language)[name])


@cache
def word_set(file: str, name: str, language: str = "en") -> frozenset[str]:
    """Return the words of a list, for looking them up.

    >>> "unless" in word_set("stop_words", "stop_words")
    True
    """
    return frozenset(word_list(file, name, language))


def word_table(file: str, name: str, language: str = "en") -> Mapping[str, Any]:
    """Return what each word of a table means.

    >>> word_table("numbers", "times")
    {'twice': 2, 'thrice': 3}
    """
    return dict(_tables(file, language)[name])


def word_pairs(file: str, name: str, language: str = "en") -> tuple[tuple[str, str], ...]:
    """Return the rows of a list of scales, each with what stands at its one end and at the other."""
    return tuple((row["one"], row["other"]) for row in _tables(file, language)[name])


def any_of(words: Iterable[str]) -> str:
    r"""Return a pattern for each of `words`, the longest first, so that none hides behind its beginning.

    >>> any_of(["mr", "mrs", "e.g"])
    '(?:e\\.g|mrs|mr)'
    """
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


@cache
def _tables(file: str, language: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / language / f"{file}.toml").read_text("utf-8"))
