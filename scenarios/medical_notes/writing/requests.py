"""Say what the model is asked of a visit that it has read: chapter by chapter, in the style that is wanted."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from minigiants.prompt import Prompt

_PROMPTS = Path(__file__).parents[1] / "prompts"
SYSTEM = Prompt.load(_PROMPTS / "system.txt")
VISIT = Prompt.load(_PROMPTS / "visit.txt")
_REQUESTS = _PROMPTS / "requests.toml"
PROMPT_SHA256 = hashlib.sha256(f"{SYSTEM.sha256}{VISIT.sha256}".encode() + _REQUESTS.read_bytes()).hexdigest()
STYLE = "telegraphic"
"""How a note is written that asks for no style."""


class StyleError(ValueError):
    """A style that there is not; the message is one sentence that names those there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """Parts of a note that are asked for together."""

    parts: tuple[str, ...]
    """Of `templates.PARTS`; a line belongs into the first unless a cue tells otherwise."""
    asks: tuple[str, ...]
    """What the model is asked, one after the other."""
    cues: dict[str, list[str]]
    """Part -> beginnings of words, in small letters, that a line of it has."""

    def part_of(self, line: str) -> str:
        """Return the part that a line of an answer belongs into."""
        low = f" {line.casefold()} "
        cued = (part for part, words in self.cues.items() if any(f" {word}" in low for word in words))
        return next(cued, self.parts[0])


def styles() -> list[str]:
    """List the styles that a note can be written in.

    >>> styles()
    ['sentences', 'telegraphic']
    """
    return sorted(_read()["styles"])


def chapters(style: str = STYLE) -> tuple[Chapter, ...]:
    """Return what the model is asked, in this order; raises StyleError.

    >>> [chapter.part_of("ECG normal.") for chapter in chapters() if "results" in chapter.parts]
    ['results']
    """
    body = _read()
    if style not in body["styles"]:
        raise StyleError(f"there is no style {style!r}: choose one of {', '.join(styles())}")
    lines = body["styles"][style]
    return tuple(
        Chapter(
            parts=tuple(entry["parts"]),
            asks=tuple(f"{Template(ask).substitute(lines=lines)} {body['rules']}" for ask in entry["asks"]),
            cues=entry.get("cues", {}),
        )
        for entry in body["chapters"]
    )


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_REQUESTS.read_text("utf-8"))
