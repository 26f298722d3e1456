"""A language's lists stand one entry a line, sorted, so that a change to them can be reviewed."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

import minigiants
from minigiants.language import MONTHS, TITLES, any_of, month_of, word_table

CORE = Path(minigiants.__file__).parent
LISTS = sorted((CORE / "language").rglob("*.toml")) + sorted((CORE / "privacy").rglob("*.toml"))
IN_ORDER = {"months", "weekdays"}
"""Lists whose order means something."""


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.relative_to(CORE).as_posix())
def test_no_line_is_too_long_to_review(file: Path) -> None:
    assert [line for line in file.read_text("utf-8").splitlines() if len(line) > 200] == []


@pytest.mark.parametrize("file", sorted((CORE / "language").rglob("*.toml")), ids=lambda file: file.stem)
def test_each_list_is_sorted_and_names_each_entry_once(file: Path) -> None:
    lists = {
        name: entries
        for name, entries in tomllib.loads(file.read_text("utf-8")).items()
        if isinstance(entries, list) and not isinstance(entries[0], Mapping) and name not in IN_ORDER
    }

    assert {name: entries for name, entries in lists.items() if entries != sorted(set(entries))} == {}


def test_each_month_is_known_by_its_whole_and_its_short_name() -> None:
    assert [month_of(month) for month in MONTHS] == [month_of(month[:3]) for month in MONTHS] == list(range(1, 13))


def test_a_list_that_is_read_can_be_changed_without_harm_to_others() -> None:
    dict(word_table("kin", "kin")).clear()
    word_table("kin", "kin").keys()

    assert word_table("kin", "kin")["mother"] == TITLES["mrs"] == "f"


def test_a_longer_word_is_not_hidden_by_its_beginning() -> None:
    assert any_of(["mr", "mrs"]) == "(?:mrs|mr)"
