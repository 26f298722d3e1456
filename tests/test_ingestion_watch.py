"""A collection follows a folder: new, changed and removed files, and nothing else."""

from pathlib import Path

import pytest

from minigiants.ingestion import Watch, ingest
from minigiants.privacy import Funnel, Rules, load_policy
from minigiants.retrieval import Library
from tests.retrieval.making import found

pytestmark = pytest.mark.usefixtures("warm_reader")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "birds.txt").write_text("The pelican eats fish.")
    return made


def looked(watch: Watch) -> list[tuple[str, str]]:
    return [(report.name, report.status) for report in watch.look()]


def test_only_what_changed_is_taken_in_again(library: Library, folder: Path) -> None:
    watch = Watch(library, folder, collection="demo")
    first, second = looked(watch), looked(watch)
    (folder / "birds.txt").write_text("The flamingo is pink.")

    assert (first, second, looked(watch)) == ([("birds.txt", "added")], [], [("birds.txt", "replaced")])
    assert found(library, "flamingo") == ["birds.txt"]


def test_a_file_that_is_gone_leaves_and_what_others_brought_stays(library: Library, folder: Path) -> None:
    list(ingest(library, [("own.txt", b"The heron waits.")], collection="demo"))
    watch = Watch(library, folder, collection="demo")
    looked(watch)
    (folder / "birds.txt").unlink()

    assert looked(watch) == []
    assert [info.name for info in library.documents("demo")] == ["own.txt"]


def test_a_folder_that_cannot_be_seen_removes_nothing(library: Library, folder: Path) -> None:
    watch = Watch(library, folder, collection="demo")
    looked(watch)
    folder.rename(folder.with_name("elsewhere"))

    assert looked(watch) == []
    assert [info.name for info in library.documents("demo")] == ["birds.txt"]


def test_what_left_while_nobody_looked_is_removed_after_a_restart(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    (folder / "fish.txt").write_text("The trout is quick.")
    looked(Watch(library, folder, collection="demo", home=tmp_path))
    (folder / "birds.txt").unlink()

    again = Watch(library, folder, collection="demo", home=tmp_path)

    assert looked(again) == []
    assert [info.name for info in library.documents("demo")] == ["fish.txt"]


def test_a_share_that_is_not_mounted_after_a_restart_removes_nothing(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    looked(Watch(library, folder, collection="demo", home=tmp_path))
    (folder / "birds.txt").rename(tmp_path / "birds.txt")
    again = Watch(library, folder, collection="demo", home=tmp_path)

    assert looked(again) == []
    assert [info.name for info in library.documents("demo")] == ["birds.txt"]
    (tmp_path / "birds.txt").rename(folder / "birds.txt")
    assert looked(again) == []


def test_a_memory_that_cannot_be_read_only_costs_a_look(library: Library, folder: Path, tmp_path: Path) -> None:
    looked(Watch(library, folder, collection="demo", home=tmp_path))
    [memory] = (tmp_path / "watch").iterdir()
    memory.write_text('{"a": [1]}')

    assert looked(Watch(library, folder, collection="demo", home=tmp_path)) == [("birds.txt", "unchanged")]


def test_a_file_that_cannot_be_opened_is_told_once_and_stops_no_other(library: Library, folder: Path) -> None:
    (folder / "a.txt").symlink_to(folder / "a.txt")
    watch = Watch(library, folder, collection="demo")

    assert looked(watch) == [("a.txt", "failed"), ("birds.txt", "added")]
    assert looked(watch) == []
    (folder / "a.txt").unlink()
    (folder / "a.txt").write_text("The trout is quick.")
    assert looked(watch) == [("a.txt", "added")]


def test_a_collection_that_was_deleted_is_filled_again_after_a_restart(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    looked(Watch(library, folder, collection="demo", home=tmp_path))
    library.delete("demo")

    assert looked(Watch(library, folder, collection="demo", home=tmp_path)) == [("birds.txt", "added")]


def test_a_new_version_replaces_the_old_one_where_names_hold_personal_data(library: Library, folder: Path) -> None:
    (folder / "birds.txt").rename(folder / "zebulon.quick@example.com.txt")
    funnel = Funnel(Rules(policy=load_policy("redact"), where=frozenset({"index"})))
    watch = Watch(library, folder, collection="demo", funnel=funnel)
    looked(watch)
    (folder / "zebulon.quick@example.com.txt").write_text("The flamingo is pink.")
    looked(watch)

    assert len(library.documents("demo")) == 1
    assert found(library, "flamingo")
