"""An adapter is offered when it is better where it counts, beyond the interval, and worse nowhere."""

import pytest

from minigiants.adapt import Measure
from minigiants.adapt._gate import as_json, judge

RIGHT, SECONDS = Measure(name="right", deciding=True), Measure(name="seconds", lower=True)


def scores(right: list[float], seconds: list[float]) -> list[dict[str, float]]:
    return [{"right": r, "seconds": s} for r, s in zip(right, seconds, strict=True)]


BEFORE = scores([0.0] * 20 + [1.0] * 10, [2.0] * 30)


@pytest.mark.parametrize(
    ("right", "seconds", "passed", "why"),
    [
        ([0.0] * 5 + [1.0] * 25, [2.0] * 30, True, ""),
        ([0.0] * 5 + [1.0] * 25, [1.0] * 30, True, ""),
        (
            [0.0] * 19 + [1.0] * 11,
            [2.0] * 30,
            False,
            "right is not better beyond the interval: 0.333 without and 0.367",
        ),
        ([0.0] * 25 + [1.0] * 5, [2.0] * 30, False, "right is not better"),
        ([0.0] * 5 + [1.0] * 25, [3.0] * 30, False, "seconds is worse: 2.000 without and 3.000 with it"),
    ],
    ids=["better", "better and quicker", "hardly better", "worse", "better but slower"],
)
def test_the_gate_lets_through_what_is_better_and_nowhere_worse(
    right: list[float], seconds: list[float], passed: bool, why: str
) -> None:
    verdict = judge([RIGHT, SECONDS], BEFORE, scores(right, seconds))

    assert verdict.passed is passed
    assert why in " ".join(verdict.why)


def test_few_cases_decide_nothing() -> None:
    verdict = judge([RIGHT], BEFORE[:9], scores([1.0] * 9, [1.0] * 9))

    assert not verdict.passed
    assert "only 9 cases" in verdict.why[0]


def test_no_cases_decide_nothing() -> None:
    assert not judge([RIGHT], [], []).passed


def test_other_cases_are_no_comparison() -> None:
    with pytest.raises(ValueError, match="they must be the same"):
        judge([RIGHT], BEFORE, BEFORE[:-1])


def test_a_case_of_which_a_measure_says_nothing_is_left_out_of_it() -> None:
    silent = [{"right": float("nan")}] * 10

    verdict = judge([RIGHT], silent + [{"right": 0.0}] * 20, silent + [{"right": 1.0}] * 20)

    assert verdict.passed
    assert (verdict.compared[0].n, verdict.compared[0].adapted) == (20, 1.0)


@pytest.mark.parametrize("told", [0, 1, 19])
def test_a_deciding_figure_that_few_cases_tell_decides_nothing(told: int) -> None:
    silent = [{"right": float("nan"), "seconds": 2.0}] * (60 - told)

    verdict = judge(
        [RIGHT, SECONDS],
        silent + scores([0.0] * told, [2.0] * told),
        silent + scores([1.0] * told, [2.0] * told),
    )

    assert verdict.why == (f"right says something of only {told} cases, and fewer than 20 decide nothing",)
    assert [compared.n for compared in verdict.compared] == [told, 60]


def test_a_figure_that_does_not_decide_and_that_no_case_tells_speaks_against_nothing() -> None:
    before = scores([0.0] * 30, [float("nan")] * 30)

    verdict = judge([RIGHT, SECONDS], before, scores([1.0] * 30, [2.0] * 30))

    assert verdict.passed
    assert as_json(verdict)["compared"][1] == {
        "name": "seconds",
        "base": None,
        "adapted": None,
        "low": None,
        "high": None,
        "n": 0,
    }
