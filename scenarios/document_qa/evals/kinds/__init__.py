"""Questions of many kinds on documents of many kinds, half of them held back, and a judge that needs no model."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from minigiants.types import Answer

_FOLDER = Path(__file__).parent
_COMMA = re.compile(r"(?<=\d),(?=\d{3})")

Verdict = Literal["right", "wrong", "not sure", "refused", "made up"]
__all__ = ["KindQuestion", "Verdict", "documents", "judge", "load", "right", "says"]


@dataclass(frozen=True, kw_only=True, slots=True)
class KindQuestion:
    """A question with what its answer must and must not say."""

    id: str
    half: Literal["tune", "held"]
    kind: str
    """fact, relation, row, date, yesno, version, both (two documents differ), howto, or none (nothing stands there)."""
    document: str
    question: str
    all: tuple[tuple[str, ...], ...]
    """Of each group one must be said; no groups where nothing stands in the documents."""
    none: tuple[str, ...]
    """What a right answer does not say."""


def load(half: str = "") -> list[KindQuestion]:
    """Read the questions, of one half where it is named."""
    lines = (_FOLDER / "questions.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    made = [KindQuestion(**{**q, "all": tuple(map(tuple, q["all"])), "none": tuple(q["none"])}) for q in found]
    return [q for q in made if half in ("", q.half)]


def documents() -> dict[str, bytes]:
    """Return the documents that the questions are about (name -> bytes)."""
    return {path.name: path.read_bytes() for path in sorted((_FOLDER / "documents").rglob("*.*"))}


def right(question: KindQuestion, text: str) -> bool:
    """Tell whether `text` says what it must and nothing that it must not."""
    return all(_any(group, text) for group in question.all) and not _any(question.none, text)


def judge(question: KindQuestion, answer: Answer) -> Verdict:
    """Say how an answer came out; a quote of the right place is still "not sure"."""
    if answer.action != "answer":
        return "not sure" if answer.reason == "not sure" else "refused"
    if not question.all:
        return "made up"
    return "right" if right(question, answer.text) else "wrong"


def _any(words: Sequence[str], text: str) -> bool:
    return any(says(text, word) for word in words)


def says(text: str, words: str) -> bool:
    """Tell whether a text has words or a number as a whole.

    >>> says("It costs 1,450 pounds.", "1450"), says("It costs 145.50.", "145"), says("Nothing.", "no")
    (True, False, False)
    """
    plain = _COMMA.sub("", " ".join(text.casefold().split()))
    sought = _COMMA.sub("", words.casefold())
    after = r"(?!\d|\.\d|[a-z])" if sought[-1].isdigit() else r"(?!\w)" if sought[-1].isalnum() else ""
    return re.search(rf"(?<!\w)(?<!\d\.){re.escape(sought)}{after}", plain) is not None
