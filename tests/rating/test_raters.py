"""A strict rater, a tiring one and a bad judge are found out, and models are scored without them."""

import numpy as np
import pytest

from minigiants.rating import Vote, judge, raters, scores, statistics
from tests.rating.simulated import copying


def simulated(seed: int = 0) -> list[Vote]:
    """Two models, the strict rater gives a point less, the tiring one gives two points more in the end."""
    rng = np.random.default_rng(seed)
    made = []
    for n in range(120):
        model, level = ("good", 4.0) if n % 2 else ("bad", 3.0)
        level += rng.normal(0, 0.5)
        shift = {"fair": 0.0, "other": 0.0, "strict": -1.0, "tiring": 2.0 * n / 120 - 1}
        # The strict rater sees mostly the good model.
        for rater, moved in shift.items():
            if rater != "strict" or model == "good" or n % 6 == 0:
                value = level + moved + rng.normal(0, 0.2)
                made.append(Vote(item=str(n), rater=rater, value=value, model=model))
    return made


def test_bias_and_drift_are_found() -> None:
    found = {one.rater: one for one in raters(simulated())}

    assert found["strict"].bias.high is not None
    assert found["fair"].bias.value is not None
    assert found["strict"].bias.high < found["fair"].bias.value - 0.5
    assert found["tiring"].drift_sure
    assert found["tiring"].drift == pytest.approx(1.5, abs=0.6)
    assert abs(found["fair"].drift or 0) < abs(found["tiring"].drift or 0) / 2


def test_scores_take_out_a_strict_rater_who_saw_one_model_more() -> None:
    found = {one.name: one for one in scores(simulated())}

    good, bad = found["good"], found["bad"]
    assert good.score.value is not None
    assert bad.score.value is not None
    fair, raw = good.score.value - bad.score.value, good.raw - bad.raw
    assert abs(fair - 1.0) < abs(raw - 1.0)
    assert fair == pytest.approx(1.0, abs=0.2)


def test_a_judge_like_an_expert_and_a_judge_at_random_are_told_apart() -> None:
    people = copying(300, 3, 0.9, seed=0)
    good = [Vote(item=v.item, rater="good", value=v.value) for v in people if v.rater == "r0"]
    rng = np.random.default_rng(1)
    bad = [Vote(item=str(n), rater="bad", value=float(rng.integers(1, 6))) for n in range(300)]

    assert "like one of the experts" in judge(people + good, "good").sentence
    assert "does not judge as the experts do" in judge(people + bad, "bad").sentence


def test_an_item_that_the_judge_failed_on_counts_against_it() -> None:
    people = copying(50, 3, 1.0, seed=0)
    half = [Vote(item=v.item, rater="lazy", value=v.value) for v in people if v.rater == "r0" and int(v.item) < 25]

    found = judge(people + half, "lazy")

    assert (found.failed, found.with_majority.value) == (25, 0.5)


def test_an_unknown_judge_is_said_with_the_raters_there_are() -> None:
    with pytest.raises(KeyError, match="no rater 'x' in the table; there are: r0, r1"):
        judge(copying(5, 2, 1.0, seed=0), "x")


def test_an_item_that_one_person_rated_has_no_place() -> None:
    found = [Vote(item=item, rater=rater, value=value) for item, rater, value in (("a", "x", 4), ("a", "y", 5))]

    assert [one.name for one in scores([*found, Vote(item="b", rater="x", value=5)])] == ["a"]


def test_the_scores_of_many_items_fit_into_memory() -> None:
    assert len(scores(copying(20_000, 2, 0.8, seed=0))) == 20_000


def test_a_question_that_several_models_answered_is_an_item_for_each() -> None:
    given = [(f"q{n}", rater, model) for n in range(20) for rater in ("r", "s") for model in ("A", "B")]
    votes = [
        Vote(item=item, rater=rater, value=5.0 if model == "A" else 2.0, model=model) for item, rater, model in given
    ]

    [told] = statistics(votes)

    assert [(one.name, one.ratings) for one in told.ranking] == [("A", 40), ("B", 40)]


def test_pairs_on_one_question_are_an_item_for_each_pair_in_either_order() -> None:
    given = [(n, rater, two) for n in range(20) for rater in ("r", "s") for two in ("AB", "BC", "AC")]
    votes = [
        Vote(item=f"q{n}", rater=rater, value=2.0, left=two[1], right=two[0])
        if rater == "r"
        else Vote(item=f"q{n}", rater=rater, value=1.0, left=two[0], right=two[1])
        for n, rater, two in given
    ]

    [told] = statistics(votes)

    assert told.agreement.items == 60
    assert told.pairwise is not None
    assert [one.model for one in told.pairwise.models] == ["A", "B", "C"]


def test_a_judge_is_held_against_people_where_both_rated() -> None:
    people = [
        Vote(item=str(n), rater=rater, value=n % 5 + 1, criterion=criterion)
        for n in range(12)
        for rater in ("r", "s")
        for criterion in ("one", "two")
    ]
    alone = [Vote(item="1", rater="j", value=3, criterion="three"), Vote(item="1", rater="j", value=2, criterion="one")]

    told = statistics([*people, *alone], judged="j")

    assert [(one.agreement.criterion, one.judge is not None) for one in told] == [("one", True), ("two", False)]
