"""What is known beforehand comes out: a planted difference at its size, none between equals, intervals that cover."""

import numpy as np
import pytest

from minigiants.comparing import chance_of, difference, mean_of

SIMULATIONS = 1000


def simulated(rng: np.random.Generator, n: int, first: float, gain: float) -> tuple[list[float], list[float]]:
    """Return paired outcomes whose shares of right ones are `first` and `first + gain`, item by item alike."""
    luck = rng.random(n)
    noise = rng.random(n)
    one = luck < first
    other = np.where(noise < 0.7, luck < first + gain, rng.random(n) < first + gain)
    return one.astype(float).tolist(), other.astype(float).tolist()


def test_a_planted_difference_is_found_at_its_size() -> None:
    one, other = simulated(np.random.default_rng(3), 400, 0.5, 0.2)

    found = difference(one, other)

    assert found.low < 0.2 < found.high
    assert found.value == pytest.approx(0.2, abs=0.06)
    assert found.p < 0.001


def test_a_planted_difference_of_graded_scores_is_found_too() -> None:
    rng = np.random.default_rng(5)
    one = rng.beta(4, 4, 80)
    other = np.clip(one + 0.1 + rng.normal(0, 0.05, 80), 0, 1)

    found = difference(one.tolist(), other.tolist())

    assert found.low < 0.1 < found.high
    assert found.p < 0.001


def test_there_is_none_between_a_run_and_itself() -> None:
    one, _ = simulated(np.random.default_rng(1), 60, 0.6, 0.0)

    found = difference(one, one)

    assert (found.value, found.p, found.better, found.worse) == (0.0, 1.0, 0, 0)
    assert found.low < 0 < found.high


def test_between_two_equals_few_runs_seem_to_differ() -> None:
    rng = np.random.default_rng(7)
    alarms = sum(difference(*simulated(rng, 60, 0.6, 0.0)).p < 0.05 for _ in range(200))

    assert alarms <= 18  # 5 % of 200 are 10; more than 18 happen once in a hundred


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_intervals_of_shares_cover_the_truth_as_often_as_they_say(share: float) -> None:
    rng = np.random.default_rng(11)
    covered = 0
    for _ in range(SIMULATIONS):
        found = mean_of((rng.random(60) < share).astype(float).tolist())
        covered += found.low <= share <= found.high

    assert 0.93 <= covered / SIMULATIONS <= 0.97


def test_intervals_of_paired_differences_cover_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(13)
    covered = 0
    for _ in range(SIMULATIONS):
        one, other = simulated(rng, 60, 0.55, 0.15)
        found = interval(one, other)
        covered += found[0] <= 0.15 <= found[1]

    assert 0.93 <= covered / SIMULATIONS <= 0.97


def interval(one: list[float], other: list[float]) -> tuple[float, float]:
    from minigiants.comparing.intervals import paired_interval

    return paired_interval(np.asarray(one), np.asarray(other), seed=0)


def test_intervals_of_graded_scores_cover_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(17)
    covered = 0
    for _ in range(SIMULATIONS):
        found = mean_of(rng.beta(5, 2, 60).tolist())
        covered += found.low <= 5 / 7 <= found.high

    assert 0.93 <= covered / SIMULATIONS <= 0.97


def test_the_same_seed_gives_the_same_figures() -> None:
    rng = np.random.default_rng(19)
    one, other = rng.random(40).tolist(), rng.random(40).tolist()

    assert difference(one, other, seed=4) == difference(one, other, seed=4)
    assert mean_of(one, seed=4) == mean_of(one, seed=4)
    assert chance_of(one, 0.5, seed=4) == chance_of(one, 0.5, seed=4)


def test_the_chance_to_meet_a_bar_is_small_below_it_and_large_above() -> None:
    assert chance_of([1.0] * 30, 0.8) > 0.99
    assert chance_of([1.0] * 15 + [0.0] * 15, 0.8) < 0.01
    assert 0.4 < chance_of([1.0] * 24 + [0.0] * 6, 0.8) < 0.6
