"""Make a full-text query that is safe and sensible out of anything a person types."""

import re

TERMS = 48
"""Most distinct words that a query asks for: a pasted page must not cost seconds."""

STOP_WORDS = frozenset(
    """a about after all also an and any are as at be because been before being but by can could did do does doing
    for from had has have having he her him his how i if in into is it its just me more most my no nor not of on or
    other our out over s said she should so some such t than that the their them then there these they this those to
    up us was we were what when where which while who whom whose why will with would you your""".split()  # noqa: SIM905 (a hundred quoted words are no better)
)


def match_query(question: str) -> str:
    """Return an FTS5 query that matches any word of `question`, or an empty string when it has none.

    Stop words are left out when other words remain.

    >>> match_query('What is the "notice" period (NEAR 3)?')
    '"notice" OR "period" OR "near" OR "3"'
    >>> match_query("who are you")
    '"who" OR "are" OR "you"'
    >>> match_query("!?")
    ''
    """
    words = dict.fromkeys(re.findall(r"\w+", question.encode("utf-8", "ignore").decode().lower()))
    telling = [word for word in words if word not in STOP_WORDS] or list(words)
    return " OR ".join(f'"{word}"' for word in telling[:TERMS])


def fuse(*rankings: list[int], k: int = 60) -> dict[int, float]:
    """Return each id's reciprocal rank fusion score over `rankings`, each in rank order.

    >>> scores = fuse([1, 2], [2])
    >>> scores[2] > scores[1]
    True
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, 1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (k + rank)
    return scores
