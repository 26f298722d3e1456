"""Remember what was replaced where in a file, so that a file which comes back unchanged becomes what it was."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from minigiants.privacy import Names, Scrubbed


@dataclass(slots=True)
class _Text:
    """What was replaced in one text of a file."""

    length: int = 0
    """Of the text as it was written; a number of JSON was searched with its name before it, and stands without."""
    replaced: list[tuple[int, int, str | None]] = field(default_factory=list)
    """Start, end and original; None was removed for good."""


class Exact:
    """The replacements of one file, text by text, in the order in which they are written."""

    def __init__(self, names: Names, keep: Collection[str] = ()) -> None:
        """Begin a file of which the fields of `keep` are left as they are."""
        self._names = names
        self._keep = sorted(keep)
        self._texts: list[_Text] = []
        self._digest = hashlib.sha256()

    def begin(self) -> None:
        """Begin a text."""
        self._texts.append(_Text())

    def add(self, part: Scrubbed) -> None:
        """Take down what was replaced in the next part of the text."""
        text = self._texts[-1]
        text.replaced += [(text.length + r.start, text.length + r.end, r.original) for r in part.replacements]
        text.length += len(part.text)

    def undo(self, count: int) -> None:
        """Forget all texts but the first `count`."""
        del self._texts[count:]

    def __len__(self) -> int:
        """Count the texts."""
        return len(self._texts)

    def write(self, file: BinaryIO, data: bytes) -> None:
        """Write to the file."""
        file.write(data)
        self._digest.update(data)

    def keep(self) -> None:
        """Remember the file, which is whole now, with its names."""
        self._names.exact[self._digest.hexdigest()] = {
            "keep": self._keep,
            "texts": [[text.length, text.replaced] for text in self._texts],
        }


class UnchangedFile:
    """What is remembered of a file that came back unchanged."""

    def __init__(self, found: dict[str, Any]) -> None:
        """Begin at its first text."""
        self.keep: frozenset[str] = frozenset(found["keep"])
        self._texts: Iterator[tuple[int, Sequence[tuple[int, int, str | None]]]] = iter(found["texts"])

    @classmethod
    def of(cls, data: bytes, names: Names) -> "UnchangedFile | None":
        """Return what is remembered of the file with these bytes, None when it is another."""
        found = names.exact.get(hashlib.sha256(data).hexdigest())
        return cls(found) if found else None

    def original(self, text: str) -> Any:
        """Return what the next text of the file was; a number when it was a number of JSON."""
        parts: list[str] = []
        length, replaced = next(self._texts, (len(text), ()))
        at, shift = 0, len(text) - length
        for start, end, original in replaced:
            said = text[start + shift : end + shift]
            parts += [text[at : start + shift], said if original is None else original]
            at = end + shift
        whole = "".join([*parts, text[at:]])
        return _number(whole) if shift else whole


def _number(text: str) -> Any:
    """Read a number of JSON; one that was removed for good stays a text.

    >>> _number("6175550142"), _number("[removed]")
    (6175550142, '[removed]')
    """
    try:
        return json.loads(text)
    except ValueError:
        return text
