"""Campaigns go on when a talk is deleted, when somebody looks and leaves, and when one takes a rating back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from minigiants.settings import Settings
from minigiants.store import OPEN, Campaigns, Item, Rating, Store, StoreError, Task
from minigiants.store.campaigns.assignment import LEASE
from tests.store.conftest import whole_answer

NOW = datetime(2026, 1, 2, tzinfo=UTC)
SCRIPT = """
from minigiants.settings import Settings
from minigiants.ui import expert

expert.expert_page(expert.Panel(Settings()))
"""


class Clock:
    """Goes on when told to, and by a second each time it is read."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    opened = Store(url, clock=clock, through=OPEN)
    yield opened
    opened.close()


@pytest.fixture
def campaigns(store: Store) -> Campaigns:
    return Campaigns(store)


def made(campaigns: Campaigns, number: int, needed: int = 1, repeats: float = 0.0) -> str:
    items = [
        Item(content={"question": "q", "text": f"text {n}"}, answer_id=f"y{n}", needed=needed) for n in range(number)
    ]
    return campaigns.add("c", "document_qa", items, scrub=False, repeats=repeats).id


def given(campaigns: Campaigns, one: str, rater: str, *, adjudicate: bool = False) -> Task:
    task = campaigns.next_task(one, rater, adjudicate=adjudicate)
    assert task
    return task


def save(campaigns: Campaigns, task: Task, rater: str, value: int = 3) -> Task:
    rating = Rating(answer_id=task.answer_id, rater=rater, criterion="correct", value=value, time=NOW)
    campaigns.save(task.id, [rating])
    return task


def disputed(campaigns: Campaigns, number: int) -> str:
    """Return a campaign on whose items Ann and Bob disagree."""
    one = made(campaigns, number, needed=2)
    for rater, value in (("ann", 1), ("bob", 5)):
        while task := campaigns.next_task(one, rater):
            save(campaigns, task, rater, value)
    return one


def forget(store: Store, answer_id: str) -> None:
    """Delete a conversation in which the answer was given."""
    talk = store.start_talk("document_qa", "demo", "t")
    store.save_answer(whole_answer(answer_id), scenario="document_qa", request={"question": "What is the rent?"})
    store.add_message(talk.id, "assistant", "The rent", answer_id=answer_id)
    store.delete_talk(talk.id)


def test_who_holds_a_deleted_item_gets_the_next_one(store: Store, campaigns: Campaigns) -> None:
    one = made(campaigns, 2)
    held = given(campaigns, one, "ann")

    forget(store, held.answer_id)
    after = given(campaigns, one, "ann")

    assert after.answer_id != held.answer_id
    assert after.content["text"] == f"text {after.answer_id[1:]}"


def test_a_deleted_item_does_not_come_again_as_a_repeat(store: Store, campaigns: Campaigns) -> None:
    one = made(campaigns, 1, repeats=1.0)
    done = save(campaigns, given(campaigns, one, "ann"), "ann")

    forget(store, done.answer_id)

    assert campaigns.next_task(one, "ann") is None


def test_a_deleted_item_is_not_taken_back_and_the_one_before_is(store: Store, campaigns: Campaigns) -> None:
    one = made(campaigns, 2)
    first, last = (save(campaigns, given(campaigns, one, "ann"), "ann") for _ in range(2))

    forget(store, last.answer_id)

    assert campaigns.undo(one, "ann")
    assert given(campaigns, one, "ann").id == first.id
    assert not campaigns.undo(one, "ann")


def test_who_settles_a_deleted_item_gets_the_next_one(store: Store, campaigns: Campaigns) -> None:
    one = disputed(campaigns, 2)
    held = given(campaigns, one, "cid", adjudicate=True)

    forget(store, held.answer_id)

    assert [held.answer_id, given(campaigns, one, "cid", adjudicate=True).answer_id] == ["y0", "y1"]


def test_a_disagreement_that_somebody_only_looked_at_is_settled_by_another(campaigns: Campaigns, clock: Clock) -> None:
    one = disputed(campaigns, 2)
    assert given(campaigns, one, "cid", adjudicate=True).answer_id == "y0"
    assert campaigns.progress(one, "dan").disputes == 2

    clock.now += timedelta(days=30)
    settled = [save(campaigns, given(campaigns, one, "dan", adjudicate=True), "dan").answer_id for _ in range(2)]

    assert settled == ["y0", "y1"]
    assert campaigns.progress(one, "dan").disputes == 0
    assert campaigns.next_task(one, "cid", adjudicate=True) is None


