"""Questions that go on from a talk, each with its self-contained form, half of them held back."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..kinds import says

__all__ = ["TalkSample", "load", "right"]


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkSample:
    """A talk's last question with what its self-contained form must and must not say."""

    id: str
    half: Literal["tune", "held"]
    kind: str
    talk: tuple[str, ...]
    """Questions and answers in turn, before the last question."""
    last: str
    whole: str
    """The question as a person would word it alone."""
    all: tuple[tuple[str, ...], ...]
    """Of each group one must be said."""
    none: tuple[str, ...]


def load(half: str = "") -> list[TalkSample]:
    """Read the talks, of one half where it is named."""
    lines = (Path(__file__).parent / "questions.jsonl").read_text("utf-8").splitlines()
    talks = [_talk(json.loads(line)) for line in lines]
    return [talk for talk in talks if half in ("", talk.half)]


def right(talk: TalkSample, text: str) -> bool:
    """Tell whether `text` says what the self-contained form must, and nothing of what it must not."""
    return all(any(says(text, word) for word in group) for group in talk.all) and not any(
        says(text, word) for word in talk.none
    )


def _talk(row: dict[str, Any]) -> TalkSample:
    lists: dict[str, Any] = {
        "talk": tuple(row["talk"]),
        "all": tuple(map(tuple, row["all"])),
        "none": tuple(row["none"]),
    }
    return TalkSample(**{**row, **lists})
