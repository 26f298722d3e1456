"""Find the nearest vectors with an embedded Chroma, one process at a time.

Chroma is an index here, not the record: an embedded Chroma that is killed while it writes its graph to disk is broken
for good (reading it can even end the process), and one that another process wrote to fails or answers from an old
state. So every access takes a lock; a file says which state the disk is in and which set is being written, so that a
process opens its client anew when another has written and never touches a set whose writer died; and whatever Chroma
holds can be built again from the registry. It is given numbers and vectors only, never a text.
"""

import secrets
import shutil
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from minigiants.retrieval._leftovers import blank, sweep
from minigiants.retrieval._locks import WriteLock
from minigiants.retrieval._values import Vectors

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

BATCH = 256
"""Vectors written at once: about a quarter of a second that a search waits."""
SYNC = 1000
"""Writes after which Chroma puts its graph on disk."""


class VectorIndexBroken(Exception):  # noqa: N818 (the index is so)
    """Chroma can't use what is on the disk."""


@cache
def vector_index(folder: Path) -> "VectorIndex":
    """Return the one index of `folder` in this process: two Chroma clients on a folder would share a stale state."""
    return VectorIndex(folder)


class VectorIndex:
    """Named sets of numbered vectors; cosine distance."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gate = WriteLock(folder.with_name(folder.name + ".lock"), seconds=60)
        self._state = folder.with_name(folder.name + ".state")
        self._seen = ""
        self._client: Client | None = None
        self._blanked: dict[Path, int] = {}

    def create(self, name: str) -> None:
        """Make an empty set called `name`, unless it is there."""
        with self._writing(name) as client:
            client.get_or_create_collection(
                name,
                embedding_function=None,
                configuration={
                    "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "sync_threshold": SYNC}
                },
            )

    def add(self, name: str, ids: Sequence[int], vectors: Vectors) -> None:
        """Put `vectors` under `ids`, replacing those there; searches get their turn between batches."""
        for start in range(0, len(ids), BATCH):
            end = start + BATCH
            with self._writing(name) as client:
                _get(client, name).upsert(ids=[str(i) for i in ids[start:end]], embeddings=vectors[start:end])

    def nearest(self, name: str, vector: Vectors, limit: int) -> list[int]:
        """Return the ids of at most `limit` vectors, nearest first; raises VectorIndexBroken."""
        with self._reading(name) as client:
            found = _get(client, name).query(query_embeddings=vector[None, :], n_results=limit, include=["distances"])
        return [int(i) for i in found["ids"][0]]

    def erase(self, name: str, ids: Sequence[int], *, dimension: int) -> None:
        """Remove vectors so that their numbers are nowhere on the disk any more.

        Chroma only marks a deleted vector: it is overwritten first, and then the graph is made to go to disk.
        """
        if not ids:
            return
        with self._writing(name) as client:
            collection = _get(client, name)
            blank = np.eye(1, dimension, dtype=np.float32)
            names = [str(i) for i in ids]
            for start in range(0, len(names), BATCH):
                batch = names[start : start + BATCH]
                collection.upsert(ids=batch, embeddings=blank.repeat(len(batch), axis=0))
                collection.delete(ids=batch)
            collection.modify(configuration={"hnsw": {"sync_threshold": 2}})
            collection = _get(self._reopen(), name)  # the threshold is read when the set is opened
            spare = ["-1", "-2", "-3"]
            collection.upsert(ids=spare, embeddings=blank.repeat(3, axis=0))
            collection.delete(ids=spare)
            collection.modify(configuration={"hnsw": {"sync_threshold": SYNC}})
            self._sweep()

    def drop(self, prefix: str, *, keep: str = "") -> None:
        """Remove every set whose name starts with `prefix`, but for the one called `keep`, from the disk too."""
        with self._gate.held(), _broken():
            client, torn = self._current()
            self._declare(torn)
            for collection in client.list_collections():
                if collection.name.startswith(prefix) and collection.name != keep:
                    client.delete_collection(collection.name)
            self._sweep()
            self._declare({name for name in torn if not name.startswith(prefix) or name == keep})

    def reset(self) -> None:
        """Throw everything away, for the registry to build it again."""
        with self._gate.held(), _broken():
            self._shut()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._declare(set())

    def close(self) -> None:
        """Let go of the files; the next access opens them again."""
        with self._gate.held():
            self._shut()

    @contextmanager
    def _reading(self, name: str) -> "Iterator[Client]":
        with self._gate.held(), _broken():
            client, torn = self._current()
            _require_whole(name, torn)
            yield client

    @contextmanager
    def _writing(self, name: str) -> "Iterator[Client]":
        with self._gate.held(), _broken():
            client, torn = self._current()
            _require_whole(name, torn)
            self._declare({*torn, name})
            yield client
            blank(self._folder, self._blanked)
            self._declare(torn)

    def _current(self) -> "tuple[Client, set[str]]":
        """Return a client that sees what is on the disk, and the names of the sets whose writer died."""
        state = self._state.read_text() if self._state.exists() else ""
        token, *torn = state.split() or [""]
        if self._client is None or token != self._seen:
            self._reopen()
            self._seen = token
        assert self._client is not None
        return self._client, set(torn)

    def _declare(self, torn: set[str]) -> None:
        """Say, before changing anything, that the disk is in a new state and which sets can't be trusted for now."""
        self._seen = secrets.token_hex(8)
        part = self._state.with_suffix(".part")
        part.write_text(" ".join([self._seen, *sorted(torn)]))
        part.replace(self._state)

    def _reopen(self) -> "Client":
        # Imported here: it takes a second that a page without a question need not wait for.
        import chromadb
        from chromadb.api.client import Client
        from chromadb.config import Settings

        self._shut()
        # Both are said here because an environment variable or a .env file could say otherwise.
        settings = Settings(anonymized_telemetry=False, chroma_api_impl="chromadb.api.rust.RustBindingsAPI")
        try:
            client = chromadb.PersistentClient(self._folder, settings)
        except Exception as error:  # of any kind: an AttributeError, for one, when its database is damaged
            Client.clear_system_cache()  # which would give us the failed one again
            raise VectorIndexBroken("can't be opened") from error
        assert isinstance(client, Client)  # the declared type has no close()
        self._client = client
        return client

    def _shut(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _sweep(self) -> None:
        self._shut()
        sweep(self._folder)


def _require_whole(name: str, torn: set[str]) -> None:
    if name in torn:
        raise VectorIndexBroken("its writer died")


def _get(client: "Client", name: str) -> "Collection":
    return client.get_collection(name, embedding_function=None)


@contextmanager
def _broken() -> Iterator[None]:
    """Let every failure of Chroma and of its files come out as VectorIndexBroken."""
    try:
        yield
    except BaseException as error:  # a panic in Chroma's Rust part is no Exception
        library = type(error).__module__.partition(".")[0]
        if isinstance(error, (sqlite3.Error, struct.error, OSError)) or library in ("chromadb", "pyo3_runtime"):
            raise VectorIndexBroken(type(error).__name__) from error
        raise
