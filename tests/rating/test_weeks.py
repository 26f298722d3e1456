"""Use is told week by week, with a mark where another model answers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from minigiants.rating import weeks
from minigiants.rating._weeks import share
from minigiants.store import OPEN, Rating, Store, Use
from tests.store.conftest import whole_answer

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


def use(day: int, *, model: str = "small", sha256: str = "a" * 64, action: str = "answer", seconds: float = 4.0) -> Use:
    return Use(
        answer_id=f"{day}-{model}-{action}-{seconds}",
        action=action,
        time=MONDAY + timedelta(days=day),
        seconds=seconds,
        model=model,
        model_sha256=sha256,
        prompt_sha256="p" * 64,
    )


def thumb(of: Use, value: int, rater: str = "ann") -> Rating:
    return Rating(answer_id=of.answer_id, rater=rater, criterion="overall", value=value, time=of.time)


def test_each_week_has_its_figures() -> None:
    uses = [use(0), use(1, action="abstain", seconds=2.0), use(8, seconds=10.0)]

    first, second = weeks(uses, [thumb(uses[0], 1), thumb(uses[2], 0)])

    assert (first.monday, first.n, first.answered.value, first.seconds) == (MONDAY.date(), 2, 0.5, 3.0)
    assert (first.liked.value, second.liked.value, second.n) == (1.0, 0.0, 1)
    assert not second.changed


def test_a_change_of_the_model_is_marked_in_the_week_in_which_it_came() -> None:
    uses = [use(0), use(8), use(10, model="large", sha256="b" * 64), use(16, model="large", sha256="b" * 64)]

    rows = weeks(uses, [])

    assert [(row.model, row.changed) for row in rows] == [
        ("small (aaaaaaaa)", False),
        ("small (aaaaaaaa)", False),
        ("large (bbbbbbbb)", True),
        ("large (bbbbbbbb)", False),
    ]


def test_another_file_of_the_same_name_is_another_model() -> None:
    assert [row.changed for row in weeks([use(0), use(8, sha256="c" * 64)], [])] == [False, True]


def test_what_no_model_wrote_belongs_to_the_model_that_was_there() -> None:
    uses = [use(0, model="", sha256="", action="abstain"), use(1), use(2, model="", sha256="", action="handoff")]

    [row] = weeks(uses, [])

    assert (row.model, row.n, row.changed) == ("small (aaaaaaaa)", 3, False)


def test_of_two_thumbs_of_one_person_the_last_counts() -> None:
    one = use(0)

    [row] = weeks([one], [thumb(one, 1), thumb(one, 0), thumb(one, 1, "bob")])

    assert (row.liked.value, row.liked.n) == (0.5, 2)


def test_nothing_asked_is_no_week() -> None:
    assert weeks([], []) == []


def test_a_share_has_wilsons_interval() -> None:
    found = share(8, 10)

    assert (found.value, found.low, found.high) == pytest.approx((0.8, 0.490, 0.943), abs=0.001)


def test_the_store_tells_uses_without_a_word_of_them(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'minigiants.db'}", through=OPEN)
    store.save_answer(whole_answer("a1"), scenario="letters", request={"question": "When?"})

    [found] = store.uses("letters")

    answer = whole_answer("a1")
    assert answer.generation
    assert (found.answer_id, found.model, found.seconds) == ("a1", answer.generation.model, answer.seconds)
    assert store.uses("others") == []
    store.close()
