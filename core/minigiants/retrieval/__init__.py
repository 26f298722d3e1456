"""Embed texts on this machine, keep collections of documents in two indexes, and search both together."""

from minigiants.retrieval._embeddings import Embedder, SentenceEmbeddings
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
from minigiants.retrieval._values import CollectionInfo, DocumentInfo, Status

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
