"""Say which part of a message of several questions an answer leaves open."""

import re
from collections.abc import Collection

from minigiants.grounding import content_words

LONGEST = 120
"""Characters of a part that are repeated."""
_BETWEEN = re.compile(
    r"[?!.;]\s+|,?\s+(?:and|or)\s+(?:also\s+)?"
    r"(?=(?:is|are|do|does|did|can|could|will|would|should|what|when|where|which|who|how|why|if)\b)",
    re.IGNORECASE,
)
_STATED = re.compile(r"\W*(?:i|i['’](?:m|ve|d)|we|we['’](?:re|ve)|my|our)\b", re.IGNORECASE)
"""Begins what customers tell of themselves before they ask: "I live 200 km from you. What do you charge?"."""
_WANTED = (
    (re.compile(r"\bhow\s+much\s+(?:is|are|does|do|would|will|for|to)\b|\b(?:costs?|price|fee)\b", re.IGNORECASE), 0),
    (re.compile(r"^\W*(?:how\s+(?:long|fast|soon)|when)\b", re.IGNORECASE), 1),
)
"""What a part asks for so plainly that an answer without it leaves it open, whatever words they share; and its kind."""
_KINDS = (
    (
        re.compile(r"\bhow\s+(?:much|many)\b|\b(?:costs?|price|fee|charge)\b", re.IGNORECASE),
        re.compile(r"\d\s*(?:€|%|\$|£|euros?|pounds?|dollars?|cents?)|[€$£]\s*\d|\bfree\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bhow\s+(?:long|fast|soon|quick(?:ly)?)\b|\bwhen\b", re.IGNORECASE),
        re.compile(r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|\w+day|\d{1,2}:\d\d)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bwhere\b", re.IGNORECASE),
        re.compile(r"\b(?:in|at|on|behind|under|beside|near|opposite|by)\s+(?:the|our|a|an)\s+\w", re.IGNORECASE),
    ),
)


def missing(question: str, answer: str) -> str:
    """Return the first part of `question` that shares no telling word with `answer`, "" when it is one question.

    >>> missing("What does delivery cost, and do you wrap gifts?", "Delivery costs 4.90 euros.")
    'do you wrap gifts'
    >>> missing("Do you wrap gifts?", "Delivery costs 4.90 euros.")
    ''
    >>> missing("I live 200 km from you. What do you charge?", "Delivery costs 49 euros.")
    ''
    >>> missing("Where can I leave the car and what is it a night?", "A place in our garage costs 14 euros a night.")
    ''
    >>> missing("What is the price and how long does it take?", "It takes two days.")
    'What is the price'
    >>> missing("How much is a basic service and how long does it take?", "A basic service takes two days.")
    'How much is a basic service'
    """
    parts = [part.strip(" ,.;!?") for part in _BETWEEN.split(question)]
    telling = [(part, content_words(part)) for part in parts if content_words(part) and not _stated(part, question)]
    known = content_words(answer)
    if len(telling) < 2:
        return ""
    return next((part[:LONGEST] for part, words in telling if not _answered(part, words & known, answer)), "")


def _stated(part: str, question: str) -> bool:
    """Tell whether a part tells something, in a message that asks something else."""
    return bool(_STATED.match(part)) and "?" in question and f"{part}?" not in question


def _answered(part: str, shared: Collection[str], answer: str) -> bool:
    wanted = [_KINDS[kind][1] for asks, kind in _WANTED if asks.search(part)]
    if wanted:
        return any(holds.search(answer) for holds in wanted)
    return bool(shared) or _of_its_kind(part, answer)


def _of_its_kind(part: str, said: str) -> bool:
    """Tell whether an answer holds what a part asks for: a price, a time, a day."""
    return any(asks.search(part) and holds.search(said) for asks, holds in _KINDS)
