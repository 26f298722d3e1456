"""Speeds that were measured are remembered, and others are reckoned from the nearest in size."""

from dataclasses import replace
from pathlib import Path

from minigiants import models
from minigiants.cli.models import speeds
from minigiants.cli.models.bench import Measured


def entry(name: str, size: int) -> models.ModelEntry:
    any_model = next(each for each in models.catalog(Path("nowhere")).values() if each.kind == "chat")
    return replace(any_model, name=name, files=(replace(any_model.files[0], size=size),))


def test_nothing_measured_is_nothing_told() -> None:
    assert speeds.told({}, [entry("small", 100)]) == {}


def test_what_was_not_measured_is_reckoned_from_the_nearest_in_size_and_marked() -> None:
    entries = [entry("small", 100), entry("middle", 300), entry("large", 1000), entry("larger", 2000)]

    words = speeds.told({"small": 60.0, "large": 10.0}, entries)

    assert words == {"small": "60", "middle": "~20", "large": "10", "larger": "~5"}


def test_measurements_add_up_and_failures_and_servers_are_left_out(tmp_path: Path) -> None:
    speeds.remember([Measured(engine="llama.cpp", model="small", written=60.0)], tmp_path)
    speeds.remember(
        [
            Measured(engine="llama.cpp", model="large", written=10.0),
            Measured(engine="server", model="other", written=99.0),
            Measured(engine="llama.cpp", model="absent", problem="not here"),
        ],
        tmp_path,
    )

    assert speeds.remembered(tmp_path) == {"small": 60.0, "large": 10.0}


def test_a_file_that_is_damaged_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / speeds.FILE).write_text("[1", encoding="utf-8")

    assert speeds.remembered(tmp_path) == {}
