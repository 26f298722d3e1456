"""Several threads and several processes on one folder."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from minigiants.retrieval import Library, LibraryBusy
from minigiants.retrieval._locks import WriteLock
from tests.retrieval.adding import often_to_disk
from tests.retrieval.making import WordEmbeddings, found, put
from tests.retrieval.test_interruption import assert_whole, start


def finish(folder: Path, work: str, first: int, count: int) -> None:
    output, errors = start(folder, work, first, count).communicate(timeout=180)
    assert "failed" not in output
    assert errors == ""


@pytest.mark.slow
def test_what_another_process_adds_and_removes_is_seen(folder: Path, library: Library) -> None:
    often_to_disk()
    put(library, "0.txt", "here before")
    assert found(library, "here before") == ["0.txt"]

    finish(folder, "add", 1, 10)
    hit = library.search("marker10x2 filler10x2", collection="demo")[0]
    assert (hit.passage.document, hit.similarity_rank, hit.text_rank) == ("10.txt", 1, 1)

    put(library, "mine.txt", "added in between")
    finish(folder, "remove", 1, 9)
    assert [info.name for info in library.documents("demo")] == ["0.txt", "10.txt", "mine.txt"]
    hits = library.search("marker10x2 in between", collection="demo")
    assert {hit.passage.document for hit in hits} == {"0.txt", "10.txt", "mine.txt"}
    assert all(hit.similarity_rank for hit in hits)


@pytest.mark.slow
def test_two_processes_add_while_a_third_searches(folder: Path, library: Library) -> None:
    often_to_disk()
    library.create("demo")
    writers = [start(folder, "add", first, 8) for first in (0, 8)]
    searches = 0
    while any(writer.poll() is None for writer in writers):
        found(library, "marker3x1 filler3x1")
        searches += 1

    for writer in writers:
        output, errors = writer.communicate()
        assert (errors, "failed" in output) == ("", False)
    assert searches > 0
    assert_whole(library, folder, {f"{number}.txt" for number in range(16)})


def test_many_threads_share_a_library(library: Library) -> None:
    put(library, "start.txt", "pelican start")

    with ThreadPoolExecutor(8) as pool:
        added = [pool.submit(put, library, f"{i}.txt", f"pelican number{i} number{i}") for i in range(8)]
        seen = [pool.submit(found, library, f"pelican number{i % 8}") for i in range(24)]
        assert {future.result()[1] for future in added} == {"added"}
        assert all("start.txt" in future.result() for future in seen)

    assert [found(library, f"number{i}")[0] for i in range(8)] == [f"{i}.txt" for i in range(8)]


def test_the_same_file_added_at_once_is_indexed_once(library: Library) -> None:
    with ThreadPoolExecutor(4) as pool:
        outcomes = [pool.submit(put, library, "a.txt", "the pelican") for _ in range(4)]

    assert sorted(future.result()[1] for future in outcomes) == ["added", "unchanged", "unchanged", "unchanged"]
    assert len(library.search("pelican", collection="demo")) == 1


def test_who_waits_too_long_for_a_writer_is_told(folder: Path) -> None:
    library = Library(folder, WordEmbeddings(), wait_seconds=0.2)
    held, done = threading.Event(), threading.Event()

    def write() -> None:
        with WriteLock(folder / "write.lock", seconds=1).held():
            held.set()
            done.wait(10)

    writer = threading.Thread(target=write)
    writer.start()
    held.wait(10)
    try:
        with pytest.raises(
            LibraryBusy, match=rf"writing .* seconds, process {os.getpid()} \(.*\) on .*, since .*: wait"
        ):
            put(library, "a.txt", "some words")
    finally:
        done.set()
        writer.join()
    assert put(library, "a.txt", "some words")[1] == "added"
    library.close()


def test_a_lock_is_given_back_though_the_holders_name_cannot_be_removed(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    name = folder / "write.lock.holder"
    with WriteLock(folder / "write.lock", seconds=1).held():
        name.unlink()
        name.mkdir()

    with WriteLock(folder / "write.lock", seconds=1).tried() as free:
        assert free


def test_two_libraries_of_one_process_see_each_other(folder: Path, library: Library) -> None:
    other = Library(folder, WordEmbeddings())
    put(library, "a.txt", "the pelican")

    assert found(other, "pelican") == ["a.txt"]
    other.close()
    assert found(library, "pelican") == ["a.txt"]
