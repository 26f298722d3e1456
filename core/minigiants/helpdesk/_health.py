"""Say how a knowledge base fares: what was asked and not answered, which articles nobody needs, which are old."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from minigiants.retrieval import DocumentInfo
from minigiants.types import Answer

STALE = timedelta(days=365)
_OPEN = ("not in the knowledge base", "low confidence", "out of scope")
"""Reasons that an article could take away."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """What a look at the talks says of a knowledge base."""

    answered: int
    unanswered: tuple[str, ...]
    """Questions that got no answer, the latest first, each once."""
    used: tuple[tuple[str, int], ...]
    """(article, answers that rest on it), the most used first."""
    never: tuple[str, ...]
    """Articles that no answer rests on."""
    stale: tuple[str, ...]
    """Articles that are older than a year."""


def health(answers: Sequence[Answer], documents: Sequence[DocumentInfo], now: datetime) -> Health:
    """Count over `answers` (oldest first) what the articles `documents` were good for."""
    used = Counter(name for answer in answers for name in {e.document for e in answer.evidence})
    open_questions = [
        answer.trace.question
        for answer in reversed(answers)
        if answer.trace and answer.reason in _OPEN and answer.action in ("abstain", "handoff")
    ]
    return Health(
        answered=sum(answer.action == "answer" for answer in answers),
        unanswered=tuple(dict.fromkeys(open_questions)),
        used=tuple(used.most_common()),
        never=tuple(info.name for info in documents if not used[info.name]),
        stale=tuple(info.name for info in documents if now - info.added > STALE),
    )
