"""A comparison runs in a process of its own, and its folder tells everybody where it is."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from minigiants import comparing
from minigiants.comparing import BusyError, RunningError, StoppedError
from minigiants.comparing.background import PROCESS, SAID
from minigiants.comparing.running import PATIENCE, alone
from minigiants.settings import Settings
from tests.comparing.conftest import LARGE, SMALL, comparison, row, write_outcomes

Opens = Callable[..., Any]
HOLDS = """
import sys, time
from pathlib import Path
from minigiants.comparing.running import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
def place(settings: Settings) -> Path:
    folder = settings.home / comparing.COMPARISONS / "letters-1"
    comparison(3, SMALL).lay_down(folder)
    return folder


@pytest.fixture
def held(place: Path) -> Iterator[Path]:
    """Have another process run the comparison."""
    process = subprocess.Popen([sys.executable, "-c", HOLDS, str(place)], stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"held\n"
    yield place
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_folder_tells_how_far_it_is(place: Path, opens: Opens) -> None:
    assert comparing.state(place).phase == "waiting"

    def stop(waiting: Callable[[], bool]) -> dict[str, Any]:
        comparing.say_wish(place, "stop")
        return row(1.0)

    with pytest.raises(StoppedError):
        comparing.run(comparison(3, SMALL), place, opens(small={"q1": stop}))
    stopped = comparing.state(place)
    assert (stopped.phase, stopped.done, stopped.total, stopped.seconds_left) == ("stopped", 2, 3, 2.0)

    comparing.say_wish(place, "")
    comparing.run(comparison(3, SMALL), place, opens())
    assert comparing.state(place).phase == "done"


def test_while_another_process_runs_it_nobody_else_does(held: Path, settings: Settings, opens: Opens) -> None:
    assert comparing.state(held).phase == "running"
    comparing.say_wish(held, "pause")
    assert comparing.state(held).phase == "paused"
    comparing.go_on(held, settings)
    assert (comparing.wish(held), comparing.state(held).phase) == ("", "running")
    began = time.monotonic()
    with pytest.raises(RunningError, match="runs already"), alone(held):
        raise AssertionError
    assert time.monotonic() - began < PATIENCE + 5


def test_a_second_comparison_waits_until_the_first_has_ended(held: Path, settings: Settings) -> None:
    other = settings.home / comparing.COMPARISONS / "letters-2"

    with pytest.raises(BusyError, match="letters-1"):
        comparing.begin(comparison(1, LARGE), other, settings)

    assert comparing.state(other).phase == "waiting"


def test_what_ended_before_its_time_says_its_last_words(place: Path) -> None:
    (place / SAID).write_text("loading\nno model 'small' here: run `minigiants models pull`\n", encoding="utf-8")
    (place / PROCESS).write_text("999999999", encoding="utf-8")

    state = comparing.state(place)

    assert (state.phase, state.problem) == ("stopped", "no model 'small' here: run `minigiants models pull`")


def test_after_its_minutes_no_item_is_begun_and_none_is_lost(place: Path, opens: Opens, log: list[str]) -> None:
    def slow(waiting: Callable[[], bool]) -> dict[str, Any]:
        time.sleep(0.2)
        return row(1.0)

    comparing.run(comparison(3, SMALL), place, opens(small={"q0": slow}), minutes=0.1 / 60)

    assert (comparing.state(place).done, comparing.state(place).phase) == (1, "stopped")
    assert log == ["small, bare: q0", "small, bare: closed"]


def test_what_the_model_read_stands_beside_the_outcomes(place: Path, opens: Opens) -> None:
    read = {"q0": row(1.0, prompts=["Passage. Question?"])}

    comparing.run(comparison(1, SMALL), place, opens(small=read))

    from minigiants import batch

    assert batch.lines_of(place / comparing.PROMPTS)[0]["prompts"] == ["Passage. Question?"]
    assert "prompts" not in batch.lines_of(place / comparing.OUTCOMES)[-1]


def test_a_half_line_that_is_being_written_is_left_alone(place: Path) -> None:
    write_outcomes(place, [{"contender": "small, bare", "item": "q0", **row(1.0)}])
    with (place / comparing.OUTCOMES).open("a", encoding="utf-8") as file:
        file.write('{"contender": "small')
    before = (place / comparing.OUTCOMES).read_bytes()

    comparing.state(place)

    assert (place / comparing.OUTCOMES).read_bytes() == before


def test_two_comparisons_are_held_against_each_other_on_the_items_that_both_have(tmp_path: Path, opens: Opens) -> None:
    first, second = comparison(6, SMALL), comparison(4, LARGE)
    wrong = {f"q{n}": row(0.0) for n in range(4)}
    rows = comparing.run(first, tmp_path / "a", opens(small=wrong)).rows
    others = comparing.run(second, tmp_path / "b", opens()).rows

    [right, misled] = comparing.paired_runs((first, rows, SMALL), (second, others, LARGE))

    assert (right.difference.n, right.difference.value, right.difference.better) == (4, 1.0, 4)
    assert misled.difference.value == -1.0
    assert comparing.mean_seconds(tmp_path / "b") == {"large, pipeline": 2.0}
