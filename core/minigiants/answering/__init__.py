"""Answer from evidence: choose the sentences that a model reads, let it write, and keep what a check supports."""

from minigiants.answering._again import asked_again
from minigiants.answering._checking import check, claim_texts, complete, distinct, supported
from minigiants.answering._orders import orders, without_orders
from minigiants.answering._run import Run
from minigiants.answering._selection import (
    GENERAL,
    PASSAGES,
    Selection,
    Weights,
    decide,
    doubts,
    foregone,
    numbered,
    select,
)
from minigiants.answering._writing import REFUSAL, Draft, Prompts, generated, messages_of, write, write_surely

__all__ = [
    "GENERAL",
    "PASSAGES",
    "REFUSAL",
    "Draft",
    "Prompts",
    "Run",
    "Selection",
    "Weights",
    "asked_again",
    "check",
    "claim_texts",
    "complete",
    "decide",
    "distinct",
    "doubts",
    "foregone",
    "generated",
    "messages_of",
    "numbered",
    "orders",
    "select",
    "supported",
    "without_orders",
    "write",
    "write_surely",
]
