"""Write and remove a document's rows in the registry, and read them back."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from minigiants.retrieval._registry import CollectionRow
from minigiants.retrieval._values import DocumentInfo, Vectors
from minigiants.types import Passage, Scan, Table


def key(db: sqlite3.Connection, collection: CollectionRow, document_id: str) -> int | None:
    """Return the row number of the document with that SHA-256, or None."""
    row = db.execute(
        "SELECT id FROM documents WHERE collection = ? AND sha256 = ?", (collection.id, document_id)
    ).fetchone()
    return row["id"] if row else None


def older(db: sqlite3.Connection, collection: CollectionRow, document_id: str, reader: int) -> bool:
    """Tell whether the document is there and was read by readers older than version `reader`."""
    row = db.execute(
        "SELECT 1 FROM documents WHERE collection = ? AND sha256 = ? AND reader < ?",
        (collection.id, document_id, reader),
    ).fetchone()
    return row is not None


def named(db: sqlite3.Connection, collection: CollectionRow, name: str) -> int | None:
    """Return the row number of the document that has that name, or None."""
    row = db.execute("SELECT document FROM names WHERE collection = ? AND name = ?", (collection.id, name)).fetchone()
    return row["document"] if row else None


def insert(
    db: sqlite3.Connection,
    collection: CollectionRow,
    document_id: str,
    *,
    media_type: str,
    size: int,
    notes: Sequence[str],
    pages: Mapping[int, str],
    tables: Sequence[Table] = (),
    scans: Mapping[int, Scan] | None = None,
    date_written: datetime | None = None,
    reader: int = 0,
) -> int:
    """Insert a document, its pages, its tables and how surely scans were read, return its row number."""
    cursor = db.execute(
        "INSERT INTO documents (collection, sha256, media_type, bytes, added, notes, reader) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (collection.id, document_id, media_type, size, datetime.now(UTC).isoformat(), json.dumps(list(notes)), reader),
    )
    date(db, collection, document_id, date_written)
    assert cursor.lastrowid is not None
    db.executemany("INSERT INTO pages VALUES (?, ?, ?)", ((cursor.lastrowid, n, text) for n, text in pages.items()))
    contents = ((cursor.lastrowid, n, json.dumps(asdict(table))) for n, table in enumerate(tables))
    db.executemany("INSERT INTO tables VALUES (?, ?, ?)", contents)
    contents = ((cursor.lastrowid, n, json.dumps(asdict(scan))) for n, scan in (scans or {}).items())
    db.executemany("INSERT INTO scans VALUES (?, ?, ?)", contents)
    return cursor.lastrowid


def date(db: sqlite3.Connection, collection: CollectionRow, document_id: str, date_written: datetime | None) -> None:
    """Note when a document's content was last changed, unless that is known."""
    if date_written:
        db.execute(
            "UPDATE documents SET written = ? WHERE collection = ? AND sha256 = ? AND written = ''",
            (date_written.isoformat(), collection.id, document_id),
        )


def tables(db: sqlite3.Connection, collection: CollectionRow, document_id: str) -> tuple[Table, ...]:
    """Return the tables of a document, in order; none when it is not there."""
    rows = db.execute(
        "SELECT content FROM tables t JOIN documents d ON d.id = t.document "
        "WHERE d.collection = ? AND d.sha256 = ? ORDER BY t.number",
        (collection.id, document_id),
    )
    return tuple(_table(json.loads(row["content"])) for row in rows)


def scans(db: sqlite3.Connection, collection: CollectionRow, document_id: str) -> dict[int, Scan]:
    """Return how surely the pages of a document were recognised that are pictures, by number."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'scans'").fetchone():
        return {}  # an index that an older version wrote, on a disk that may only be read
    rows = db.execute(
        "SELECT s.number, content FROM scans s JOIN documents d ON d.id = s.document "
        "WHERE d.collection = ? AND d.sha256 = ? ORDER BY s.number",
        (collection.id, document_id),
    )
    contents = {row["number"]: json.loads(row["content"]) for row in rows}
    return {number: _scan(content) for number, content in contents.items()}


def _scan(content: dict[str, Any]) -> Scan:
    return Scan(
        confidence=content["confidence"],
        doubtful=tuple(content["doubtful"]),
        places=tuple((start, end, *box) for start, end, *box in content["places"]),
    )


def _table(content: dict[str, Any]) -> Table:
    return Table(
        title=content["title"],
        header=tuple(content["header"]),
        rows=tuple(map(tuple, content["rows"])),
        page=content["page"],
        spans=tuple((start, end) for start, end in content["spans"]),
    )


def insert_passages(
    db: sqlite3.Connection, collection: CollectionRow, document: int, passages: Sequence[Passage], vectors: Vectors
) -> list[int]:
    """Insert the passages of a document, in the full-text index too, and return their numbers."""
    numbers = []
    for passage, vector in zip(passages, vectors, strict=True):
        cursor = db.execute(
            'INSERT INTO passages (document, name, page, start, "end", heading, text, vector) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document,
                passage.id,
                passage.page,
                passage.start,
                passage.end,
                passage.heading,
                passage.text,
                vector.astype("<f4").tobytes(),
            ),
        )
        assert cursor.lastrowid is not None
        numbers.append(cursor.lastrowid)
    _fulltext(db, collection, document)
    return numbers


def tie(db: sqlite3.Connection, collection: CollectionRow, name: str, document: int) -> list[int] | None:
    """Give `name` to a document; return None when nobody had it, else what of the index goes with its old bearer."""
    old = named(db, collection, name)
    db.execute(
        "INSERT INTO names (collection, name, document) VALUES (?, ?, ?) "
        "ON CONFLICT (collection, name) DO UPDATE SET document = excluded.document",
        (collection.id, name, document),
    )
    return None if old is None else remove_nameless(db, collection)


def take_names(db: sqlite3.Connection, collection: CollectionRow, document_id: str) -> tuple[list[str], list[int]]:
    """Remove a document that is to be inserted anew; return its names and its passages' numbers."""
    old = key(db, collection, document_id)
    names = [row["name"] for row in db.execute("SELECT name FROM names WHERE document = ? ORDER BY id", (old,))]
    db.execute("DELETE FROM names WHERE document = ?", (old,))
    return names, remove_nameless(db, collection)


