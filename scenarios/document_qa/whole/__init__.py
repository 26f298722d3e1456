"""Answer from everything that the documents hold: summaries, lists, and what differs between two of them."""

from .answering import answer

__all__ = ["answer"]
