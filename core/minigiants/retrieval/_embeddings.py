"""Turn texts into unit vectors with a sentence-transformers model in a local folder, offline."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from minigiants.retrieval._errors import EmbeddingModelMissing
from minigiants.retrieval._values import Progress, Vectors

if TYPE_CHECKING:
    from minigiants.retrieval._encoder import Encoder

BATCH = 16
"""Texts a forward pass: about half a second on two cores, the longest that a question waits behind an ingestion."""


MANY = 100
"""Texts from which half precision is used where the processor computes in it: they are an ingestion."""


class SentenceEmbeddings(Embeddings):
    """LangChain embeddings over a sentence-transformers folder; loads at first use, safe to share between threads."""

    def __init__(self, folder: Path | str, *, id: str, remember: int = 4096) -> None:  # noqa: A002 - the word it is
        self.id = id
        self._folder = Path(folder)
        self._recent = _Recent(remember)
        self._model: Encoder | None = None
        self._half: Encoder | None = None
        self._next = threading.Lock()
        self._turn = threading.Lock()

    def load(self) -> None:
        """Load the model now rather than at first use; raises EmbeddingModelMissing."""
        with self._next, self._turn:
            self._load()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed `texts`, one list of floats each."""
        return [[float(x) for x in row] for row in self.vectors(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Embed one question."""
        return self.embed_documents([text])[0]

    def vectors(self, texts: Sequence[str], *, on_progress: Progress | None = None) -> Vectors:
        """Return float32 unit vectors of shape (texts, dimensions); texts seen lately cost nothing.

        Many texts are computed in half precision where that is faster: a cosine then differs by a thousandth at most.
        `on_progress` is called after each batch; an exception from it ends the work and passes through.
        """
        keys = [hashlib.blake2b(t.encode("utf-8", "replace"), digest_size=16).digest() for t in texts]
        rows_of = self._recent.get(keys)
        missing = sorted({k: i for i, k in enumerate(keys) if k not in rows_of}.values(), key=lambda i: len(texts[i]))
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            rows = self._encode([texts[i] for i in batch], half=len(missing) >= MANY and has_half_precision())
            rows_of.update(zip((keys[i] for i in batch), rows, strict=True))
            if on_progress:
                on_progress(len(texts) - len(missing) + start + len(batch), len(texts))
        self._recent.put({keys[i]: rows_of[keys[i]] for i in missing})
        if not texts:
            return np.zeros((0, self._dimension()), dtype=np.float32)
        return np.stack([rows_of[k] for k in keys])

    def _encode(self, texts: list[str], *, half: bool = False) -> Vectors:
        # Two locks make a queue: a thread that has just had its turn stands behind whoever waits already.
        with self._next:
            self._turn.acquire()
        try:
            clean = [t.encode("utf-8", "replace").decode() for t in texts]
            model = self._load_half() if half else self._load()
            rows: Vectors = model.encode(clean).float().numpy()
            return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
        finally:
            self._turn.release()

    def _dimension(self) -> int:
        with self._next, self._turn:
            return self._load().dimension

    def _load_half(self) -> "Encoder":
        """Return the model in half precision, which takes half of its memory once more."""
        if self._half is None:
            self._half = self._load().half()
        return self._half

    def _load(self) -> "Encoder":
        if self._model is None:
            if not (self._folder / "modules.json").is_file():
                raise EmbeddingModelMissing(self.id, self._folder)
            from minigiants.retrieval._encoder import open_encoder

            self._model = open_encoder(self._folder)
        return self._model


def has_half_precision() -> bool:
    """Tell whether the processor multiplies matrices of bfloat16 by itself, which is then several times as fast."""
    import torch

    return bool(torch.cpu._is_avx512_bf16_supported())


class _Recent:
    """The vectors of the texts asked for last, at most `size`, by the hash of the text."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._rows: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        rows = {}
        with self._lock:
            for key in keys:
                if key in self._rows:
                    self._rows.move_to_end(key)
                    rows[key] = self._rows[key]
        return rows

    def put(self, rows: dict[bytes, Vectors]) -> None:
        # A long list is an ingestion: nobody asks for it again, and it would push the questions' sentences out.
        if len(rows) > self._size // 4:
            return
        with self._lock:
            self._rows.update(rows)
            while len(self._rows) > self._size:
                self._rows.popitem(last=False)
