"""Cut a document into passages, and a text into sentences."""

from minigiants.documents.passages.sentences import sentences
from minigiants.documents.passages.split import split

__all__ = ["sentences", "split"]
