"""A comparison asks each contender each item once, survives what goes wrong, and goes on where it stopped."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minigiants.comparing import (
    Journal,
    NotReadyError,
    OtherItemsError,
    Standstill,
    StoppedError,
    StorageError,
    run,
    say_wish,
    seconds_left,
)
from tests.comparing.conftest import LARGE, SMALL, comparison, row

Opens = Callable[..., Any]


def test_each_contender_is_asked_each_item_and_closed(tmp_path: Path, opens: Opens, log: list[str]) -> None:
    journal = run(comparison(2), tmp_path, opens())

    assert log == [
        "small, bare: q0", "small, bare: q1", "small, bare: closed",
        "large, pipeline: q0", "large, pipeline: q1", "large, pipeline: closed",
    ]  # fmt: skip
    assert sum("item" in each for each in journal.rows) == 4


def test_a_second_run_asks_nothing_again_and_more_items_are_added(tmp_path: Path, opens: Opens, log: list[str]) -> None:
    run(comparison(2, SMALL), tmp_path, opens())
    log.clear()

    run(comparison(2, SMALL), tmp_path, opens())
    assert log == []
    run(comparison(3, SMALL, LARGE), tmp_path, opens())

    assert log[:2] == ["small, bare: q2", "small, bare: closed"]
    assert len(log) == 6


def test_a_failed_item_is_kept_as_one_and_the_next_is_asked(tmp_path: Path, opens: Opens) -> None:
    failing = opens(small={"q0": {"error": "no answer within 300 seconds", "seconds": 300.0}})

    journal = run(comparison(2, SMALL), tmp_path, failing)

    assert [each.get("error", "") for each in journal.rows if "item" in each] == ["no answer within 300 seconds", ""]


def test_a_contender_that_cannot_be_asked_fails_on_each_item_and_stops_nothing(tmp_path: Path, opens: Opens) -> None:
    def only_large(contender: Any) -> Any:
        if contender == SMALL:
            raise NotReadyError("small, bare: no model 'small'")
        return opens()(contender)

    journal = run(comparison(2), tmp_path, only_large)

    failed = [each for each in journal.rows if "error" in each]
    assert [each["item"] for each in failed] == ["q0", "q1"]
    assert sum("scores" in each for each in journal.rows) == 2


def test_stop_ends_between_items_and_keeps_what_there_is(tmp_path: Path, opens: Opens, log: list[str]) -> None:
    def stop_after(waiting: Callable[[], bool]) -> dict[str, Any]:
        say_wish(tmp_path, "stop")
        return row(1.0)

    with pytest.raises(StoppedError):
        run(comparison(3, SMALL), tmp_path, opens(small={"q1": stop_after}))
    say_wish(tmp_path, "")
    run(comparison(3, SMALL), tmp_path, opens())

    assert [each for each in log if "closed" not in each] == ["small, bare: q0", "small, bare: q1", "small, bare: q2"]


def test_an_item_given_up_within_is_asked_again_later(tmp_path: Path, opens: Opens) -> None:
    def given_up(waiting: Callable[[], bool]) -> None:
        say_wish(tmp_path, "stop")
        assert not waiting()

    with pytest.raises(StoppedError):
        run(comparison(1, SMALL), tmp_path, opens(small={"q0": given_up}))
    say_wish(tmp_path, "")

    assert len([r for r in run(comparison(1, SMALL), tmp_path, opens()).rows if "item" in r]) == 1


def test_pause_waits_until_it_may_go_on(tmp_path: Path, opens: Opens) -> None:
    states: list[Standstill] = []

    def tell(state: Standstill) -> None:
        states.append(state)
        if state.paused:
            say_wish(tmp_path, "")

    say_wish(tmp_path, "pause")
    run(comparison(1, SMALL), tmp_path, opens(), on_progress=tell)

    assert [state.paused for state in states] == [False, True, False]
    assert (states[-1].done, states[-1].total, states[-1].seconds_left) == (1, 1, 0.0)


def test_other_items_in_the_same_folder_are_refused(tmp_path: Path, opens: Opens) -> None:
    from dataclasses import replace

    run(comparison(1, SMALL), tmp_path, opens())

    with pytest.raises(OtherItemsError, match="other items"):
        run(replace(comparison(1, SMALL), sha256="1" * 64), tmp_path, opens())


def test_the_rest_is_reckoned_by_what_was_measured_of_each_and_of_its_way() -> None:
    rows = [
        {"contender": "small, bare", "version": "x", "item": "q0", "seconds": 4.0},
        {"contender": "small, bare", "version": "x", "item": "q1", "seconds": 6.0},
    ]

    assert seconds_left(comparison(4), rows) == pytest.approx(8 * 5.0)  # another version: all is asked again
    assert seconds_left(comparison(4), []) is None


def test_a_half_line_left_by_a_kill_is_cut_off(tmp_path: Path) -> None:
    file = tmp_path / "outcomes.jsonl"
    file.write_bytes(b'{"item": "q0"}\n{"item": "q')

    journal = Journal(file)
    journal.add({"item": "q1"})

    assert file.read_bytes() == b'{"item": "q0"}\n{"item": "q1"}\n'


KILLED = """
import sys, time
from pathlib import Path
from minigiants.comparing import run
from tests.comparing.conftest import SMALL, Written, comparison, row

def slow(waiting):
    time.sleep(0.2)
    return row(1.0)

outcomes = {f"q{n}": slow for n in range(30)}
run(comparison(30, SMALL), Path(sys.argv[1]), lambda contender: Written(contender, outcomes, []))
"""


@pytest.mark.slow
def test_after_kill_9_it_goes_on_at_the_next_item(tmp_path: Path, opens: Opens, log: list[str]) -> None:
    running = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)])
    file = tmp_path / "outcomes.jsonl"
    until = time.monotonic() + 60
    while time.monotonic() < until and (not file.exists() or file.read_bytes().count(b"\n") < 4):
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    before = len([r for r in Journal(file).rows if "item" in r])

    rows = run(comparison(30, SMALL), tmp_path, opens()).rows

    asked = [each for each in log if "closed" not in each]
    assert 0 < before < 30
    assert len(asked) == 30 - before
    assert len({r["item"] for r in rows if "item" in r}) == 30


def _with_little_disk(file: Path, most: int) -> str:
    """Let a process write files of `most` bytes only, as a full disk would, and return what it says."""
    program = f"""
import resource, signal
from pathlib import Path
from minigiants.comparing import Journal, StorageError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
journal = Journal(Path({str(file)!r}))
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, resource.RLIM_INFINITY))
for n in range(20):
    journal.add({{"item": f"q{{n}}", "text": "x" * 40}})
try:
    journal.settle()
except StorageError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.settle()
print(len(journal.rows))
"""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="only where files can be limited")
@pytest.mark.slow
def test_a_full_disk_loses_nothing_and_leaves_no_half_line(tmp_path: Path) -> None:
    file = tmp_path / "outcomes.jsonl"

    said = _with_little_disk(file, 500)

    assert "free some space and run the same command again" in said
    assert said.splitlines()[-1] == "20"
    assert [r["item"] for r in Journal(file).rows] == [f"q{n}" for n in range(20)]


def test_where_nothing_can_be_written_at_all_that_is_said(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "no-such-folder" / "outcomes.jsonl")

    journal.add({"item": "q0"})

    with pytest.raises(StorageError, match="1 outcomes could not be written"):
        journal.settle()
