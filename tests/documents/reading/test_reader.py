"""A file is read in a process of its own; what it does there costs that file only."""

import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from minigiants.documents import FileReader, Limits, Unreadable, picture, read, shown_name, split
from tests.documents.making import pdf, written


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    with FileReader(Limits(seconds=20, megabytes=400, pages=30, passages=40)) as shared:
        yield shared


@pytest.fixture
def workers() -> Callable[[], set[int]]:
    """Return what lists the processes that the test has started."""
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    return lambda: {process.pid for process in psutil.Process().children(recursive=True)} - before


def many_pages(count: int) -> bytes:
    """Return a PDF of a few hundred bytes that says it has `count` pages."""
    kids = b"3 0 R " * 2
    objects = (
        b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Count %d/Kids[%s]>> endobj\n"
        % (count, kids)
        + b"3 0 obj <</Type/Pages/Count %d/Kids[4 0 R]/Parent 2 0 R>> endobj\n" % (count // 2)
        + b"4 0 obj <</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>> endobj\n"
    )
    return b"%PDF-1.4\n" + objects + b"trailer <</Root 1 0 R>>\n%%EOF"


def swollen(megabytes: int) -> bytes:
    """Return a small PDF whose page unpacks to `megabytes` of drawing."""
    lines = b"0 0 m 1 1 l S\n" * 70_000
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(lines) + packer.flush(zlib.Z_FULL_FLUSH)  # unpacks by itself, so that it is packed once
    checksum = 1
    for _ in range(megabytes):
        checksum = zlib.adler32(lines, checksum)
    content = b"\x78\xda" + block * megabytes + packer.flush() + checksum.to_bytes(4, "big")
    return (
        b"%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>> endobj\n"
        b"4 0 obj <</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream endobj\n"
        b"trailer <</Root 1 0 R>>\n%%%%EOF" % (len(content), content)
    )


def test_a_document_and_its_passages_are_those_that_are_read_here(reader: FileReader) -> None:
    data = pdf(written("The tenant pays the rent.", "It is due on 1 May."), written("The deposit is 900 pounds."))
    pages: list[tuple[int, int]] = []

    document = reader.read(data, "lease.pdf", on_page=lambda done, total: pages.append((done, total)))

    assert document == read(data, "lease.pdf")
    assert reader.split(document) == split(document)
    assert pages == [(1, 2), (2, 2)]


def test_a_document_that_was_changed_since_is_cut_as_it_is_now(reader: FileReader) -> None:
    document = reader.read(b"The rent is due on 1 May.", "a.txt")
    other = read(b"The deposit is 900 pounds.", "b.txt")

    assert [passage.text for passage in reader.split(other)] == ["The deposit is 900 pounds."]
    assert [passage.text for passage in reader.split(document)] == ["The rent is due on 1 May."]


def test_a_page_is_drawn_as_here(reader: FileReader) -> None:
    data = pdf(written("The tenant pays the rent."))

    assert reader.picture(data, 1, [(4, 10)], width=300) == picture(data, 1, [(4, 10)], width=300)
    with pytest.raises(IndexError, match="no page 7"):
        reader.picture(data, 7, [])


def test_what_no_reader_takes_is_refused_with_its_reason(reader: FileReader) -> None:
    with pytest.raises(Unreadable) as error:
        reader.read(b"", "a.txt")

    assert error.value.reason == "empty"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (many_pages(1_000_000), "1,000,000 pages, more than 30"),
        (b"\n\n".join(b"The rent of flat %d is due. " % n * 30 for n in range(90)), "passages, more than 40"),
        (swollen(800), "was stopped"),
    ],
    ids=["pages", "passages", "memory"],
)
def test_a_limit_is_told_in_a_sentence(reader: FileReader, data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as error:
        reader.split(reader.read(data, "a.pdf" if data.startswith(b"%PDF") else "a.txt"))

    assert error.value.reason == "too large"
    assert reader.read(b"The next file is read.", "b.txt").pages[0].text == "The next file is read."


def test_a_file_longer_than_allowed_is_not_even_sent(workers: Callable[[], set[int]]) -> None:
    reader = FileReader(Limits(file_megabytes=0.001))

    with pytest.raises(Unreadable, match=r"more than 0\.001 MB"):
        reader.read(b"a" * 2000, "a.txt")

    assert not workers()


@pytest.mark.slow
def test_what_takes_too_long_is_ended_and_the_next_file_is_read(workers: Callable[[], set[int]]) -> None:
    with FileReader(Limits(seconds=0.2)) as reader:
        started = time.monotonic()
        with pytest.raises(Unreadable, match=r"over 0\.2 seconds"):
            reader.read(swollen(300), "a.pdf")
        reader.limits = Limits()
        assert reader.read(b"The next file is read.", "b.txt").pages[0].text == "The next file is read."
        assert time.monotonic() - started < 60

    assert not workers()


def test_a_process_that_dies_is_told_and_another_takes_its_place(workers: Callable[[], set[int]]) -> None:
    with FileReader() as reader:
        reader.read(b"The first file is read.", "a.txt")
        (worker,) = workers()
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(Unreadable, match="signal 9"):
            reader.read(b"The second one is lost.", "b.txt")
        assert reader.read(b"The third one is read.", "c.txt").pages[0].text == "The third one is read."

    assert not workers()


def test_a_caller_may_stop_the_reading_and_no_process_stays(workers: Callable[[], set[int]]) -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with FileReader() as reader, pytest.raises(InterruptedError):
        reader.read(pdf(written("One.")), "a.pdf", on_page=stop)

    assert not workers()


@pytest.mark.slow
def test_a_killed_program_leaves_no_reading_process(tmp_path: Path) -> None:
    program = (
        "from minigiants.documents import FileReader\n"
        "from pathlib import Path\n"
        "FileReader().read(Path('swollen.pdf').read_bytes(), 'a.pdf', on_page=print)\n"
    )
    (tmp_path / "swollen.pdf").write_bytes(swollen(400))
    source = str(Path(__file__).parents[3] / "core")
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path, env=os.environ | {"PYTHONPATH": source})
    try:
        while not (left := psutil.Process(parent.pid).children()):
            time.sleep(0.02)
        while left[0].memory_info().rss < 150_000_000:  # it is at the page
            time.sleep(0.02)
    finally:
        parent.kill()
        parent.wait()

    assert psutil.wait_procs(left, timeout=10)[1] == []


def test_a_parsers_own_words_are_not_passed_on(reader: FileReader) -> None:
    data = b"<html><body>" + b"<div>" * 3000 + b"Zebulon Quick has diabetes." + b"</div>" * 3000

    try:
        reader.read(data, "a.html")
    except Unreadable as error:
        assert "Zebulon" not in error.message


def test_a_name_that_was_escaped_before_keeps_its_marks(reader: FileReader) -> None:
    name = shown_name("a\nb\x1b[31m.txt")

    assert reader.read(b"The rent is due monthly.", name).name == name
    assert reader.read(b"The rent is due monthly.", "a\nb\x1b[31m.txt").name == name
