"""Questions that are computed from tables of five formats, half of them held back, and near misses."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..kinds import says

__all__ = ["TableQuestion", "documents", "load", "right"]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True, slots=True)
class TableQuestion:
    """A question with what its answer must and must not say."""

    id: str
    half: Literal["tune", "held"]
    document: str
    question: str
    all: tuple[tuple[str, ...], ...]
    """Of each group one must be said."""
    none: tuple[str, ...]
    answerable: bool
    """Whether a table has what is asked for; else silence is right."""


def load(half: str = "") -> list[TableQuestion]:
    """Read the questions, of one half where it is named."""
    rows = [json.loads(line) for line in (_FOLDER / "questions.jsonl").read_text("utf-8").splitlines()]
    read = [TableQuestion(**{**row, "all": tuple(map(tuple, row["all"])), "none": tuple(row["none"])}) for row in rows]
    return [question for question in read if half in ("", question.half)]


def documents() -> dict[str, bytes]:
    """Return the documents that the questions are about (name -> bytes)."""
    return {path.name: path.read_bytes() for path in sorted((_FOLDER / "documents").iterdir())}


def right(question: TableQuestion, text: str) -> bool:
    """Tell whether `text` says what it must and nothing that it must not."""
    plain = re.sub(r"(?<=\d)\.00(?!\d)", "", text)
    said = all(any(says(plain, word.removesuffix(".00")) for word in group) for group in question.all)
    return said and not any(says(plain, word) for word in question.none)
