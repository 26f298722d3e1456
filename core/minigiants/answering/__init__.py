"""Answer from evidence: choose the sentences that a model reads, let it write, and keep what a check supports."""

from minigiants.answering._again import asked_again
from minigiants.answering._attribution import attribute, attribution_features
from minigiants.answering._candidates import Candidate, Embed, candidates, sentence_features, title_of
from minigiants.answering._checking import check, claim_texts, complete, distinct, supported
from minigiants.answering._orders import orders, without_orders
from minigiants.answering._reader import Reader
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
from minigiants.answering._signals import question_signals
from minigiants.answering._writing import REFUSAL, TOKENS, Draft, Prompts, generated, messages_of, write, write_surely

__all__ = [
    "GENERAL",
    "PASSAGES",
    "REFUSAL",
    "TOKENS",
    "Candidate",
    "Draft",
    "Embed",
    "Prompts",
    "Reader",
    "Run",
    "Selection",
    "Weights",
    "asked_again",
    "attribute",
    "attribution_features",
    "candidates",
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
    "question_signals",
    "select",
    "sentence_features",
    "supported",
    "title_of",
    "without_orders",
    "write",
    "write_surely",
]
