"""Nothing finished is lost and nothing half-done is left, whatever happens to the process or the disk."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from minigiants.ingestion import ingest
from minigiants.retrieval import Library
from tests.retrieval.adding import PARAGRAPHS, content, often_to_disk, sources
from tests.retrieval.making import WordEmbeddings, found, put
from tests.soak import sized

ROOT = Path(__file__).resolve().parents[2]
FILES, KILLS = sized(12, 30), sized(2, 5)
CROWD = 30
"""Files that do not all fit on the disk that is full."""


def start(folder: Path, work: str, first: int, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.retrieval.adding", str(folder), work, str(first), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def assert_whole(library: Library, folder: Path, finished: set[str]) -> None:
    """Check that each document is there completely, in both indexes, and that nothing else is on the disk."""
    there = library.documents("demo")
    assert finished <= {info.name for info in there}
    for info in there:
        number = int(info.name.removesuffix(".txt"))
        assert library.original("demo", info.id) == content(number)
        assert info.passages == PARAGRAPHS
        for part in range(PARAGRAPHS):
            hit = library.search(f"marker{number}x{part} filler{number}x{part}", collection="demo")[0]
            assert (hit.passage.document, hit.text_rank) == (info.name, 1)
            assert hit.similarity_rank is not None
    kept = [f for f in (folder / "originals").rglob("*") if f.is_file()]
    assert sorted(f.name for f in kept) == sorted(info.id for info in there)


@pytest.mark.slow
@pytest.mark.soak
def test_killing_an_ingestion_at_any_moment_loses_no_finished_file_and_leaves_no_half_one(folder: Path) -> None:
    moments = random.Random(7)
    finished: set[str] = set()
    often_to_disk()
    for _ in range(KILLS):
        process = start(folder, "add", 0, FILES)
        assert process.stdout is not None
        for _ in range(moments.randrange(1, 8)):
            finished.add(process.stdout.readline().strip())
        time.sleep(moments.random() * 0.3)
        process.kill()
        finished |= {line for line in process.communicate()[0].split("\n") if line.endswith(".txt")}
        finished = {name for name in finished if name.endswith(".txt")}

        library = Library(folder, WordEmbeddings())
        library.create("demo")
        assert_whole(library, folder, finished)
        library.close()

    library = Library(folder, WordEmbeddings())
    reports = list(ingest(library, sources(0, FILES), collection="demo"))
    assert {report.status for report in reports} <= {"added", "unchanged"}
    assert_whole(library, folder, {f"{number}.txt" for number in range(FILES)})
    library.close()


@pytest.mark.slow
def test_killing_a_removal_at_any_moment_leaves_whole_documents_only(folder: Path) -> None:
    often_to_disk()
    library = Library(folder, WordEmbeddings())
    list(ingest(library, sources(0, 8), collection="demo"))
    for first, delay in ((0, 0.05), (1, 0.3)):
        process = start(folder, "remove", first, 5)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.kill()
        process.communicate()

        assert_whole(library, folder, {"6.txt", "7.txt"})
        if "1.txt" not in {info.name for info in library.documents("demo")}:
            break
    library.close()


@pytest.mark.slow
def test_a_full_disk_fails_the_file_in_one_sentence_and_leaves_nothing_half(folder: Path) -> None:
    process = start(folder, "crowd", 0, CROWD)
    output, errors = process.communicate(timeout=120)

    lines = output.splitlines()[1:]
    finished = {line for line in lines if line.endswith(".txt")}
    refused = [line for line in lines if line.startswith("failed: cannot write the index in")]
    assert process.returncode == 0, errors[-2000:]
    assert len(finished) + len(refused) == CROWD
    assert refused
    library = Library(folder, WordEmbeddings())
    assert_whole(library, folder, finished)
    list(ingest(library, sources(0, CROWD), collection="demo"))
    assert_whole(library, folder, {f"{number}.txt" for number in range(CROWD)})
    library.close()


@pytest.mark.parametrize("file", ["data_level0.bin", "header.bin", "index_metadata.pickle"])
def test_a_vector_index_that_misses_a_file_is_built_again(folder: Path, library: Library, file: str) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(library, name, f"the {name} pelican {name}", f"{name} flamingo")
    library.remove_name("demo", "c.txt")
    library.close()
    (graph,) = (folder / "vectors").rglob(file)
    graph.unlink()

    again = Library(folder, WordEmbeddings())

    assert sorted(found(again, "pelican")[:2]) == ["a.txt", "b.txt"]
    assert all(hit.similarity_rank for hit in again.search("pelican", collection="demo"))
    again.close()


def test_a_vector_index_that_is_gone_is_built_again(folder: Path, library: Library) -> None:
    put(library, "a.txt", "the pelican")
    library.close()
    for file in (folder / "vectors").rglob("*"):
        if file.is_file():
            file.write_bytes(b"not a database at all")

    again = Library(folder, WordEmbeddings())
    (hit,) = again.search("pelican", collection="demo")

    assert (hit.similarity_rank, hit.text_rank) == (1, 1)
    again.close()
