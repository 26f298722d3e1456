"""Say how a knowledge base fares: what was asked and not answered, which articles nobody needs, which are old."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from minigiants.retrieval import DocumentInfo
from minigiants.types import Answer

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
    unused: tuple[str, ...]
    """Articles that have been there for `unused_days` and that no answer of those days rests on."""
    stale: tuple[tuple[str, datetime], ...]
    """(article, its last change) of those that are older than `stale_days`, the oldest first."""


def health(
    answers: Sequence[Answer],
    documents: Sequence[DocumentInfo],
    now: datetime,
    *,
    last_used: Mapping[str, datetime],
    stale_days: int = 365,
    unused_days: int = 90,
) -> Health:
    """Count over `answers` (oldest first) what the articles `documents` were good for; `last_used` tells when, by name.

    How old an article is tells the date of its content, and where nobody stated one, the day that it was taken in.
    """
    used = Counter(name for answer in answers for name in {e.document for e in answer.evidence})
    open_questions = [
        answer.trace.question
        for answer in reversed(answers)
        if answer.trace and answer.reason in _OPEN and answer.action in ("abstain", "handoff")
    ]
    oldest = now - timedelta(days=stale_days)
    dated = [(info.name, info.written or info.added) for info in documents if (info.written or info.added) < oldest]
    return Health(
        answered=sum(answer.action == "answer" for answer in answers),
        unanswered=tuple(dict.fromkeys(open_questions)),
        used=tuple(used.most_common()),
        unused=tuple(info.name for info in documents if _last(info, last_used) < now - timedelta(days=unused_days)),
        stale=tuple(sorted(dated, key=lambda pair: (pair[1], pair[0]))),
    )


def _last(info: DocumentInfo, last_used: Mapping[str, datetime]) -> datetime:
    """Return when an article was last used, or else taken in: what came yesterday is not unused yet."""
    return max([info.added, *(last_used[name] for name in (info.name, *info.other_names) if name in last_used)])
