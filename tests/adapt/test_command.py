"""`minigiants adapt` tells what it does where nobody sees a bar, and what came of it; learning has tests of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minigiants import adapt as adapting
from minigiants import cli, models
from minigiants.adapt import LearningProgress, Measure
from minigiants.adapt._gate import judge
from minigiants.cli import adapt as command
from minigiants.models import Adapter
from minigiants.settings import Settings
from tests.adapt.test_registry import CARD, lay

BEFORE = [{"right": 0.0}] * 20
BETTER, SAME = [{"right": 1.0}] * 20, BEFORE


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(("adapt", "medical_notes", *words))
    return int(ended.value.code or 0)


@pytest.fixture(params=[BETTER, SAME], ids=["better", "same"])
def passed(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """A training that takes three steps and no time, and a gate that has seen these scores."""
    lay(home, CARD)

    def train(order: adapting.TrainingOrder, settings: Settings, tell: adapting.Tell, *_: object) -> Adapter:
        for step in range(3):
            tell(
                "learning",
                LearningProgress(step=step, total=3 if step else 0, loss=1.5, seconds_left=step * 60 or None),
            )
        return models.adapters([home / "adapters" / "medical_notes"])["one"]

    def try_out(made: Adapter, settings: Settings, *, limit: object, seed: int, tell: adapting.Count) -> object:
        tell("the base", 1, 20)
        return made, judge([Measure(name="right", deciding=True)], BEFORE, request.param), ""

    monkeypatch.setattr(adapting, "train", train)
    monkeypatch.setattr(adapting, "try_out", try_out)
    yield request.param is BETTER


def test_what_happens_is_written_into_a_file_and_what_came_of_it_is_said(
    passed: bool, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "PAUSE", 0.0)

    assert run() == 0

    said = capfd.readouterr()
    assert "learning, loss 1.50, step 0, measuring the speed" in said.err
    assert "learning, loss 1.50, step 2, about" in said.err
    assert "testing the base: 1 of 20" in said.err
    assert ("Offered: set" in said.out) is passed
    assert ("Not offered:" in said.out) is not passed


def test_the_verdict_that_stands_on_the_card_is_said_beside_what_was_measured(
    passed: bool, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = adapting.try_out
    monkeypatch.setattr(adapting, "try_out", lambda *given, **named: (*measured(*given, **named)[:2], "It stands."))

    assert run("--gate", "one", "--limit", "1") == 0

    said = capfd.readouterr().out
    assert said.endswith("It stands.\n")
    assert ("Passed this time." in said) is passed
    assert ("Not passed this time:" in said) is not passed
    assert "ffered:" not in said


def test_a_file_gets_a_line_a_minute_and_no_more(passed: bool, capfd: pytest.CaptureFixture[str]) -> None:
    assert run() == 0

    said = capfd.readouterr().err
    assert "step 0, measuring the speed" in said
    assert "step 2, about" not in said


def test_adapters_are_listed_and_one_that_is_not_there_is_named(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lay(home, CARD)

    assert run("--list") == 0
    assert "one" in capfd.readouterr().out
    assert run("--gate", "other") != 0
    assert "no adapter 'other'; there are: " in capfd.readouterr().err
