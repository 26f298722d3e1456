"""Keep collections of documents on disk, add and remove documents safely, and search them."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from minigiants.retrieval import _documents, _early, _registry, _search
from minigiants.retrieval._errors import EmbeddingMismatch, IndexUnwritable, LibraryError, UnknownDocument
from minigiants.retrieval._locks import WriteLock
from minigiants.retrieval._registry import CollectionRow
from minigiants.retrieval._stores import File, Stores
from minigiants.retrieval._values import CollectionInfo, DocumentInfo, Embedder, Status, Vectors
from minigiants.retrieval._vectors import VectorIndexBroken
from minigiants.types import Hit, Passage, Scan, Table

StageProgress = Callable[[Literal["embed", "index"], int, int], None]
"""Called with the stage (embed, index), and how many of how many passages are done."""

SPARE_BYTES = 32 * 2**20
"""Disk space that an addition must leave free, beside several times its own size."""


class Library:
    """Collections of documents in one folder; safe to share between threads, and between processes by the folder.

    A document is there from one SQLite commit until another; only then do the vector index and the originals follow.
    """

    def __init__(self, folder: Path, embeddings: Embedder, *, wait_seconds: float = 60) -> None:
        self._folder = folder.absolute()
        self._embeddings = embeddings
        self._stores = Stores(self._folder)
        self._registry = self._stores.registry
        self._mended: set[str] = set()
        """Collections whose vectors were built anew because a search failed: once is enough."""
        self._lock = WriteLock(self._folder / "write.lock", seconds=wait_seconds)
        self._repair_if_abandoned()

    def close(self) -> None:
        """Let go of the files, when no thread uses the library any more."""
        self._stores.close()

    @property
    def embeddings(self) -> Embedder:
        """Return the embedding model it searches with, for whoever needs more vectors of the same kind."""
        return self._embeddings

    def collections(self) -> list[CollectionInfo]:
        """Describe all collections, by name."""
        with self._registry.reading() as db:
            return _registry.infos(db)

    def create(self, collection: str) -> None:
        """Make the collection unless it is there; raises LibraryError for an impossible name."""
        with self._registry.writing() as db:
            _registry.create(db, collection, embedding=self._embeddings.id)

    def rename(self, old: str, new: str) -> None:
        """Give a collection another name; raises LibraryError when that is taken or impossible."""
        with self._registry.writing() as db:
            _registry.rename(db, old, new)

    def delete(self, collection: str) -> None:
        """Remove a collection with everything it holds, from the disk too; raises UnknownCollection."""
        with self._writing():
            self._stores.delete(self._row(collection))

    def documents(self, collection: str) -> list[DocumentInfo]:
        """Describe the documents of a collection, by name; raises UnknownCollection."""
        with self._registry.reading() as db:
            return _documents.infos(db, _registry.get(db, collection))

    def reuse(
        self, collection: str, document_id: str, name: str, *, date_written: datetime | None = None, reader: int = 0
    ) -> Status | None:
        """Tie `name` to content that the collection holds already; None when it doesn't, or as older readers read it.

        The same content under the same name is "unchanged". Under a further name it is kept and searched once, and
        stays until its last name is removed or stands for other content.
        """
        with self._registry.reading() as db:
            row = _registry.find(db, collection)
            document = _documents.key(db, row, document_id) if row else None
            if row is None or document is None or _documents.older(db, row, document_id, reader):
                return None
            same = _documents.named(db, row, name) == document
        self._stores.date(row, document_id, date_written)
        if same:
            return "unchanged"
        with self._writing():
            return self._stores.tie(self._row(collection), document_id, name)

    def add(
        self,
        collection: str,
        document_id: str,
        name: str,
        *,
        media_type: str,
        passages: Sequence[Passage],
        data: bytes,
        pages_text: Mapping[int, str],
        tables: Sequence[Table] = (),
        scans: Mapping[int, Scan] | None = None,
        notes: Sequence[str] = (),
        date_written: datetime | None = None,
        reader: int = 0,
        on_progress: StageProgress | None = None,
    ) -> Status:
        """Index a document under `name`; what had that name before vanishes once this one is complete.

        `data` is the file as it was; `pages_text` the text of each page by number, `scans` how surely pages were
        recognised that are pictures. Of a long new document the first passages can be searched while the others are
        embedded. What readers of a version below `reader` read is replaced. An exception from `on_progress` passes
        through and leaves nothing, but for the last call, which tells that it is done. Raises LibraryError.
        """
        if status := self.reuse(collection, document_id, name, date_written=date_written, reader=reader):
            return status
        file = File(
            id=document_id,
            name=name,
            media_type=media_type,
            data=data,
            notes=notes,
            pages=pages_text,
            tables=tables,
            scans=scans or {},
            written=date_written,
            reader=reader,
        )
        return self._add(collection, file, passages, on_progress or _silent)

    def check(self, collection: str) -> None:
        """Raise EmbeddingMismatch when the collection was made with another embedding model; a new one is fine."""
        with self._registry.reading() as db:
            self._check(_registry.find(db, collection))

    def remove(self, collection: str, document_id: str) -> None:
        """Remove a document under all its names, from both indexes and the disk; raises UnknownDocument."""
        for info in self.documents(collection):
            if info.id == document_id:
                return self._remove(collection, [info.name, *info.other_names])
        raise UnknownDocument(collection, f"document {document_id[:12]!r}")

    def remove_name(self, collection: str, name: str) -> None:
        """Remove the document called `name`; its content stays while it has another name. Raises UnknownDocument."""
        if not any(name in (info.name, *info.other_names) for info in self.documents(collection)):
            raise UnknownDocument(collection, f"document {name!r}")
        self._remove(collection, [name])

    def search(self, question: str, *, collection: str, limit: int = 10) -> list[Hit]:
        """Return at most `limit` passages for `question`, best first; an empty or unknown collection gives none.

        Each index proposes passages, and reciprocal rank fusion orders them. Raises EmbeddingMismatch.
        """
        row = self._row_with_vectors(collection)
        if row is None or not question.strip():
            return []
        vector = self._embeddings.vectors([question])[0]
        self._repair_if_abandoned()
        with suppress(VectorIndexBroken):
            return self._search(collection, question, vector, limit)
        with self._writing():
            with suppress(VectorIndexBroken):  # another process was just building it anew
                return self._search(collection, question, vector, limit)
            self._stores.repair(also=collection)
            self._mended.add(collection)
            return self._search(collection, question, vector, limit)

    def original(self, collection: str, document_id: str) -> bytes:
        """Return a document's file as it was; raises UnknownDocument."""
        row = self._row(collection)
        try:
            return self._stores.originals.read(row.id, document_id)
        except OSError:
            raise UnknownDocument(collection, f"document {document_id[:12]!r}") from None

    def page_text(self, collection: str, document_id: str, page: int) -> str:
        """Return the text of a document's page, counted from 1; raises UnknownDocument."""
        with self._registry.reading() as db:
            text = _documents.page_text(db, _registry.get(db, collection), document_id, page)
        if text is None:
            raise UnknownDocument(collection, f"page {page} of document {document_id[:12]!r}")
        return text

    def tables(self, collection: str, document_id: str) -> tuple[Table, ...]:
        """Return a document's tables, in order; none for a document that has none or is not there."""
        with self._registry.reading() as db:
            return _documents.tables(db, _registry.get(db, collection), document_id)

    def scans(self, collection: str, document_id: str) -> dict[int, Scan]:
        """Return how surely the pages of a document were recognised that are pictures, by number."""
        with self._registry.reading() as db:
            return _documents.scans(db, _registry.get(db, collection), document_id)

    def passages(self, collection: str, document_id: str) -> list[Passage]:
        """Return a document's passages in reading order; none when it is not there."""
        with self._registry.reading() as db:
            return _search.passages_of(db, _registry.get(db, collection), document_id)

    def passage(self, collection: str, passage_id: str) -> Passage:
        """Return the passage with that id; raises UnknownDocument."""
        with self._registry.reading() as db:
            found = _search.passage_called(db, _registry.get(db, collection), passage_id)
        if found is None:
            raise UnknownDocument(collection, f"passage {passage_id!r}")
        return found

    def _add(self, collection: str, file: File, passages: Sequence[Passage], tell: StageProgress) -> Status:
        self.create(collection)
        self.check(collection)
        infos = self.documents(collection)
        new = not any(file.name in (info.name, *info.other_names) or info.id == file.id for info in infos)
        with self._undone_unless_whole(collection, file.id) if new else nullcontext():
            vectors = self._embed(collection, file, passages, tell, early=new)
            self._require_space(2 * len(file.data) + 16 * vectors.nbytes)
            tell("index", 0, len(passages))
            status = self._put(collection, file, passages, vectors)
        tell("index", len(passages), len(passages))
        return "added" if new and status == "replaced" else status

    def _embed(
        self, collection: str, file: File, passages: Sequence[Passage], tell: StageProgress, *, early: bool
    ) -> Vectors:
        """Embed the passages; with `early` those of a long document can be searched up to where it is."""
        texts = [f"{p.heading}\n{p.text}" if p.heading else p.text for p in passages]
        vectors: list[Vectors] = []
        for start, end in _early.parts(len(texts)) if early else [(0, len(texts))]:
            on_progress = partial(_tell_on, tell, start, len(texts))
            vectors.append(self._embeddings.vectors(texts[start:end], on_progress=on_progress))
            if end < len(texts):
                with self._writing():
                    part = _early.so_far(file, passages[:end])
                    self._stores.insert(self._row(collection), part, passages[:end], np.concatenate(vectors))
        return np.concatenate(vectors)

    @contextmanager
    def _undone_unless_whole(self, collection: str, document_id: str) -> Iterator[None]:
        """Take the parts of a new document out again when the block ends by an exception."""
        try:
            yield
        except BaseException:
            with suppress(LibraryError):
                stopped = [i for i in self.documents(collection) if (i.id, i.reader) == (document_id, _early.STOPPED)]
                for info in stopped:
                    self._remove(collection, [info.name, *info.other_names])
            raise

    def _search(self, collection: str, question: str, vector: Vectors, limit: int) -> list[Hit]:
        with self._registry.reading() as db:
            row = _registry.get(db, collection)
            count = _documents.passages(db, row)
            if not count:
                return []
            wanted = min(count, max(_search.CANDIDATES, limit))
            if self._registry.read_only:  # Chroma can't open what it can't write
                near = _search.exact(db, row, vector, wanted)
            else:
                near = self._stores.vectors.nearest(row.vectors, vector, wanted)
            if len(near) < wanted and collection not in self._mended:
                raise VectorIndexBroken("lacks vectors")
            return _search.hits(db, row, question, vector=vector, near=near, limit=limit)

    def _put(self, collection: str, file: File, passages: Sequence[Passage], vectors: Vectors) -> Status:
        """Write what was read and embedded, unless another added the same file while nobody held the lock."""
        with self._writing():
            row = self._row(collection)
            if not self._is_older(row, file.id, file.reader) and (status := self._stores.tie(row, file.id, file.name)):
                return status
            return self._stores.insert(row, file, passages, vectors)

    def _is_older(self, row: CollectionRow, document_id: str, reader: int) -> bool:
        with self._registry.reading() as db:
            return _documents.older(db, row, document_id, reader)

    def _row(self, collection: str) -> CollectionRow:
        with self._registry.reading() as db:
            return _registry.get(db, collection)

    def _row_with_vectors(self, collection: str) -> CollectionRow | None:
        with self._registry.reading() as db:
            row = _registry.find(db, collection)
        self._check(row)
        return row if row and row.dimension else None

    def _check(self, row: CollectionRow | None) -> None:
        if row and row.embedding != self._embeddings.id:
            raise EmbeddingMismatch(row.name, kept=row.embedding, used=self._embeddings.id)

    def _remove(self, collection: str, names: Sequence[str]) -> None:
        with self._writing():
            self._stores.remove_names(self._row(collection), names)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the write lock, with nothing left unfinished by others."""
        with self._lock.held():
            self._stores.repair()
            yield

    def _repair_if_abandoned(self) -> None:
        """Finish what a process that died left behind; a writer that lives holds the lock and finishes itself."""
        if self._registry.read_only:
            return
        with self._registry.reading() as db:
            marked = db.execute("SELECT 1 FROM unfinished").fetchone()
        if marked:
            with self._lock.tried() as free:
                if free:
                    self._stores.repair()

    def _require_space(self, size: int) -> None:
        if shutil.disk_usage(self._folder).free < size + SPARE_BYTES:
            raise IndexUnwritable(self._folder, f"{(size + SPARE_BYTES) / 2**20:.0f} MB are needed")


def _tell_on(tell: StageProgress, before: int, total: int, done: int, _of: int) -> None:
    """Tell how far the embedding is, `before` having been done in earlier parts."""
    tell("embed", before + done, total)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""
