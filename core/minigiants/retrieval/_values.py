"""What a library says about its collections and documents, and what it needs of an embedding model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

import numpy as np

Vectors = np.ndarray[Any, np.dtype[np.float32]]
Progress = Callable[[int, int], None]
"""Called with how many of how many are done."""

Status = Literal["added", "unchanged", "replaced"]
"""What became of a file: new here, there already, or its name had other content before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CollectionInfo:
    """A named set of documents that is searched as one."""

    name: str
    embedding: str
    """Id of the embedding model that the collection was made with."""
    dimension: int
    """Of its vectors; 0 while it is empty for the first time."""
    documents: int
    passages: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentInfo:
    """A document that is completely indexed."""

    id: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    name: str
    """The name that it was first added under."""
    other_names: tuple[str, ...]
    """Further files with the same bytes: kept and searched once."""
    media_type: str
    pages: int
    passages: int
    tables: int = 0
    bytes: int
    added: datetime
    written: datetime | None
    """When its content was last changed, as the document or its file said; None when nobody did."""
    notes: tuple[str, ...]
    reader: int = 0
    """The version of the readers that it was read with; 0 for one that was not kept."""


class Embedder(Protocol):
    """What the library needs of an embedding model."""

    @property
    def id(self) -> str:
        """Name that a collection keeps, so that vectors of two models never meet."""
        ...

    def vectors(self, texts: Sequence[str], *, on_progress: Progress | None = None) -> Vectors:
        """Return float32 unit vectors of shape (texts, dimensions)."""
        ...
