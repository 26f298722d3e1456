"""An expert works through a campaign by keyboard alone, takes one back, corrects, and finds it all kept."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from minigiants import rating, scenario
from minigiants.store import OPEN, Campaigns, Item, Rating, Store
from tests.browser.reader import Reader
from tests.browser.server import Server
from tests.browser.test_accessibility import LOOKS, barriers, fits

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ITEMS = 6
EVIDENCE = [{"document": "rules.pdf", "page": 2, "text": "The canteen <b>serves</b> warm meals from 11:30."}]


def campaign(server: Server, items: list[Item], **about: Any) -> str:
    """Put a campaign into the server's database, as the newest one, and return its id."""
    store = Store(f"sqlite:///{server.home / 'minigiants.db'}", through=OPEN)
    criteria = rating.criteria(scenario.load("document_qa"))
    made = Campaigns(store).add("Browser", "document_qa", items, criteria=criteria, scrub=False, repeats=0, **about)
    store.close()
    return made.id


def answers(number: int = ITEMS, needed: int = 1) -> list[Item]:
    return [
        Item(
            content={"question": f"Question {n}?", "text": f"Answer {n} is <i>written</i>.", "evidence": EVIDENCE},
            answer_id=f"browser-{n}",
            needed=needed,
        )
        for n in range(number)
    ]


def results(server: Server, campaign_id: str) -> list[tuple[str, dict[str, int], str]]:
    store = Store(f"sqlite:///{server.home / 'minigiants.db'}", through=OPEN)
    found = Campaigns(store).results(campaign_id)
    store.close()
    return [
        (
            result.item.answer_id,
            {r.criterion: r.value for r in result.ratings if r.value is not None},
            "".join(r.edit for r in result.ratings),
        )
        for result in found
    ]


