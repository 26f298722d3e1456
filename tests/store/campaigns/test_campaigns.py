"""Campaigns hand out work: nothing twice by mistake, nothing lost, a way back, and disagreements settled."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from minigiants.store import Campaigns, Item, Rating, Store, StoreError, Task
from minigiants.store.campaigns.assignment import LEASE, Shortage, State, choose
from tests.store.conftest import whole_answer

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def items(number: int, needed: int = 1) -> list[Item]:
    return [Item(content={"text": f"text {n}"}, answer_id=f"a{n}", needed=needed) for n in range(number)]


def said(task: Task, rater: str, value: int = 3, criterion: str = "correct") -> list[Rating]:
    return [Rating(answer_id=task.answer_id, rater=rater, criterion=criterion, value=value, time=NOW)]


def work(campaigns: Campaigns, campaign_id: str, rater: str, value: int = 3, most: int = 1000) -> list[Task]:
    done: list[Task] = []
    while len(done) < most and (task := campaigns.next_task(campaign_id, rater)):
        campaigns.save(task.id, said(task, rater, value), seconds=2)
        done.append(task)
    return done


def test_overlapping_items_are_rated_by_two_people_and_no_item_twice_by_one(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "fake", items(6) + items(4, needed=2), scrub=False, repeats=0)
    done = {rater: work(campaigns, one.id, rater, most=5) for rater in ("ann", "bob")}
    done |= {rater: work(campaigns, one.id, rater) for rater in ("cem", "dee")}

    results = campaigns.results(one.id)
    rated = Counter(result.item_id for result in results)

    assert sorted(rated.values()) == [1] * 6 + [2] * 4
    assert max(Counter((r.item_id, r.rater) for r in results).values()) == 1
    assert campaigns.progress(one.id, "ann").done == 14 == campaigns.progress(one.id, "ann").needed
    assert sum(map(len, done.values())) == 14


def test_every_rater_has_an_order_of_their_own(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "fake", items(12, needed=2), scrub=False, repeats=0)
    orders = [[task.answer_id for task in work(campaigns, one.id, rater)] for rater in ("ann", "bob")]

    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1] != sorted(orders[1])


def test_work_goes_on_where_it_was_left(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "fake", items(5), scrub=False)

    first, again = campaigns.next_task(one.id, "ann"), campaigns.next_task(one.id, "ann")

    assert first == again
    assert first is not None
    other = campaigns.next_task(one.id, "bob")
    assert other is not None
    assert other.answer_id != first.answer_id


def test_undo_brings_the_last_item_back_with_what_was_said_and_the_last_word_counts(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "fake", items(3), scrub=False)
    [task] = work(campaigns, one.id, "ann", value=2, most=1)

    assert campaigns.undo(one.id, "ann")
    again = campaigns.next_task(one.id, "ann")
    assert again is not None
    assert [(again.id, r.value) for r in again.earlier] == [(task.id, 2)]
    assert campaigns.results(one.id) == []
    campaigns.save(again.id, said(again, "ann", 5))

    [result] = campaigns.results(one.id)
    assert [r.value for r in result.ratings] == [5]
    assert [r.value for r in store.ratings(task.answer_id)] == [2, 5]
    assert not campaigns.undo(one.id, "bob")


def test_a_skipped_item_goes_to_somebody_else(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "fake", items(1), scrub=False)
    task = campaigns.next_task(one.id, "ann")
    assert task is not None

    campaigns.skip(task.id, rater="ann")

    assert campaigns.next_task(one.id, "ann") is None
    assert campaigns.next_task(one.id, "bob") is not None


def test_nobody_saves_to_or_gives_back_what_another_holds(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "fake", items(2), scrub=False)
    task = campaigns.next_task(one.id, "ann")
    assert task is not None

    with pytest.raises(StoreError, match="not in your hands"):
        campaigns.save(task.id, said(task, "bob"))
    with pytest.raises(StoreError, match="not in your hands"):
        campaigns.save(task.id, said(replace(task, answer_id="another"), "ann"))
    with pytest.raises(StoreError, match="not in your hands"):
        campaigns.skip(task.id, rater="bob")

    assert campaigns.results(one.id) == []
    assert store.ratings(task.answer_id) == []
    assert campaigns.next_task(one.id, "ann") == task


def test_disagreements_go_to_a_third_who_sees_what_was_said_and_not_by_whom(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "fake", items(1, needed=2), scrub=False, repeats=0)
    work(campaigns, one.id, "ann", value=1)
    work(campaigns, one.id, "bob", value=5)
    assert campaigns.progress(one.id, "cem").disputes == 1
    assert campaigns.next_task(one.id, "bob", adjudicate=True) is None

    task = campaigns.next_task(one.id, "cem", adjudicate=True)
    assert task is not None
    campaigns.save(task.id, said(task, "cem", 2))

    assert [(r.value, r.rater) for ratings in task.others for r in ratings] == [(1, ""), (5, "")]
    assert campaigns.progress(one.id, "cem").disputes == 0
    assert [r.round for r in campaigns.results(one.id)] == ["first", "first", "adjudication"]


def test_known_items_go_to_everybody_and_some_items_come_again(store: Store) -> None:
    campaigns = Campaigns(store)
    gold = Item(content={"text": "known"}, answer_id="gold", gold={"correct": 5})
    one = campaigns.add("c", "fake", [*items(30, needed=2), gold], scrub=False, repeats=0.3)
    rounds = {rater: [(t.answer_id, t.round) for t in work(campaigns, one.id, rater)] for rater in ("ann", "bob")}

    for tasks in rounds.values():
        assert ("gold", "first") in tasks
        again = [answer for answer, number in tasks if number == "repeat"]
        assert 3 <= len(again) == len(set(again)) <= 20
    assert campaigns.progress(one.id, "ann").needed == 60


def test_pairs_are_shown_in_both_orders(store: Store) -> None:
    campaigns = Campaigns(store)
    pairs = [Item(content={"texts": ["a", "b"]}, answer_id=f"a{n}", other_id=f"b{n}", needed=2) for n in range(8)]
    one = campaigns.add("c", "fake", pairs, kind="pairs", scrub=False, repeats=0)
    shown: Counter[tuple[str, bool]] = Counter()
    for rater in ("ann", "bob"):
        shown.update((t.answer_id, t.swapped) for t in work(campaigns, one.id, rater))

    assert shown == {(f"a{n}", swapped): 1 for n in range(8) for swapped in (False, True)}


def test_no_row_of_a_campaign_can_be_rewritten_or_deleted(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "fake", items(2), scrub=False)
    work(campaigns, one.id, "ann")

    for statement in (
        "UPDATE campaign_step SET kind = 'skipped'",
        "DELETE FROM campaign_step",
        "UPDATE campaign_task SET rater = 'bob'",
        "UPDATE campaign_item SET content = 'other'",
        "DELETE FROM campaign_item",
        "UPDATE campaign SET name = 'other'",
        "UPDATE rating SET value = 5",
        "UPDATE rating SET reason = 'other'",
    ):
        with pytest.raises(DBAPIError), store._database.engine.begin() as connection:
            connection.execute(text(statement))


def test_deleting_a_talk_empties_what_campaigns_show_of_it(store: Store) -> None:
    talk = store.start_talk("fake", "demo", "t")
    store.save_answer(whole_answer("a1"), scenario="fake", request={"question": "What is the rent?"})
    store.add_message(talk.id, "assistant", "The rent", answer_id="a1")
    campaigns = Campaigns(store)
    shown = Item(content={"text": "The rent is 900"}, answer_id="a1")
    one = campaigns.add("c", "fake", [shown, *items(1)], scrub=False)

    store.delete_talk(talk.id)

    assert [task.content for task in work(campaigns, one.id, "ann")] == [{"text": "text 0"}]


def test_an_answer_is_listed_with_its_request(store: Store) -> None:
    store.save_answer(whole_answer("a1"), scenario="fake", request={"question": "What is the rent?"})

    [kept] = store.answers("fake")

    assert (kept.answer, kept.request) == (whole_answer("a1"), {"question": "What is the rent?"})
    assert store.kept("a1") == kept


def test_an_item_held_too_long_goes_to_another_too() -> None:
    held = State(task_id=1, item_id=1, rater="ann", round="first", kind="open", since=NOW)
    need = [Shortage(item_id=1, needed=1)]

    within = choose(need, [held], "bob", now=NOW + LEASE - timedelta(seconds=1), repeats=0, seed=0)
    after = choose(need, [held], "bob", now=NOW + LEASE, repeats=0, seed=0)

    assert within is None
    assert after is not None