def remove_nameless(db: sqlite3.Connection, collection: CollectionRow) -> list[int]:
    """Remove the documents that have no name any more, and return their passages' numbers."""
    nameless = db.execute(
        "SELECT id FROM documents d WHERE collection = ? AND NOT EXISTS (SELECT 1 FROM names WHERE document = d.id)",
        (collection.id,),
    ).fetchall()
    numbers: list[int] = []
    for (document,) in nameless:
        numbers += [row[0] for row in db.execute("SELECT id FROM passages WHERE document = ?", (document,))]
        _fulltext(db, collection, document, delete=True)
        db.execute("DELETE FROM documents WHERE id = ?", (document,))
    if nameless:
        # Until its segments are merged, a full-text index keeps the words of what was deleted.
        db.execute(f"INSERT INTO {collection.fulltext} ({collection.fulltext}) VALUES ('optimize')")  # noqa: S608 (our own table's name)
    return numbers


def passages(db: sqlite3.Connection, collection: CollectionRow) -> int:
    """Count the passages of a collection."""
    query = "SELECT count(*) FROM passages p JOIN documents d ON d.id = p.document WHERE d.collection = ?"
    return int(db.execute(query, (collection.id,)).fetchone()[0])


def page_text(db: sqlite3.Connection, collection: CollectionRow, document_id: str, page: int) -> str | None:
    """Return a page's text, or None."""
    document = key(db, collection, document_id)
    row = db.execute("SELECT text FROM pages WHERE document = ? AND number = ?", (document, page)).fetchone()
    return row["text"] if row else None


def _fulltext(db: sqlite3.Connection, collection: CollectionRow, document: int, *, delete: bool = False) -> None:
    """Put the document's passages into the full-text index, or take them out."""
    table = collection.fulltext
    columns, values = (f"{table}, ", "'delete', ") if delete else ("", "")
    db.execute(
        f"INSERT INTO {table} ({columns}rowid, heading, text) "  # noqa: S608 (our own table's name)
        f"SELECT {values}id, heading, text FROM passages WHERE document = ?",
        (document,),
    )


def infos(db: sqlite3.Connection, collection: CollectionRow) -> list[DocumentInfo]:
    """Describe the documents of a collection, by name."""
    rows = db.execute(
        "SELECT d.*, (SELECT count(*) FROM pages WHERE document = d.id) AS pages, "
        "(SELECT count(*) FROM passages WHERE document = d.id) AS passages, "
        "(SELECT count(*) FROM tables WHERE document = d.id) AS tables FROM documents d WHERE collection = ?",
        (collection.id,),
    )
    names: dict[int, list[str]] = {}
    for row in db.execute("SELECT document, name FROM names WHERE collection = ? ORDER BY id", (collection.id,)):
        names.setdefault(row["document"], []).append(row["name"])
    descriptions = [
        DocumentInfo(
            id=row["sha256"],
            name=names[row["id"]][0],
            other_names=tuple(names[row["id"]][1:]),
            media_type=row["media_type"],
            pages=row["pages"],
            passages=row["passages"],
            tables=row["tables"],
            bytes=row["bytes"],
            added=datetime.fromisoformat(row["added"]),
            written=datetime.fromisoformat(row["written"]) if row["written"] else None,
            notes=tuple(json.loads(row["notes"])),
            reader=row["reader"] if "reader" in row.keys() else 0,  # noqa: SIM118 (of a row, not of a mapping)
        )
        for row in rows
    ]
    return sorted(descriptions, key=lambda info: info.name)
