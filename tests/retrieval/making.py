"""Documents and embeddings made by hand, small and the same every time."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from minigiants.retrieval import Library, Status
from minigiants.types import Passage


class WordEmbeddings:
    """Texts with the same words have near vectors: each word is a direction drawn from its hash."""

    def __init__(self, name: str = "words-64", dimension: int = 64) -> None:
        self.id = name
        self.dimension = dimension
        self.embedded: list[str] = []
        """Every text it was asked for."""

    def vectors(
        self, texts: Sequence[str], *, on_progress: Callable[[int, int], None] | None = None
    ) -> np.ndarray[Any, np.dtype[np.float32]]:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for i, text in enumerate(texts):
            self.embedded.append(text)
            for word in text.lower().split() or [""]:
                seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "replace")).digest()[:4])
                rows[i] += np.random.default_rng(seed).normal(size=self.dimension)
            if on_progress:
                on_progress(i + 1, len(texts))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def passages(document_id: str, name: str, texts: Sequence[str], heading: str = "") -> list[Passage]:
    """Make one passage of each text, one a page."""
    return [
        Passage(
            id=f"{document_id[:16]}-{page}",
            document_id=document_id,
            document=name,
            page=page,
            start=0,
            end=len(text),
            text=text,
            heading=heading,
        )
        for page, text in enumerate(texts, 1)
    ]


def put(library: Library, name: str, *texts: str, collection: str = "demo", heading: str = "") -> tuple[str, Status]:
    """Add a document with a passage for each text; return its id and what became of it."""
    data = "\f".join([heading, *texts]).encode()
    document_id = hashlib.sha256(data).hexdigest()
    status = library.add(
        collection,
        document_id,
        name,
        media_type="text/plain",
        passages=passages(document_id, name, texts, heading),
        data=data,
        pages_text=dict(enumerate(texts, 1)),
    )
    return document_id, status


def found(library: Library, question: str, collection: str = "demo") -> list[str]:
    """Return the names of the documents that a search finds, best first."""
    return [hit.passage.document for hit in library.search(question, collection=collection)]


def raw(folder: Path) -> dict[str, bytes]:
    """Read every file below `folder`."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def holds_vector(content: bytes, vector: np.ndarray[Any, np.dtype[np.float32]]) -> bool:
    """Tell whether the first eight numbers of `vector` stand somewhere in `content`, at any offset."""
    for offset in range(4):
        numbers = np.frombuffer(content[offset : offset + (len(content) - offset) // 4 * 4], dtype="<f4")
        with np.errstate(invalid="ignore"):
            starts = np.flatnonzero(np.abs(numbers[:-8] - vector[0]) < 1e-4)
            if any(np.allclose(numbers[i : i + 8], vector[:8], atol=1e-4) for i in starts):
                return True
    return False
