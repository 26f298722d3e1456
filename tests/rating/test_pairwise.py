"""Choices between two give back the strengths that made them, and no order where there is too little."""

import numpy as np
import pytest

from minigiants.rating import Vote, davidson, rank_pairs
from tests.rating.simulated import choices

STRENGTHS = {"a": 1.0, "b": 0.3, "c": -0.3, "d": -1.0}


def test_strengths_and_ties_are_recovered() -> None:
    ranking = rank_pairs(choices(STRENGTHS, 3000, ties=0.5, seed=0))

    assert [one.model for one in ranking.models] == ["a", "b", "c", "d"]
    for one in ranking.models:
        assert one.strength.low is not None
        assert one.strength.high is not None
        assert one.strength.low - 0.05 <= STRENGTHS[one.model] <= one.strength.high + 0.05
    assert ranking.first_wins.value == pytest.approx(0.5, abs=0.05)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    inside = []
    for seed in range(10):
        for one in rank_pairs(choices(STRENGTHS, 400, ties=0.5, seed=seed), seed=seed).models:
            assert one.strength.low is not None
            assert one.strength.high is not None
            inside.append(one.strength.low <= STRENGTHS[one.model] <= one.strength.high)

    assert np.mean(inside) >= 0.8


def test_two_models_have_the_log_odds_of_their_wins() -> None:
    strength, tie = davidson(np.array([[0.0, 20.0], [10.0, 0.0]]), np.array([[0.0, 15.0], [15.0, 0.0]]))

    assert strength[0] - strength[1] == pytest.approx(np.log(2), abs=1e-2)
    assert tie == pytest.approx(np.log(15 / np.sqrt(20 * 10)), abs=1e-2)


def test_a_model_that_never_lost_has_a_finite_strength() -> None:
    strength, _ = davidson(np.array([[0.0, 50.0], [0.0, 0.0]]), np.zeros((2, 2)))

    assert np.isfinite(strength).all()
    assert strength[0] > 1


def test_strengths_and_raw_wins_differ_when_opponents_do() -> None:
    def votes(left: str, right: str, won: int, lost: int) -> list[Vote]:
        values = [1.0] * won + [2.0] * lost
        return [
            Vote(item=f"{left}{right}{n}", rater="r", value=v, left=left, right=right) for n, v in enumerate(values)
        ]

    # "hard" wins half against the best, "easy" wins most against the worst alone.
    found = rank_pairs(
        [*votes("best", "worst", 58, 2), *votes("hard", "best", 30, 30), *votes("easy", "worst", 42, 18)]
    )
    places = {one.model: (one.rank, one.raw_rank) for one in found.models}

    assert places["hard"][0] < places["easy"][0]
    assert places["hard"][1] > places["easy"][1]


@pytest.mark.parametrize(
    ("votes", "why"),
    [
        (choices(STRENGTHS, 25, ties=0.3, seed=0), "below 20 for each model nothing is ranked"),
        (
            choices({"a": 0.0, "b": 0.0}, 60, ties=0.3, seed=0)
            + [Vote(item=f"x{n}", rater="r", value=1, left="c", right="d") for n in range(40)],
            "never compared",
        ),
        ([], "not two models"),
    ],
    ids=["few", "apart", "none"],
)
def test_nothing_is_ranked_without_enough_votes(votes: list[Vote], why: str) -> None:
    ranking = rank_pairs(votes)

    assert ranking.models == ()
    assert why in ranking.why_none
