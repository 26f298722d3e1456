"""Questions of many kinds on documents of many kinds, half of them held back, and a judge that needs no model."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from minigiants.types import Answer

HOME = Path(__file__).parent
"""Documents and questions of many kinds, half of them held back."""
_CENTS = re.compile(r"(?<=\d)\.00(?!\d)")
_COMMA = re.compile(r"(?<=\d),(?=\d{3})")

Verdict = Literal["right", "wrong", "not sure", "refused", "made up"]
COLLOQUIAL = HOME / "colloquial"
"""Questions as people type them, in a collection of its own; all of them for learning."""
DRAFTS = HOME / "drafts.jsonl"
"""What drafts on both were decided from, in numbers: `python -m benchmarks.learn_answers` learns from them."""
__all__ = [
    "COLLOQUIAL",
    "DRAFTS",
    "HOME",
    "KindQuestion",
    "Verdict",
    "documents",
    "judge",
    "load",
    "quoted",
    "right",
    "says",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class KindQuestion:
    """A question with what its answer must and must not say."""

    id: str
    half: Literal["tune", "held"]
    kind: str
    """What is asked for: fact, relation, row, date, yesno, condition, version, both (two documents differ), howto, or
    none (nothing stands there)."""
    document: str
    question: str
    all: tuple[tuple[str, ...], ...]
    """Of each group one must be said; no groups where nothing stands in the documents."""
    none: tuple[str, ...]
    """What a right answer does not say."""
    place: tuple[str, ...] = ()
    """Words of the place that answers it, one of which must be quoted; where there are none, what must be said."""


def load(half: str = "", folder: Path = HOME) -> list[KindQuestion]:
    """Read the questions of `folder`/questions.jsonl, of one half where it is named."""
    lines = (folder / "questions.jsonl").read_text("utf-8").splitlines()
    made = [_question(json.loads(line)) for line in lines]
    return [q for q in made if half in ("", q.half)]


def documents(folder: Path = HOME) -> dict[str, bytes]:
    """Return the documents that the questions of `folder` are about (name -> bytes)."""
    return {path.name: path.read_bytes() for path in sorted((folder / "documents").rglob("*.*"))}


def _question(row: dict[str, Any]) -> KindQuestion:
    lists = {"all": tuple(map(tuple, row["all"])), "none": tuple(row["none"]), "place": tuple(row.get("place", ()))}
    return KindQuestion(**{**row, **lists})


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


def quoted(question: KindQuestion, answer: Answer) -> bool:
    """Tell whether one of the places that an answer shows is the one that answers the question."""
    groups = (question.place,) if question.place else question.all
    own = [evidence.text for evidence in answer.evidence if evidence.document == question.document]
    return bool(groups) and any(all(_any(group, text) for group in groups) for text in own)


def _any(words: Sequence[str], text: str) -> bool:
    return any(says(text, word) for word in words)


def says(text: str, words: str) -> bool:
    """Tell whether a text has words or a number as a whole.

    >>> says("It costs 1,450 pounds.", "1450"), says("It costs 145.50.", "145"), says("Nothing.", "no")
    (True, False, False)
    >>> says("It costs 7.00.", "7"), says("It costs 1.60.", "1.60")
    (True, True)
    """
    plain = _COMMA.sub("", " ".join(text.casefold().split()))
    plain = plain if _CENTS.search(words) else _CENTS.sub("", plain)
    sought = _COMMA.sub("", words.casefold())
    after = r"(?!\d|\.\d|[a-z])" if sought[-1].isdigit() else r"(?!\w)" if sought[-1].isalnum() else ""
    return re.search(rf"(?<!\w)(?<!\d\.){re.escape(sought)}{after}", plain) is not None
