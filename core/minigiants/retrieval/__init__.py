"""Embed texts on this machine, keep collections of documents in two indexes, and search both together."""

from typing import TYPE_CHECKING, Any

from minigiants.retrieval._errors import (
    EmbeddingMismatch,
    EmbeddingModelMissing,
    IndexUnwritable,
    LibraryBusy,
    LibraryError,
    UnknownCollection,
    UnknownDocument,
)
from minigiants.retrieval._library import Library
from minigiants.retrieval._open import open_library
from minigiants.retrieval._values import CollectionInfo, DocumentInfo, Embedder, Status

if TYPE_CHECKING:
    from minigiants.retrieval._embeddings import SentenceEmbeddings

__all__ = [
    "CollectionInfo",
    "DocumentInfo",
    "Embedder",
    "EmbeddingMismatch",
    "EmbeddingModelMissing",
    "IndexUnwritable",
    "Library",
    "LibraryBusy",
    "LibraryError",
    "SentenceEmbeddings",
    "Status",
    "UnknownCollection",
    "UnknownDocument",
    "open_library",
]


def __getattr__(name: str) -> Any:
    """Import the embeddings on first use only: their base class is LangChain's, which takes a second."""
    if name == "SentenceEmbeddings":
        from minigiants.retrieval._embeddings import SentenceEmbeddings

        return SentenceEmbeddings
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
