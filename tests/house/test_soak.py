"""What is smaller for every day is listed with its reason and run whole by `make soak`; so are the long files."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def soaked() -> set[str]:
    """Return the files with a test that has a whole size."""
    files = (ROOT / "tests").rglob("test_*.py")
    mark = "@pytest.mark." + "soak"
    return {file.relative_to(ROOT).as_posix() for file in files if mark in file.read_text("utf-8")}


def test_the_page_for_contributors_lists_each_file_that_has_a_whole_size() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

    assert set(re.findall(r"^\| `(tests/\S+\.py)` \|", page, re.MULTILINE)) == soaked() != set()


def test_make_soak_looks_where_they_are() -> None:
    places = re.search(r"^SOAKED := (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert places

    assert [file for file in soaked() if not file.startswith(tuple(places[1].split()))] == []


def test_a_file_whose_seconds_are_told_is_there() -> None:
    seconds = tomllib.loads((ROOT / "tests" / "seconds.toml").read_text("utf-8"))["files"]

    assert [file for file in seconds if not (ROOT / file).is_file()] == []
