"""Rank a collection's passages for a question by both indexes together."""

import sqlite3
from collections.abc import Sequence
from heapq import nlargest

import numpy as np

from minigiants.retrieval._query import fuse, match_query
from minigiants.retrieval._registry import CollectionRow
from minigiants.retrieval._values import Vectors
from minigiants.types import Hit, Passage

CANDIDATES = 30
"""Passages that each index may propose."""
HEADING_WEIGHT, TEXT_WEIGHT = 0.5, 1.0

PASSAGES = (
    'SELECT p.id, p.name, p.page, p.start, p."end", p.heading, p.text, p.vector, d.sha256, '
    "(SELECT name FROM names WHERE document = d.id ORDER BY id LIMIT 1) AS document "
    "FROM passages p JOIN documents d ON d.id = p.document WHERE d.collection = ?"
)


def hits(
    db: sqlite3.Connection,
    collection: CollectionRow,
    question: str,
    *,
    vector: Vectors,
    near: Sequence[int],
    limit: int,
) -> list[Hit]:
    """Fuse the nearest passages with those that the full text finds, at most `limit`, best first."""
    text_scores = _text_scores(db, collection, question)
    best_texts = nlargest(max(CANDIDATES, limit), text_scores, key=lambda n: (text_scores[n], -n))
    text_ranks = {n: rank for rank, n in enumerate(best_texts, 1)}
    rows = _rows(db, collection, {*near, *text_ranks})
    similarities = {n: float(np.frombuffer(row["vector"], dtype="<f4") @ vector) for n, row in rows.items()}
    near = sorted((n for n in near if n in rows), key=lambda n: -similarities[n])
    near_ranks = {n: rank for rank, n in enumerate(near, 1)}
    scores = fuse(list(near), [n for n in text_ranks if n in rows])
    best = sorted(scores, key=lambda n: (-scores[n], -similarities[n], n))[:limit]
    return [
        Hit(
            passage=passage(rows[n]),
            score=scores[n],
            similarity=similarities[n],
            similarity_rank=near_ranks.get(n),
            text_score=text_scores.get(n, 0.0),
            text_rank=text_ranks.get(n),
        )
        for n in best
    ]


def exact(db: sqlite3.Connection, collection: CollectionRow, vector: Vectors, limit: int) -> list[int]:
    """Return the numbers of the nearest passages, nearest first, by looking at every vector of the registry."""
    similarities = {
        row["id"]: float(np.frombuffer(row["vector"], dtype="<f4") @ vector)
        for row in db.execute(
            "SELECT p.id, p.vector FROM passages p JOIN documents d ON d.id = p.document WHERE d.collection = ?",
            (collection.id,),
        )
    }
    return nlargest(limit, similarities, key=lambda n: (similarities[n], -n))


def passage(row: sqlite3.Row) -> Passage:
    """Make a passage of a row of the query PASSAGES."""
    return Passage(
        id=row["name"],
        document_id=row["sha256"],
        document=row["document"],
        page=row["page"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        heading=row["heading"],
    )


def passage_called(db: sqlite3.Connection, collection: CollectionRow, name: str) -> Passage | None:
    """Return the passage with that id, or None."""
    row = db.execute(f"{PASSAGES} AND p.name = ?", (collection.id, name)).fetchone()
    return passage(row) if row else None


def passages_of(db: sqlite3.Connection, collection: CollectionRow, document_id: str) -> list[Passage]:
    """Return the passages of a document in reading order."""
    rows = db.execute(f"{PASSAGES} AND d.sha256 = ? ORDER BY p.page, p.start, p.id", (collection.id, document_id))
    return [passage(row) for row in rows]


def _text_scores(db: sqlite3.Connection, collection: CollectionRow, question: str) -> dict[int, float]:
    """Return BM25 (higher is better) by number, of every passage with a word of the question."""
    query = match_query(question)
    if not query:
        return {}
    table = collection.fulltext
    # All at once: asking again for the scores of a few passages costs a whole search for each of them.
    cursor = db.execute(
        f"SELECT rowid, -bm25({table}, {HEADING_WEIGHT}, {TEXT_WEIGHT}) FROM {table} "  # noqa: S608 (our own names)
        f"WHERE {table} MATCH ?",
        (query,),
    )
    return dict(cursor.fetchall())


def _rows(db: sqlite3.Connection, collection: CollectionRow, numbers: set[int]) -> dict[int, sqlite3.Row]:
    among = ",".join(map(str, numbers))
    return {row["id"]: row for row in db.execute(f"{PASSAGES} AND p.id IN ({among})", (collection.id,))}
