"""A system that is worse than its baseline fails, one that is the same passes, and a stopped run goes on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from minigiants.comparing import (
    Asks,
    Comparison,
    Contender,
    OtherItemsError,
    StoppedError,
    has_baseline,
    held_against,
    keep,
    measure_candidate,
    say_wish,
)
from tests.comparing.conftest import comparison, row

Opens = Callable[..., Callable[[Contender], Asks]]
SYSTEM = Contender(model="small")
ITEMS = 40


def outcomes(share: float, seed: int) -> dict[str, Any]:
    luck = np.random.default_rng(seed).random(ITEMS)
    return {f"q{n}": row(float(luck[n] < share)) for n in range(ITEMS)}


def plan(model: str = "small") -> Comparison:
    return comparison(ITEMS, replace(SYSTEM, model=model))


def measure(place: Path, opens: Callable[[Contender], Asks], *, model: str = "small") -> None:
    measure_candidate(plan(model), place, opens, on_progress=lambda state: None)


@pytest.fixture
def place(tmp_path: Path, opens: Opens) -> Path:
    """Return a folder with a baseline that is right on about four of five items."""
    measure(tmp_path, opens(small=outcomes(0.8, 1)))
    keep(tmp_path)
    return tmp_path


def test_an_unchanged_system_passes_twenty_of_twenty(place: Path, opens: Opens) -> None:
    for _ in range(20):
        measure(place, opens(small=outcomes(0.8, 1)))
        found = held_against(place)
        assert (found.passed, found.lost, found.n) == (True, (), ITEMS)


def test_a_few_items_that_flip_by_chance_are_no_loss(place: Path, opens: Opens) -> None:
    flipped = outcomes(0.8, 1)
    for item in ("q3", "q9", "q21"):
        flipped[item] = row(1 - flipped[item]["scores"]["right"])

    measure(place, opens(small=flipped))

    assert held_against(place).passed


def test_another_model_that_is_worse_fails_and_what_it_lost_is_named(place: Path, opens: Opens) -> None:
    measure(place, opens(tiny=outcomes(0.45, 1)), model="tiny")

    found = held_against(place)

    assert not found.passed
    assert set(found.lost) == {q for q, r in outcomes(0.8, 1).items() if r["scores"]["right"]} - {
        q for q, r in outcomes(0.45, 1).items() if r["scores"]["right"]
    }
    assert "Worse than the baseline on 40 items: “right”" in found.sentence
    assert found.to_json()["passed"] is False


def test_a_system_that_fails_on_its_items_is_worse(place: Path, opens: Opens) -> None:
    measure(place, opens(small={item: {"error": "no answer in time"} for item in outcomes(0.8, 1)}))

    assert not held_against(place).passed


def test_a_stopped_run_goes_on_and_another_system_begins_anew(tmp_path: Path, opens: Opens, log: list[str]) -> None:
    def stop(waiting: Callable[[], bool]) -> dict[str, Any]:
        say_wish(tmp_path / "candidate", "stop")
        return row(1.0)

    with pytest.raises(StoppedError):
        measure(tmp_path, opens(small={"q4": stop}))
    say_wish(tmp_path / "candidate", "")
    measure(tmp_path, opens(small={}))
    assert [line for line in log if "q4" in line or "q5" in line] == ["small, pipeline: q4", "small, pipeline: q5"]

    with pytest.raises(StoppedError):
        measure(tmp_path, opens(small={"q0": stop}))
    measure(tmp_path, opens(other={}), model="other")
    assert log.count("other, pipeline: q0") == 1


def test_other_items_are_refused_unless_it_begins_anew(place: Path, opens: Opens) -> None:
    others = replace(plan(), sha256="1" * 64)

    with pytest.raises(OtherItemsError, match="--keep"):
        measure_candidate(others, place, opens(), on_progress=lambda state: None)
    measure_candidate(others, place, opens(), on_progress=lambda state: None, anew=True)

    assert not has_baseline(place)


def test_a_stop_while_it_begins_anew_leaves_the_old_baseline(place: Path, opens: Opens) -> None:
    def stop(waiting: Callable[[], bool]) -> dict[str, Any]:
        say_wish(place / "candidate", "stop")
        return row(1.0)

    others = replace(plan(), sha256="1" * 64)
    with pytest.raises(StoppedError):
        measure_candidate(others, place, opens(small={"q4": stop}), on_progress=lambda state: None, anew=True)

    assert has_baseline(place)
