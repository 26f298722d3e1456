"""Select the sentences that the model reads, and decide from the search alone whether to ask it at all."""

from collections.abc import Sequence

from minigiants import answering
from minigiants.answering import GENERAL, PASSAGES, Selection, Weights, doubts, numbered
from minigiants.evidence import Embed
from minigiants.types import Hit

__all__ = [
    "CITATION",
    "DECISION",
    "HITS",
    "LEARNED",
    "PASSAGES",
    "SENTENCE",
    "WEIGHTS",
    "Selection",
    "decide",
    "doubts",
    "foregone",
    "numbered",
    "select",
]

WEIGHTS = GENERAL
HITS = 12
LEARNED = Weights.load(WEIGHTS)
SENTENCE, CITATION, DECISION = LEARNED.sentence, LEARNED.citation, LEARNED.decision


def select(question: str, hits: Sequence[Hit], embed: Embed) -> Selection:
    """Choose the sentences to read from `hits` (in rank order, at least one)."""
    return answering.select(question, hits, embed, LEARNED)


def decide(answerable: float, refusal: float) -> float:
    """Combine what the search says with the model's doubt: the probability that the documents answer."""
    return answering.decide(answerable, refusal, DECISION)


def foregone(answerable: float) -> float | None:
    """Return the decision's probability where no doubt of the model would turn it; None where its doubt decides."""
    return answering.foregone(answerable, DECISION)
