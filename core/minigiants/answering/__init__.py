"""Answer from evidence: choose what a model reads, let it write, and decide from its answer what is shown."""

from minigiants.answering._again import asked_again
from minigiants.answering._attribution import attribute, attribution_features
from minigiants.answering._candidates import Candidate, Embed, candidates, sentence_features, title_of
from minigiants.answering._checking import check, claim_texts, complete, distinct, supported
from minigiants.answering._defined import definition
from minigiants.answering._named import named, of_documents
from minigiants.answering._reader import Reader
from minigiants.answering._run import Run
from minigiants.answering._scanned import as_scanned
from minigiants.answering._sections import evidence_of, sections
from minigiants.answering._selection import GENERAL, PASSAGES, Selection, Weights, numbered, select
from minigiants.answering._signals import question_signals
from minigiants.answering._windows import label, windows, written
from minigiants.answering._writing import TOKENS, Prompts, generated, messages_of, write_surely
from minigiants.answering.deciding.contradictions import contradiction
from minigiants.answering.deciding.decision import Decision, off_the_mark
from minigiants.answering.deciding.differing import differing
from minigiants.answering.deciding.quoting import decisive, quote
from minigiants.answering.deciding.sought import says_nothing, sought
from minigiants.answering.deciding.support import support
from minigiants.answering.orders import Cleared, addressed, order, orders, without_orders

__all__ = [
    "GENERAL",
    "PASSAGES",
    "TOKENS",
    "Candidate",
    "Cleared",
    "Decision",
    "Embed",
    "Prompts",
    "Reader",
    "Run",
    "Selection",
    "Weights",
    "addressed",
    "as_scanned",
    "asked_again",
    "attribute",
    "attribution_features",
    "candidates",
    "check",
    "claim_texts",
    "complete",
    "contradiction",
    "decisive",
    "definition",
    "differing",
    "distinct",
    "evidence_of",
    "generated",
    "label",
    "messages_of",
    "named",
    "numbered",
    "of_documents",
    "off_the_mark",
    "order",
    "orders",
    "question_signals",
    "quote",
    "says_nothing",
    "sections",
    "select",
    "sentence_features",
    "sought",
    "support",
    "supported",
    "title_of",
    "windows",
    "without_orders",
    "write_surely",
    "written",
]
