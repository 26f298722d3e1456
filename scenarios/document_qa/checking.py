"""Turn a draft into claims that each rest on quoted sentences, and keep only those that pass the rules."""

from collections.abc import Sequence

from minigiants import answering
from minigiants.answering import Selection, claim_texts, distinct
from minigiants.pipeline import Services
from minigiants.types import Claim

from .evidence import LEARNED

__all__ = ["check", "claim_texts", "complete", "distinct"]


def check(draft: str, question: str, selection: Selection, services: Services) -> list[Claim]:
    """Return the draft's sentences as claims, each with its evidence and the rules' verdict."""
    return answering.check(draft, question, selection, services, LEARNED)


def complete(shown: Sequence[Claim], question: str, selection: Selection, services: Services) -> tuple[Claim, ...]:
    """Add, word for word, the sentences that very probably belong to the answer and that no claim says yet."""
    return answering.complete(shown, question, selection, services, LEARNED)
