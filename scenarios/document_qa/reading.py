"""What document questions are answered with: the general weights and this scenario's prompts."""

from pathlib import Path

from minigiants.answering import Prompts, Reader, Weights

HITS = 12
"""Passages that a question is answered from."""
SEARCHED = 40
"""Passages that are searched for, so that those of a document that the question names are among them."""
SEARCHED_WITHIN = 2000
"""The same where a person chose the documents, which may be a few among many."""
READER = Reader(
    weights=Weights.load(second="colloquial"),
    prompts=Prompts.load(Path(__file__).parent / "prompts", adapter="document_qa", numbered=False),
    selective=True,
)