class Keys:
    """Hands on a keyboard and on nothing else; counts."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.reader.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        self.reader.page.keyboard.type(text)
        self.pressed += len(text)


def card(reader: Reader) -> Locator:
    return reader.page.locator(".mg-card")


def shown(reader: Reader) -> str:
    expect(card(reader)).to_contain_text("Question", timeout=30_000)
    return card(reader).locator("p").first.inner_text()


def gone(reader: Reader, question: str) -> None:
    """Wait until another item, or none, is on the screen."""
    reader.page.wait_for_function(
        "q => document.querySelector('.mg-card p')?.textContent !== q", arg=question, timeout=30_000
    )
    reader.settle()


def test_a_campaign_is_worked_through_by_keyboard_alone(
    new_reader: Callable[..., Reader], server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    made = campaign(server, answers())
    reader = new_reader()
    reader.open("expert_review")
    keys = Keys(reader)
    seen = []
    for _ in range(ITEMS):
        seen.append(shown(reader))
        if len(seen) == 1:
            reader.photograph("expert-card")
        keys.press("4", "3", "5", "Enter")
        gone(reader, seen[-1])
    expect(reader.page.get_by_text("You have rated everything here")).to_be_visible()
    reader.photograph("expert-finished")

    kept = results(server, made)
    assert sorted(seen) == [f"Question {n}?" for n in range(ITEMS)]
    assert [values for _, values, _ in kept] == [{"correct": 4, "complete": 3, "citations": 5}] * ITEMS
    with capsys.disabled():
        print(f"\nkeys per item: {keys.pressed / ITEMS:.1f}, clicks per item: 0.0, n {ITEMS}, three criteria")


def test_the_last_one_is_taken_back_and_corrected_by_keyboard(
    new_reader: Callable[..., Reader], server: Server
) -> None:
    made = campaign(server, answers())
    reader = new_reader()
    reader.open("expert_review")
    keys = Keys(reader)
    first = shown(reader)
    keys.press("1", "1", "1", "Enter")
    gone(reader, first)
    second = shown(reader)

    keys.press("u")
    gone(reader, second)
    assert shown(reader) == first
    expect(card(reader).get_by_role("radio", name="1 Wrong", exact=False).first).to_be_checked()
    keys.press("n", "5", "e")
    reader.page.keyboard.press("Control+A")
    keys.type("It reads better so.")
    keys.press("Escape", "Enter")
    gone(reader, first)

    [(_, values, edit)] = results(server, made)
    assert edit == "It reads better so."
    assert sorted(values.values()) == [1, 1, 5]


def test_words_are_marked_by_keyboard_and_a_mark_is_taken_back(
    new_reader: Callable[..., Reader], server: Server
) -> None:
    made = campaign(server, answers(1))
    reader = new_reader()
    reader.open("expert_review")
    shown(reader)
    keys = Keys(reader)
    for words in ("is", "WRITTEN"):
        keys.press("m")
        keys.type(words)
        keys.press("Enter", "Escape")
    marks = card(reader).get_by_role("button", name="Remove the mark")
    expect(marks).to_have_count(2)
    marks.first.focus()
    keys.press("Enter")
    expect(marks).to_have_count(1)
    assert barriers(reader, "expert-marks") == []
    keys.press("4", "4", "4", "Enter")
    expect(reader.page.get_by_text("You have rated everything here")).to_be_visible()

    store = Store(f"sqlite:///{server.home / 'minigiants.db'}", through=OPEN)
    [result] = Campaigns(store).results(made)
    store.close()
    text = answers(1)[0].content["text"]
    assert [text[m.start : m.end] for r in result.ratings for m in r.marks] == ["written"]


def test_an_unfinished_item_is_not_saved_and_says_what_is_missing(
    new_reader: Callable[..., Reader], server: Server
) -> None:
    made = campaign(server, answers())
    reader = new_reader()
    reader.open("expert_review")
    shown(reader)

    Keys(reader).press("4", "Enter")

    told = card(reader).get_by_role("status").filter(has_text="Answer the marked question first")
    expect(told).to_be_visible()
    assert results(server, made) == []


def test_choosing_between_two_takes_one_key_and_closing_the_tab_loses_nothing(
    new_reader: Callable[..., Reader], server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [
        Item(
            content={"question": f"Pair {n}? Question", "texts": [f"First {n}", f"Second {n}"]},
            answer_id=f"one-{n}",
            other_id=f"other-{n}",
            origin={"models": ["secret-a", "secret-b"]},
        )
        for n in range(4)
    ]
    made = campaign(server, pairs, kind="pairs")
    reader = new_reader()
    reader.open("expert_review")
    keys = Keys(reader)
    for key in ("1", "t"):
        now = shown(reader)
        assert "secret" not in reader.page.content()
        keys.press(key)
        gone(reader, now)
    reader.page.context.close()

    again = new_reader()
    again.open("expert_review")
    keys.reader = again
    for key in ("2", "0"):
        now = shown(again)
        keys.press(key)
        gone(again, now)

    assert len({answer for answer, _, _ in results(server, made)}) == 4
    with capsys.disabled():
        print(f"\nkeys per pair: {keys.pressed / 4:.1f}, clicks per pair: 0.0, n 4")


@pytest.mark.parametrize(
    ("width", "dark"), LOOKS, ids=[f"{width}-{'dark' if dark else 'light'}" for width, dark in LOOKS]
)
def test_the_page_keeps_nobody_out(new_reader: Callable[..., Reader], server: Server, width: int, dark: bool) -> None:
    made = campaign(server, answers(20, needed=2))
    store = Store(f"sqlite:///{server.home / 'minigiants.db'}", through=OPEN)
    campaigns = Campaigns(store)
    for rater, moved in (("ann", 0), ("bob", 1)):
        for n in range(14):
            task = campaigns.next_task(made, rater)
            assert task
            values = {"correct": 1 + n % 4 + moved, "complete": 1 + n % 5, "citations": 3}
            given = [
                Rating(answer_id=task.answer_id, rater=rater, criterion=name, value=value, time=datetime.now(UTC))
                for name, value in values.items()
            ]
            campaigns.save(task.id, given)
    store.close()
    reader = new_reader(width, dark=dark)
    reader.open("expert_review")
    shown(reader)

    assert barriers(reader, "expert-rate") == []
    assert fits(reader)
    for view in ("Results", "Corrections", "New campaign"):
        reader.view(view)
        if view == "Results":
            reader.page.get_by_text("show the results so far").click()
            reader.settle()
            expect(reader.page.get_by_text("Attention and consistency")).to_be_visible(timeout=60_000)
        assert barriers(reader, f"expert-{view.lower().replace(' ', '-')}") == []
        assert fits(reader)
