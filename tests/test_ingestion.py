"""Files on the disk and uploads become documents, each with its own report."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from minigiants.documents import FileReader, Limits
from minigiants.ingestion import FileReport, Stage, ingest, named
from minigiants.retrieval import EmbeddingMismatch, Library
from tests.retrieval.making import WordEmbeddings, found

pytestmark = pytest.mark.usefixtures("warm_reader")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "sub" / ".hidden").mkdir(parents=True)
    (folder / "b.md").write_text("# Birds\n\nThe pelican eats fish.\n")
    (folder / "sub" / "a.txt").write_text("The flamingo is pink.")
    (folder / "empty.txt").write_text("")
    (folder / ".secret.txt").write_text("not for you")
    (folder / "sub" / ".hidden" / "c.txt").write_text("not for you")
    return folder


def bring(library: Library, *sources: Path | tuple[str, bytes]) -> dict[str, FileReport]:
    return {report.name: report for report in ingest(library, sources, collection="demo")}


def test_a_folder_is_gone_through_and_a_bad_file_stops_nothing(library: Library, files: Path) -> None:
    reports = bring(library, files)

    assert {name: report.status for name, report in reports.items()} == {
        "b.md": "added",
        "empty.txt": "failed",
        "sub/a.txt": "added",
    }
    assert "empty" in reports["empty.txt"].reason
    assert (reports["b.md"].pages, reports["b.md"].passages) == (1, 1)
    assert found(library, "flamingo")[0] == "sub/a.txt"


def test_a_path_that_is_not_there_is_one_of_the_failures(library: Library, files: Path) -> None:
    reports = bring(library, files / "gone.pdf", files / "b.md")

    assert [report.status for report in reports.values()] == ["failed", "added"]
    assert "no such file" in reports["gone.pdf"].reason


def test_an_upload_is_added_then_unchanged_then_replaced(library: Library) -> None:
    outcomes = [
        bring(library, ("a.txt", content))["a.txt"].status for content in (b"one pelican", b"one pelican", b"two")
    ]

    assert outcomes == ["added", "unchanged", "replaced"]


def test_a_version_that_cannot_be_read_does_not_harm_the_one_before(library: Library) -> None:
    bring(library, ("a.txt", b"one pelican"))

    report = bring(library, ("a.txt", b""))["a.txt"]

    assert (report.status, report.notes) == ("failed", ("The version that was here before stays.",))
    assert found(library, "pelican") == ["a.txt"]


def test_what_an_older_version_read_is_read_anew_under_all_its_names(library: Library) -> None:
    content = b"Bird,Legs\nPelican,2\nFlamingo,1\n"
    bring(library, ("a.csv", content), ("b.csv", content))
    with library._registry.writing() as db:  # as a version before left it
        db.execute("UPDATE documents SET reader = 0")
        db.execute("DELETE FROM tables")

    report = bring(library, ("b.csv", content))["b.csv"]

    (info,) = library.documents("demo")
    assert (report.status, report.tables) == ("replaced", 1)
    assert (info.name, info.other_names, info.tables) == ("a.csv", ("b.csv",), 1)
    assert found(library, "pelican") == ["a.csv"]
    assert bring(library, ("b.csv", content))["b.csv"].status == "unchanged"


def test_the_same_content_twice_is_said(library: Library) -> None:
    reports = bring(library, ("a.txt", b"one pelican"), ("b.txt", b"one pelican"))

    assert reports["b.txt"].notes == ("Same content as 'a.txt': it is searched once, under that name.",)


def test_files_of_the_same_name_in_different_folders_are_both_kept(tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "report.txt").write_text(year)
    sources = [tmp_path / "2023" / "report.txt", tmp_path / "2024"]

    assert [name for name, _ in named(sources)] == ["2023/report.txt", "2024/report.txt"]


def test_a_file_given_twice_is_taken_once(files: Path) -> None:
    assert [name for name, _ in named([files / "sub", files / "sub" / "a.txt"])] == ["a.txt"]


def test_progress_goes_through_the_stages_of_each_file(library: Library) -> None:
    seen: list[tuple[str, Stage, int, int]] = []

    list(ingest(library, [("a.txt", b"one")], collection="demo", on_progress=lambda *step: seen.append(step)))

    assert [(name, stage) for name, stage, _, _ in dict.fromkeys((n, s, 0, 0) for n, s, *_ in seen)] == [
        ("a.txt", "read"),
        ("a.txt", "embed"),
        ("a.txt", "index"),
    ]
    assert seen[-1] == ("a.txt", "index", 1, 1)


@pytest.mark.parametrize("when", ["read", "embed", "index"])
def test_what_the_callback_raises_ends_it_with_nothing_half(library: Library, when: str) -> None:
    class Stop(Exception):  # noqa: N818 - what happened
        pass

    def stop(name: str, stage: Stage, done: int, total: int) -> None:
        if (name, stage) == ("b.txt", when) and done < total + (when != "index"):
            raise Stop

    reports = []
    with pytest.raises(Stop):
        for report in ingest(
            library, [("a.txt", b"one"), ("b.txt", b"two"), ("c.txt", b"three")], collection="demo", on_progress=stop
        ):
            reports.append(report.name)

    assert reports == ["a.txt"]
    assert [info.name for info in library.documents("demo")] == ["a.txt"]


def test_closing_the_iterator_ends_it(library: Library) -> None:
    reports = ingest(library, [("a.txt", b"one"), ("b.txt", b"two")], collection="demo")

    next(reports)
    assert isinstance(reports, Generator)
    reports.close()

    assert [info.name for info in library.documents("demo")] == ["a.txt"]


def test_another_embedding_model_is_refused_before_the_first_file(tmp_path: Path, library: Library) -> None:
    bring(library, ("a.txt", b"one"))
    other = WordEmbeddings("other", 32)

    with pytest.raises(EmbeddingMismatch):
        list(ingest(Library(tmp_path / "index", other), [("b.txt", b"two")], collection="demo"))
    assert other.embedded == []


def test_what_is_no_file_or_has_no_proper_name_is_told_and_the_others_go_on(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    os.mkfifo(folder / "a-pipe.txt")
    (folder / "b-zero.txt").symlink_to("/dev/zero")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("The heron waits.")
    (folder / "d.txt: added\ne.txt").write_text("The trout is quick.")

    reports = {report.name: report for report in ingest(library, [folder], collection="demo")}

    assert {name: report.status for name, report in reports.items()} == {
        "a-pipe.txt": "failed",
        "b-zero.txt": "failed",
        "caf\\xe9.txt": "added",
        "d.txt: added\\ne.txt": "added",
    }
    assert "a pipe" in reports["a-pipe.txt"].reason
    assert "a device" in reports["b-zero.txt"].reason


def test_a_limit_of_the_reader_fails_one_file_only(library: Library) -> None:
    long = "\f".join(f"Page {number} of the file." for number in range(9)).encode()
    many = b"\n\n".join(b"The rent of flat %d is due. " % n * 40 for n in range(9))
    with FileReader(Limits(passages=5)) as reader:
        files = [("many.txt", many), ("few.txt", long)]
        reports = list(ingest(library, files, collection="demo", reader=reader))

    assert [report.status for report in reports] == ["failed", "added"]
    assert "passages, more than 5" in reports[0].reason
