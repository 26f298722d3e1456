"""Change the registry, the vector index and the kept originals so that they agree again whatever interrupts it.

A change marks its collection as unfinished, prepares what it can, commits to the registry in one transaction, cleans up
behind it and takes the mark away. Whoever finds a mark while nobody writes rebuilds that collection's vectors from the
registry. All functions that change something want the caller to hold the write lock.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np

from minigiants.retrieval import _documents, _registry
from minigiants.retrieval._errors import EmbeddingMismatch, IndexUnwritable
from minigiants.retrieval._originals import Originals
from minigiants.retrieval._registry import CollectionRow, Registry
from minigiants.retrieval._values import Status, Vectors
from minigiants.retrieval._vectors import BATCH, VectorIndexBroken, vector_index
from minigiants.types import Passage, Scan, Table

DEAD_WEIGHT = 1000
"""Removed vectors, beyond as many as there are live ones, after which a set is built anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file that was read, to be kept with its passages."""

    id: str
    """SHA-256 of `data`, in hexadecimal."""
    name: str
    media_type: str
    data: bytes
    notes: Sequence[str]
    pages: Mapping[int, str]
    """Text by page number."""
    tables: Sequence[Table] = ()
    scans: Mapping[int, Scan] = field(default_factory=dict)
    """How surely the pages were recognised that are pictures, by number."""
    written: datetime | None = None
    """When its content was last changed; None when nobody knows."""
    reader: int = 0
    """The version of the readers that read it."""


class Stores:
    """The three places in `folder` where a document is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.registry = Registry(folder / "index.db")
        self.vectors = vector_index(folder / "vectors")
        self.originals = Originals(folder / "originals")

    def close(self) -> None:
        """Let go of the files."""
        self.vectors.close()
        self.registry.close()

    def insert(self, row: CollectionRow, file: File, passages: Sequence[Passage], vectors: Vectors) -> Status:
        """Put a document in all three, or in none; then remove what its name stood for before.

        A document that is there already is put in anew, under all the names that it has.
        """
        if row.dimension not in (0, vectors.shape[1]):
            raise EmbeddingMismatch(row.name, kept=f"{row.embedding} ({row.dimension} dimensions)", used=row.embedding)
        self._mark(row)
        try:
            self.originals.write(row.id, file.id, file.data)
            with self.registry.writing() as db:
                db.execute("UPDATE collections SET dimension = ? WHERE id = ?", (vectors.shape[1], row.id))
                names, before = _documents.take_names(db, row, file.id)
                document = self._document(db, row, file)
                numbers = _documents.insert_passages(db, row, document, passages, vectors)
                for name in names:
                    _documents.tie(db, row, name, document)
                erased = _documents.tie(db, row, file.name, document)
                if names:
                    erased = [*before, *(erased or ())]
                self.vectors.create(row.vectors)
                self.vectors.add(row.vectors, numbers, vectors)
        except VectorIndexBroken as error:
            self.repair()
            raise IndexUnwritable(self.folder, "the vector index refused the passages") from error
        self._finish(row, erased)
        return "added" if erased is None else "replaced"

    def _document(self, db: sqlite3.Connection, row: CollectionRow, file: File) -> int:
        return _documents.insert(
            db,
            row,
            file.id,
            media_type=file.media_type,
            size=len(file.data),
            notes=file.notes,
            pages=file.pages,
            tables=file.tables,
            scans=file.scans,
            date_written=file.written,
            reader=file.reader,
        )

    def date(self, row: CollectionRow, document_id: str, date_written: datetime | None) -> None:
        """Note when the content of a document that is there was last changed, unless that is known."""
        if date_written:
            with self.registry.writing() as db:
                _documents.date(db, row, document_id, date_written)

    def tie(self, row: CollectionRow, document_id: str, name: str) -> Status | None:
        """Give `name` to content that is there already; None when it isn't."""
        with self.registry.reading() as db:
            document = _documents.key(db, row, document_id)
            if document is None:
                return None
            if _documents.named(db, row, name) == document:
                return "unchanged"
        self._mark(row)
        with self.registry.writing() as db:
            gone = _documents.tie(db, row, name, document)
        self._finish(row, gone)
        return "added" if gone is None else "replaced"

    def remove_names(self, row: CollectionRow, names: Sequence[str]) -> None:
        """Remove names, and the documents that have no other."""
        self._mark(row)
        with self.registry.writing() as db:
            db.executemany("DELETE FROM names WHERE collection = ? AND name = ?", ((row.id, name) for name in names))
            gone = _documents.remove_nameless(db, row)
        self._finish(row, gone)

    def delete(self, row: CollectionRow) -> None:
        """Remove a collection with everything it holds."""
        self._mark(row)
        with self.registry.writing() as db:
            db.execute(f"DROP TABLE {row.fulltext}")
            db.execute("DELETE FROM collections WHERE id = ?", (row.id,))
        self.repair()

    def repair(self, *, also: str = "") -> None:
        """Finish what others left unfinished, and rebuild the vectors of the collection `also`."""
        with self.registry.reading() as db:
            suspect = _registry.find(db, also)
        if suspect:
            self._mark(suspect)
        with self.registry.reading() as db:
            marked = [number for (number,) in db.execute("SELECT collection FROM unfinished")]
            rows = {row.id: row for info in _registry.infos(db) if (row := _registry.find(db, info.name))}
        for number in marked:
            if number in rows:
                self._rebuild(rows[number])
            else:
                self.vectors.drop(f"c{number}-")
            self._tidy(number)

    def _mark(self, row: CollectionRow) -> None:
        with self.registry.writing() as db:
            db.execute("INSERT OR IGNORE INTO unfinished VALUES (?)", (row.id,))

    def _finish(self, row: CollectionRow, erased: Sequence[int] | None) -> None:
        """Take `erased` vectors out of the vector index, and the mark away."""
        if erased:
            with self.registry.writing() as db:
                db.execute("UPDATE collections SET erased = erased + ? WHERE id = ?", (len(erased), row.id))
                live = _documents.passages(db, row)
            try:
                if row.erased + len(erased) > live + DEAD_WEIGHT:
                    self._rebuild(row)
                else:
                    self.vectors.erase(row.vectors, erased, dimension=row.dimension)
            except VectorIndexBroken:
                self._rebuild(row)
        self._tidy(row.id, removed=erased is not None)

    def _tidy(self, collection: int, *, removed: bool = True) -> None:
        """Remove originals that nobody refers to and old text from the log; then take the mark away."""
        if removed:
            wanted: dict[int, set[str]] = {}
            with self.registry.reading() as db:
                for row in db.execute("SELECT collection, sha256 FROM documents"):
                    wanted.setdefault(row["collection"], set()).add(row["sha256"])
            self.originals.keep_only(wanted)
            self.registry.checkpoint()
        with self.registry.writing() as db:
            db.execute("DELETE FROM unfinished WHERE collection = ?", (collection,))

    def _rebuild(self, row: CollectionRow) -> None:
        """Build the vector set of a collection anew from the registry, under a new name."""
        try:
            self._rebuild_beside(row)
        except VectorIndexBroken:
            self._rebuild_all()

    def _rebuild_all(self) -> None:
        """Build everything anew: Chroma can't even open its own files."""
        self.vectors.reset()
        with self.registry.reading() as db:
            rows = [row for info in _registry.infos(db) if (row := _registry.find(db, info.name))]
        try:
            for row in rows:
                self._rebuild_beside(row)
        except VectorIndexBroken as error:
            raise IndexUnwritable(self.folder, "the vector index can't be built") from error

    def _rebuild_beside(self, row: CollectionRow) -> None:
        new = CollectionRow(
            id=row.id,
            name=row.name,
            embedding=row.embedding,
            dimension=row.dimension,
            version=row.version + 1,
            erased=0,
        )
        self.vectors.drop(row.prefix, keep=row.vectors)
        self.vectors.create(new.vectors)
        last = 0
        while True:
            with self.registry.reading() as db:
                rows = db.execute(
                    "SELECT p.id, p.vector FROM passages p JOIN documents d ON d.id = p.document "
                    "WHERE d.collection = ? AND p.id > ? ORDER BY p.id LIMIT ?",
                    (row.id, last, BATCH),
                ).fetchall()
            if not rows:
                break
            last = rows[-1]["id"]
            vectors = np.stack([np.frombuffer(r["vector"], dtype="<f4") for r in rows])
            self.vectors.add(new.vectors, [r["id"] for r in rows], vectors)
        with self.registry.writing() as db:
            db.execute("UPDATE collections SET version = ?, erased = 0 WHERE id = ?", (new.version, row.id))
        self.vectors.drop(row.prefix, keep=new.vectors)
