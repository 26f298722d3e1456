"""What is removed is gone from the disk: text, names, ids and vectors."""

from pathlib import Path

import numpy as np
import pytest

from minigiants.retrieval import Library
from minigiants.retrieval._leftovers import HEADER, blank
from tests.retrieval.making import WordEmbeddings, found, holds_vector, put, raw

SECRET = "zanzibarquux"
MARKERS = [SECRET.encode(), b"secretname", b"secrethead"]


def traces(folder: Path, document_id: str, embeddings: WordEmbeddings) -> list[str]:
    """List what still tells of the secret document, with the file that does."""
    (vector,) = embeddings.vectors([f"secrethead\nabout {SECRET} only"])
    left = []
    for path, content in raw(folder).items():
        low = content.lower()
        left += [f"{marker!r} in {path}" for marker in [*MARKERS, document_id[:16].encode()] if marker in low]
        left += [f"id in the name {path}"] if document_id in path else []
        left += [f"vector in {path}"] if holds_vector(content, vector) else []
    return left


def put_secret(library: Library) -> str:
    for i in range(12):
        put(library, f"{i}.txt", f"harmless words number{i}")
    document_id, _ = put(library, "secretname.txt", f"about {SECRET} only", heading="secrethead")
    put(library, "last.txt", "more harmless words")
    return document_id


def test_the_traces_are_there_before(folder: Path, library: Library, embeddings: WordEmbeddings) -> None:
    left = traces(folder, put_secret(library), embeddings)

    assert any(line.startswith("vector in vectors/") for line in left)
    assert any(SECRET in line and "index.db" in line for line in left)
    assert any(line.startswith("id in the name originals/") for line in left)


def test_a_removed_document_leaves_no_trace(folder: Path, library: Library, embeddings: WordEmbeddings) -> None:
    document_id = put_secret(library)

    library.remove("demo", document_id)

    assert traces(folder, document_id, embeddings) == []
    assert len(found(library, "harmless words")) == 10


def test_a_replaced_document_leaves_no_trace(folder: Path, library: Library, embeddings: WordEmbeddings) -> None:
    document_id = put_secret(library)
    put(library, "kept.txt", "kept")

    library.remove_name("demo", "kept.txt")
    put(library, "secretname.txt", "nothing to hide")

    left = traces(folder, document_id, embeddings)
    assert [line for line in left if "secretname" not in line] == []


def test_a_deleted_collection_leaves_no_trace(folder: Path, library: Library, embeddings: WordEmbeddings) -> None:
    put(library, "other.txt", "harmless words", collection="other")
    document_id = put_secret(library)

    library.delete("demo")

    assert traces(folder, document_id, embeddings) == []
    assert found(library, "harmless", "other") == ["other.txt"]


def test_the_unused_places_of_a_graph_are_blank(folder: Path, library: Library) -> None:
    dirt = [np.full(4096, 7.0, dtype=np.float32) for _ in range(200)]
    del dirt  # memory that Chroma may get again, and would write as it is

    put(library, "one.txt", "harmless words")

    for header in folder.rglob("header.bin"):
        _, _, places, taken, size = HEADER.unpack_from(header.read_bytes())
        assert places > taken
        assert not any(header.with_name("data_level0.bin").read_bytes()[taken * size :])
        assert not any(header.with_name("length.bin").read_bytes()[taken * 4 :])


def test_blanking_spares_what_is_used(tmp_path: Path) -> None:
    segment = tmp_path / "segment"
    segment.mkdir()
    (segment / "header.bin").write_bytes(HEADER.pack(1, 0, 4, 1, 6))
    (segment / "data_level0.bin").write_bytes(b"x" * 24)
    (segment / "length.bin").write_bytes(b"y" * 16)

    blank(tmp_path, {})

    assert (segment / "data_level0.bin").read_bytes() == b"x" * 6 + bytes(18)
    assert (segment / "length.bin").read_bytes() == b"y" * 4 + bytes(12)


@pytest.mark.parametrize("rounds", [3])
def test_the_nearest_are_still_found_after_many_removals(library: Library, rounds: int) -> None:
    for number in range(rounds):
        put(library, "many.txt", *[f"round{number} item{i} thing{i}" for i in range(60)])

    for i in range(0, 60, 7):
        hits = library.search(f"round{rounds - 1} item{i} thing{i}", collection="demo")
        assert (hits[0].passage.page, hits[0].similarity_rank) == (i + 1, 1)