def test_two_never_settle_the_same_at_once(campaigns: Campaigns, clock: Clock) -> None:
    one = disputed(campaigns, 2)
    cid, dan = (given(campaigns, one, rater, adjudicate=True).answer_id for rater in ("cid", "dan"))
    assert (cid, dan) == ("y0", "y1")
    assert campaigns.next_task(one, "eve", adjudicate=True) is None

    clock.now += LEASE
    late = [given(campaigns, one, rater, adjudicate=True).answer_id for rater in ("cid", "eve")]

    assert late == ["y0", "y1"]
    assert campaigns.next_task(one, "dan", adjudicate=True) is None


def test_what_another_has_settled_since_is_not_settled_again(campaigns: Campaigns, clock: Clock) -> None:
    one = disputed(campaigns, 1)
    left = given(campaigns, one, "cid", adjudicate=True)
    clock.now += LEASE
    save(campaigns, given(campaigns, one, "dan", adjudicate=True), "dan", 4)

    with pytest.raises(StoreError, match="somebody else has settled this since"):
        save(campaigns, left, "cid", 2)

    assert [r.rater for r in campaigns.results(one) if r.round == "adjudication"] == ["dan"]


def test_taking_back_keeps_to_what_one_is_at(campaigns: Campaigns) -> None:
    one = disputed(campaigns, 1)
    settled = save(campaigns, given(campaigns, one, "dan", adjudicate=True), "dan")

    assert not campaigns.undo(one, "dan")
    assert not campaigns.undo(one, "ann", adjudicate=True)
    assert len(campaigns.results(one)) == 3

    assert campaigns.undo(one, "dan", adjudicate=True)
    assert given(campaigns, one, "dan", adjudicate=True).id == settled.id


def plain_card(task: Task, campaign: Any, *, on_said: Any, on_undone: Any, on_skipped: Any) -> None:
    """Stand for the card that the browser draws, which no test of a page can press."""
    import streamlit as st

    st.text(f"item {task.answer_id}")
    st.button("Undo", on_click=on_undone)


def test_the_view_takes_back_what_it_shows(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minigiants.ui.expert.work.show_card", plain_card)
    campaigns = Campaigns(Store(Settings().database_url, through=OPEN))
    one = disputed(campaigns, 2)
    rater = Settings().user
    save(campaigns, given(campaigns, one, rater, adjudicate=True), rater)
    page = AppTest.from_string(SCRIPT, default_timeout=60).run()
    [back] = [button for button in page.button if button.label == "Undo the last one"]

    page = back.click().run()
    kept = campaigns.progress(one, rater).mine
    page = page.segmented_control(key="expert-view").set_value("Settle disagreements").run()
    shown = [element.value for element in page.text]
    [undo] = [button for button in page.button if button.label == "Undo"]
    page = undo.click().run()

    assert kept == 1
    assert {"1 disagreement left for people who did not rate the item.", "item y1"} <= set(shown)
    assert "item y0" in [element.value for element in page.text]
    assert campaigns.progress(one, rater).mine == 0
    assert not page.exception


def test_the_last_disagreement_one_settled_can_be_taken_back(home: Any) -> None:
    campaigns = Campaigns(Store(Settings().database_url, through=OPEN))
    one = disputed(campaigns, 1)
    rater = Settings().user
    save(campaigns, given(campaigns, one, rater, adjudicate=True), rater)
    page = AppTest.from_string(SCRIPT, default_timeout=60).run()
    page = page.segmented_control(key="expert-view").set_value("Settle disagreements").run()
    [back] = [button for button in page.button if button.label == "Undo the last one"]

    page = back.click().run()

    assert not page.exception
    assert campaigns.progress(one, rater).mine == 0
    assert campaigns.progress(one, rater).disputes == 1


def test_a_card_is_drawn_after_the_item_in_hand_was_deleted(home: Any) -> None:
    store = Store(Settings().database_url, through=OPEN)
    campaigns = Campaigns(store)
    one = made(campaigns, 1)
    held = given(campaigns, one, Settings().user)

    forget(store, held.answer_id)
    page = AppTest.from_string(SCRIPT, default_timeout=60).run()

    assert not page.exception
    assert any("You have rated everything here" in str(element.value) for element in page.success)
