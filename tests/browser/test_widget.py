"""The widget on a page of another origin, with the keyboard alone, 400 pixels wide."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser

from minigiants.pipeline import Services
from minigiants.types import Answer, Evidence
from scenarios.customer_support.helpdesk import Helpdesk
from scenarios.customer_support.sites import key_hash
from scenarios.customer_support.web import build_app
from tests.scenarios.customer_support.helpdesk.conftest import desk, services, store

__all__ = ["desk", "services", "store"]

pytestmark = pytest.mark.browser
PAGE = (
    "<!doctype html><html lang='en'><meta name='viewport' content='width=device-width'><title>Shop</title>"
    "<h1>Our shop</h1><script src='{base}/widget.js' data-key='k' defer></script>"
)


class Quiet(SimpleHTTPRequestHandler):
    """A shop's own web server."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        """Print nothing."""


@pytest.fixture
def shop(tmp_path: Path, desk: Helpdesk, services: Services) -> Iterator[str]:
    """Serve a shop's page on one origin, and the API on another."""
    folder = tmp_path / "web"
    folder.mkdir()
    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    origin = f"http://127.0.0.1:{web.server_address[1]}"
    sites = tmp_path / "sites"
    text = f"name = 'Shop'\ncollection = 'shop'\nkey = '{key_hash('k')}'\norigins = ['{origin}']\npause = 0\n"
    (sites / "shop.toml").write_text(text)
    server = uvicorn.Server(uvicorn.Config(build_app(desk, lambda: services, sites), port=0, log_level="warning"))
    threads = [threading.Thread(target=run, daemon=True) for run in (web.serve_forever, server.run)]
    for thread in threads:
        thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    (folder / "index.html").write_text(PAGE.format(base=f"http://127.0.0.1:{port}"))
    yield origin
    server.should_exit = True
    web.shutdown()
    web.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Any]:
    opened = chromium.new_page(viewport={"width": 400, "height": 800})
    yield opened
    opened.close()


def hold(page: Any, address: str) -> list[Any]:
    """Let requests to `address` wait, and list them."""
    held: list[Any] = []

    def keep(route: Any) -> None:
        held.append(route)

    page.route(address, keep)
    return held


def test_a_talk_with_the_keyboard_alone_on_a_narrow_page(shop: str, page: Any) -> None:
    said: list[str] = []

    def shown(dialog: Any) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", shown)
    page.goto(shop)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("<img src=x onerror=alert(1)>")
    page.keyboard.press("Enter")
    page.get_by_text("You said: <img src=x onerror=alert(1)>").wait_for()
    page.keyboard.type("I want a person")
    page.keyboard.press("Enter")
    page.get_by_text("Your place in the queue: 1.").wait_for()

    wide = page.evaluate("document.documentElement.scrollWidth")
    page.keyboard.press("Escape")

    assert said == []
    assert wide <= 400
    assert page.get_by_role("button", name="Questions? Ask us").is_visible()


def test_a_customer_says_whether_an_answer_helped(shop: str, page: Any, desk: Helpdesk) -> None:
    page.goto(shop)
    page.get_by_role("button", name="Questions? Ask us").click()
    page.keyboard.type("Do you open on Sunday?")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Not helpful").click()
    page.get_by_text("Thank you.").wait_for()

    [answer] = [m.answer_id for m in desk.messages(page.evaluate("sessionStorage['minigiants-talk']")) if m.answer_id]
    assert [(r.rater, r.value) for r in desk.store.ratings(answer)] == [("customer", 0)]
    assert page.get_by_role("button", name="Not helpful").get_attribute("aria-pressed") == "true"


def test_a_connection_that_is_lost_is_said_and_nothing_is_shown_twice(shop: str, page: Any) -> None:
    page.goto(shop)
    page.get_by_role("button", name="Questions? Ask us").click()
    page.route("**/messages", lambda route: route.fulfill(body='{"stage": "read", "done": 0, "total": 9}\n'))
    page.route("**/v1/talks/*", lambda route: route.abort())
    page.keyboard.type("Do you open on Sunday?")
    page.keyboard.press("Enter")
    page.get_by_text("The connection was lost before the answer came.").wait_for()
    page.unroute("**/messages")
    page.unroute("**/v1/talks/*")
    page.get_by_label("Your question").fill("Do you open on Monday?")
    page.keyboard.press("Enter")
    page.get_by_text("You said: Do you open on Monday?").wait_for()
    page.wait_for_timeout(6000)  # the widget has looked again

    assert page.locator(".said.user", has_text="Monday").count() == 1


