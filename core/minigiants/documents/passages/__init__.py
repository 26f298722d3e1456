"""Cut a document into passages, and a text into sentences."""

from minigiants.documents.passages.split import split
from minigiants.language import sentences

__all__ = ["sentences", "split"]
