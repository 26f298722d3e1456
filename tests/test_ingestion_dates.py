"""A document keeps the date of its content: the one it states, else its file's; an upload without one has none."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minigiants.documents import read, written
from minigiants.ingestion import Source, ingest
from minigiants.privacy import Funnel, Rules, load_policy
from minigiants.retrieval import Library
from tests.retrieval.making import WordEmbeddings

pytestmark = pytest.mark.usefixtures("warm_reader")

MATTER = b"---\ntitle: Returns\nupdated: 2021-03-04\n---\n\nThirty days.\n"


def dates(library: Library) -> dict[str, datetime | None]:
    return {info.name: info.written for info in library.documents("demo")}


def day(year: int, month: int, date: int) -> datetime:
    return datetime(year, month, date, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (MATTER, day(2021, 3, 4)),
        (MATTER.replace(b"\n", b"\r\n"), day(2021, 3, 4)),
        (b"+++\ndate = 2020-01-02\n+++\nText", day(2020, 1, 2)),
        (b"---\ndate: 2020-01-02\nlastmod: '2022/05/06' # again\n---\nText", day(2022, 5, 6)),
        (b"---\ndate: soon\n---\nText", None),
        (b"updated: 2021-03-04\n", None),
        (b"Text\n---\nupdated: 2021-03-04\n---\n", None),
        (b"<html><meta content='2023-05-06' property='article:modified_time'>", day(2023, 5, 6)),
        (b"<html><meta name=description content='2023-05-06'>", None),
        (b"%PDF-1.7 \xff\xfe", None),
    ],
)
def test_what_a_document_says_of_its_date(data: bytes, found: datetime | None) -> None:
    assert written(data) == found


def test_of_a_front_matter_the_title_alone_is_read() -> None:
    assert read(MATTER, "a.md").pages[0].text == "Returns\n\nThirty days."
    assert read(b"---\n\nA rule, then words.\n", "b.md").pages[0].text == "A rule, then words."
    assert "Between rules" in read(b"---\nBetween rules.\n---\nWords.\n", "c.md").pages[0].text


def test_a_stated_date_counts_before_the_files_and_an_upload_without_one_has_none(
    library: Library, tmp_path: Path
) -> None:
    for name, data in (("stated.md", MATTER), ("silent.md", b"Silent.")):
        (tmp_path / name).write_bytes(data)
        os.utime(tmp_path / name, (0, day(2019, 8, 7).timestamp()))

    sources: list[Source] = [
        tmp_path / "stated.md",
        tmp_path / "silent.md",
        ("upload.md", b"Upload."),
        ("u.md", MATTER + b"More."),
    ]
    list(ingest(library, sources, collection="demo"))

    assert dates(library) == {
        "stated.md": day(2021, 3, 4),
        "silent.md": day(2019, 8, 7),
        "upload.md": None,
        "u.md": day(2021, 3, 4),
    }


def test_where_personal_data_is_taken_out_no_date_is_kept(library: Library) -> None:
    funnel = Funnel(Rules(policy=load_policy("redact"), where=frozenset({"index"})))

    list(ingest(library, [("a.md", MATTER)], collection="demo", funnel=funnel))

    assert list(dates(library).values()) == [None]


def test_an_index_from_before_is_opened_and_learns_the_date_with_the_next_look(tmp_path: Path) -> None:
    first = Library(tmp_path / "index", WordEmbeddings())
    list(ingest(first, [("a.md", MATTER)], collection="demo"))
    first.close()
    with sqlite3.connect(tmp_path / "index" / "index.db") as db:
        db.execute("ALTER TABLE documents DROP COLUMN written")
    db.close()

    again = Library(tmp_path / "index", WordEmbeddings())
    before = dates(again)
    [report] = ingest(again, [("a.md", MATTER)], collection="demo")
    after = dates(again)
    again.close()

    assert (before, report.status, after) == ({"a.md": None}, "unchanged", {"a.md": day(2021, 3, 4)})
