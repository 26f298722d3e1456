"""The desk with the keyboard alone: give a talk back with a note, look a closed one up and read it again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from minigiants.settings import Settings
from minigiants.store import OPEN, Store
from scenarios.customer_support.helpdesk import Handovers
from tests.browser.reader import PATIENCE, Reader
from tests.browser.server import Server
from tests.scenarios.customer_support.pages.test_pages import DESK

pytestmark = pytest.mark.browser
OPENS = 20_000.0
"""Milliseconds in which a talk that was chosen must stand there: nobody waits for a second click."""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def talks(home: Path) -> Iterator[Store]:
    """Give a desk with one talk that waits and one that was closed."""
    store = Store(Settings().database_url, through=OPEN)
    for said in ("My lamp flickers", "My brake squeals"):
        talk = store.start_talk("customer_support", "shop", said).id
        store.add_message(talk, "user", said)
        packet: dict[str, object] = {
            "summary": f"About: {said}",
            "wants": said,
            "tried": [],
            "sources": [],
            "transcript": [],
        }
        handover = Handovers(store).open(talk, site="Shop", reason="complaint", packet=packet)
        if "brake" in said:
            Handovers(store).take(handover.id, "ann")
            Handovers(store).close(handover.id, "solved")
    yield store
    store.close()


@pytest.fixture
def page(
    talks: Store, home: Path, tmp_path: Path, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    script = tmp_path / "desk.py"
    script.write_text(DESK.format(home=str(home)))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    server = Server(home, tmp_path / "server.log", script)
    server.start()
    opened = chromium.new_page(viewport={"width": 1000, "height": 900})
    opened.goto(server.url)
    Reader(opened, server.url, tmp_path).settle()
    yield opened
    opened.close()
    server.stop()


def reached(page: Page, wanted: Locator) -> Locator:
    """Go on with Tab until `wanted` has the focus."""
    expect(wanted).to_be_visible(timeout=PATIENCE)
    for _ in range(80):
        if wanted.evaluate("e => e === document.activeElement"):
            return wanted
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab reaches {wanted}")


def test_a_talk_is_given_back_and_a_closed_one_read_again_with_the_keyboard_alone(page: Page, talks: Store) -> None:
    reached(page, page.get_by_role("button", name="My lamp flickers"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take over")).to_be_visible(timeout=OPENS)
    reached(page, page.get_by_role("button", name="Take over"))
    page.keyboard.press("Enter")
    reached(page, page.get_by_role("textbox", name="Note for your colleagues"))
    page.keyboard.type("I know no lamps")
    page.keyboard.press("Tab")
    reached(page, page.get_by_role("button", name="Return to the queue"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(": I know no lamps")).to_be_visible(timeout=PATIENCE)
    [handover] = Handovers(talks).listed("waiting")

    reached(page, page.get_by_role("radio").or_(page.get_by_test_id("stButtonGroup").get_by_role("button")).first)
    page.keyboard.press("ArrowRight")
    view = page.get_by_role("radio", name="Closed").or_(page.get_by_role("button", name="Closed"))
    if not page.get_by_role("textbox", name="Conversation number").count():
        reached(page, view.first)
        page.keyboard.press("Enter")
    reached(page, page.get_by_role("textbox", name="Conversation number"))
    page.keyboard.type("SQUEALS")
    page.keyboard.press("Enter")
    reached(page, page.get_by_role("button", name="My brake squeals"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("Outcome: Solved, by ann")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("About: My brake squeals")).to_be_visible(timeout=PATIENCE)
    assert handover.notes.endswith(": I know no lamps")
