"""Tell which of a few kinds of answers a question wants, and what it is about."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from minigiants.grounding import content_words
from minigiants.language import any_of

Kind = Literal["fact", "summary", "changes", "comparison", "list", "count", "beyond"]
_POLITE = re.compile(r"^\W*(?:please|(?:can|could|would|will) you|i (?:want|need) you to)\s+", re.IGNORECASE)


def kind_of(question: str) -> Kind:
    """Return the kind of answer that `question` wants; a fact where no word says otherwise.

    >>> [kind_of(q) for q in ("Summarise the lease", "What is the rent?", "List all fees", "Please translate it")]
    ['summary', 'fact', 'list', 'beyond']
    """
    words = _POLITE.sub("", question)
    if re.match(rf"\W*{any_of(_listed('beyond'))}\b", words, re.IGNORECASE):
        return "beyond"
    for kind in ("summary", "changes", "comparison", "count", "list"):
        if _cue(kind).search(words):
            return kind
    return "fact"


def subject(question: str, names: tuple[str, ...] = ()) -> frozenset[str]:
    """Return what the words of a question are known by that say what it is about: no cue, no name of a document.

    >>> sorted(subject("List all fees of the tenant in lease.pdf", ("lease.pdf",)))
    ['fee', 'tenant']
    """
    rest = question
    for kind in set(get_args(Kind)) - {"fact"}:
        rest = _cue(kind).sub(" ", rest)
    told = content_words(" ".join(re.sub(r"[_.-]", " ", name) for name in names))
    return content_words(rest) - told - content_words(" ".join(_listed("empty")))


@cache
def _cue(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(_listed(kind))}\b", re.IGNORECASE)


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))[name])