def test_a_talk_opened_again_has_its_sources_and_thumbs(shop: str, page: Any, desk: Helpdesk) -> None:
    quote = Evidence(passage_id="p", document_id="d", document="hours.md", page=2, start=0, end=1, text="From nine.")
    page.goto(shop)
    page.get_by_role("button", name="Questions? Ask us").click()
    page.keyboard.type("Do you open on Sunday?")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Not helpful").click()
    page.get_by_text("Thank you.").wait_for()
    talk = page.evaluate("sessionStorage['minigiants-talk']")
    desk.store.save_answer(
        Answer(id="a9", text="From nine.", action="answer", evidence=(quote,)), scenario="s", request={}, talk_id=talk
    )
    desk.store.add_message(talk, "assistant", "From nine.", answer_id="a9")

    page.reload()
    page.get_by_role("button", name="Questions? Ask us").click()
    page.get_by_text("Source: hours.md, page 2").wait_for()

    pressed = [b.get_attribute("aria-pressed") for b in page.get_by_role("button", name="elpful").all()]
    assert pressed == ["false", "true", "false", "false"]
    assert page.locator(".said").count() == 4  # the greeting, the question and two answers
    assert page.get_by_role("button", name="Ask again").count() == 0


def test_an_answer_that_was_cut_off_is_asked_again_with_the_keyboard(shop: str, page: Any, desk: Helpdesk) -> None:
    page.goto(shop)
    page.get_by_role("button", name="Questions? Ask us").click()
    page.keyboard.type("crash")
    page.keyboard.press("Enter")
    page.get_by_text("Something went wrong on our side.").wait_for()
    desk._pipeline = lambda request, services, on_event=None: Answer(id="b1", text="Mended.", action="answer")
    page.get_by_role("button", name="Ask again").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Mended.").wait_for()

    assert [m.role for m in desk.messages(page.evaluate("sessionStorage['minigiants-talk']"))] == ["user", "assistant"]
    assert page.locator(".said.user").count() == 1
    page.get_by_role("button", name="Ask again").wait_for(state="hidden")


def test_a_question_and_the_wish_for_a_person_at_once_begin_one_talk(shop: str, page: Any, desk: Helpdesk) -> None:
    page.goto(shop)
    page.get_by_role("button", name="Questions? Ask us").click()
    held = hold(page, "**/v1/talks")
    page.keyboard.type("Do you open on Sunday?")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Talk to a person").click()
    page.wait_for_timeout(300)
    for route in held:
        route.continue_()
    page.get_by_text("Your place in the queue: 1.").wait_for()

    assert len(held) == 1
    assert len(desk.handovers.listed("waiting", "taken")) == 1


def test_two_looks_at_once_draw_what_was_said_once(shop: str, page: Any, desk: Helpdesk) -> None:
    page.goto(shop)
    page.get_by_role("button", name="Questions? Ask us").click()
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    page.get_by_text("You said: hello").wait_for()
    desk.store.add_message(page.evaluate("sessionStorage['minigiants-talk']"), "agent", "I am Kim.")
    held = hold(page, "**/v1/talks/*?after=*")
    for _ in range(2):
        page.get_by_role("button", name="Close").click()
        page.get_by_role("button", name="Questions? Ask us").click()
    page.wait_for_timeout(300)
    for route in list(held):
        route.continue_()
    page.get_by_text("I am Kim.").wait_for()
    page.wait_for_timeout(300)

    assert len(held) > 1
    assert page.get_by_text("I am Kim.").count() == 1


def test_a_message_that_never_arrived_is_back_in_the_box(shop: str, page: Any, desk: Helpdesk) -> None:
    page.goto(shop)
    page.get_by_role("button", name="Questions? Ask us").click()
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    page.get_by_text("You said: hello").wait_for()
    page.route("**/messages", lambda route: route.abort())
    page.keyboard.type("Do you open on Sunday?")
    page.keyboard.press("Enter")
    page.get_by_text("The server of this chat, 127.0.0.1").wait_for()
    page.wait_for_function("document.querySelector('div').shadowRoot.querySelector('textarea').value.length > 0")

    assert page.get_by_label("Your question").input_value() == "Do you open on Sunday?"
    assert page.locator(".said.user").count() == 1


def test_messages_in_a_burst_are_answered_once_and_together(
    shop: str, page: Any, desk: Helpdesk, tmp_path: Path
) -> None:
    file = tmp_path / "sites" / "shop.toml"
    file.write_text(file.read_text().replace("pause = 0", "pause = 1.5"))
    page.goto(shop)
    page.get_by_role("button", name="Questions? Ask us").click()
    page.get_by_role("heading", name="Shop", exact=True).last.wait_for()
    for piece in ("hi", "how much is a service", "sorry, the full one"):
        page.keyboard.type(piece)
        page.keyboard.press("Enter")
    page.get_by_text("You said: sorry, the full one").wait_for()

    said = desk.messages(page.evaluate("sessionStorage['minigiants-talk']"))
    assert [m.role for m in said] == ["user", "user", "user", "assistant"]
    assert page.locator(".said.user").count() == 3
    assert page.get_by_text("You said:").count() == 1
