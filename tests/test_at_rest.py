"""What the suite keeps is for its owner alone, whatever the mask of the one who starts it."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from minigiants import at_rest
from minigiants.retrieval import Library
from minigiants.services import open_store
from minigiants.settings import Settings
from tests.retrieval.making import WordEmbeddings, put


@pytest.fixture(autouse=True)
def everybody_may_read() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.lstat().st_mode))


def test_originals_index_and_database_are_made_private_by_themselves(tmp_path: Path) -> None:
    library = Library(tmp_path / "new" / "index", WordEmbeddings())
    put(library, "letters.txt", "The rent is due on the first.")
    library.close()
    open_store(Settings(home=tmp_path / "new")).close()

    places = [tmp_path / "new", *(tmp_path / "new").glob("*"), *(tmp_path / "new" / "index" / "originals").rglob("*")]

    assert {mode(place) for place in places if place.is_dir()} == {"0o700"}
    assert {mode(place) for place in places if place.is_file() and place.suffix != ".lock"} == {"0o600"}


def test_all_below_the_home_of_a_process_that_began_as_ours_do_is_private(tmp_path: Path) -> None:
    with at_rest.owner_alone():
        library = Library(tmp_path / "home2" / "index", WordEmbeddings())
        put(library, "letters.txt", "The rent is due on the first.")
        assert library.search("rent", collection="demo")
        library.close()
        open_store(Settings(home=tmp_path / "home2")).close()

    assert at_rest.open_to_others(tmp_path / "home2") == []


def test_a_command_leaves_nothing_that_others_may_read(tmp_path: Path) -> None:
    program = "import os, sys\nos.umask(0)\nfrom minigiants.cli import main\nmain(['rate', 'campaign'])"
    environment = os.environ | {"MINIGIANTS_HOME": str(tmp_path / "own")}

    subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)

    assert (tmp_path / "own" / "minigiants.db").is_file()
    assert at_rest.open_to_others(tmp_path / "own") == []


def test_what_was_open_to_others_is_closed_when_it_is_next_used(tmp_path: Path) -> None:
    folder, file = tmp_path / "kept", tmp_path / "kept" / "file"
    folder.mkdir()
    file.write_text("x")
    assert at_rest.open_to_others(folder) == [folder, file]

    at_rest.private_file(at_rest.private_folder(folder) / "file")

    assert at_rest.open_to_others(folder) == []
    assert file.read_text() == "x"
