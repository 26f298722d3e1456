"""Keep what a customer says of an answer as the experts' ratings are kept."""

from datetime import UTC, datetime

from minigiants.store import Rating

REASONS = {
    "wrong": "It is wrong",
    "off topic": "It is not what I asked",
    "missing": "Something is missing",
    "unclear": "I don't understand it",
    "slow": "Too slow",
}
"""Why a customer's thumb points down, as it is kept and as the customer reads it."""


def thumb(answer_id: str, *, good: bool, reason: str = "") -> Rating:
    """Return a customer's rating; a reason in words of the customer's own is a comment.

    >>> made = thumb("a", good=False, reason="Too slow")
    >>> made.value, made.reason, made.comment
    (0, 'slow', '')
    >>> thumb("a", good=False, reason="I was told otherwise").comment
    'I was told otherwise'
    """
    comment = " ".join(reason.split())
    listed_reason = next((name for name, words in REASONS.items() if comment in (name, words)), "")
    return Rating(
        answer_id=answer_id,
        rater="customer",
        criterion="overall",
        value=int(good),
        reason=listed_reason,
        comment="" if listed_reason else comment,
        time=datetime.now(UTC),
    )
