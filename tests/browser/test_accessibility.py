"""Nobody is kept out: every page passes axe at every width, in the light and in the dark."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import assert_private, provide
from tests.browser.reader import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKS = [(1280, False), (1280, True), (400, False), (400, True)]
GRAVE = {"serious", "critical"}
TRIES = 4
_PLAIN = """() => !document.querySelector('[data-stale="true"]') &&
  [...document.querySelectorAll('[data-testid="stElementContainer"]')]
    .every(e => getComputedStyle(e).opacity === '1')"""
"""Nothing is pale because it is about to be written anew."""


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{'dark' if look[1] else 'light'}")
def look(request: pytest.FixtureRequest, open_tab: Callable[..., Reader]) -> Iterator[Reader]:
    """Keep one tab for all tests of a look: a browser that was here before has the page's scripts."""
    width, dark = request.param
    reader = open_tab(width, dark=dark)
    yield reader
    assert_private(reader)


@pytest.fixture
def tab(look: Reader, pdf: Path) -> Reader:
    """Open the documents' page anew."""
    provide(look, pdf)
    return look


def barriers(reader: Reader, name: str) -> list[str]:
    """List what keeps somebody out of the page, and keep a picture of it: what is seen at each of a few looks.

    A page that is drawn anew while axe looks is pale for a moment; what keeps people out stays.
    """
    reader.page.wait_for_function(_PLAIN)
    size = reader.page.viewport_size
    dark = reader.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    reader.photograph(f"{name}-{size['width'] if size else 0}-{'dark' if dark else 'light'}")
    found: list[str] = []
    for _ in range(TRIES):
        found = _violations(reader)
        if not found:
            break
        reader.page.wait_for_timeout(1000)
        reader.page.wait_for_function(_PLAIN)
    return found


def _violations(reader: Reader) -> list[str]:
    found = Axe().run(reader.page).response["violations"]
    return [
        f"{v['id']} ({v['impact']}): {v['help']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for v in found
        if v["impact"] in GRAVE
        for node in v["nodes"][:3]
    ]


def fits(reader: Reader) -> bool:
    """Tell whether the page can be read: without scrolling sideways, and its title from under the bar above it."""
    return bool(
        reader.page.evaluate(
            """() => {
              const bar = document.querySelector('[data-testid="stHeader"]');
              const title = document.querySelector('h1');
              let scrolled = 0;
              for (let e = title; e; e = e.parentElement) scrolled += e.scrollTop;
              const edge = bar && getComputedStyle(bar).backgroundColor !== 'rgba(0, 0, 0, 0)'
                ? bar.getBoundingClientRect().bottom : 0;
              const narrow = document.documentElement.scrollWidth <= window.innerWidth + 1;
              return narrow && (scrolled > 0 || title.getBoundingClientRect().top >= edge);
            }"""
        )
    )


def test_the_first_page_keeps_nobody_out(tab: Reader) -> None:
    tab.open("")

    assert barriers(tab, "home") == []
    assert fits(tab)


@pytest.mark.parametrize("view", ["Ask", "Documents", "Try a search"])
def test_a_view_of_the_documents_keeps_nobody_out(tab: Reader, view: str) -> None:
    tab.view(view)
    if view == "Try a search":
        tab.page.get_by_role("textbox", name="Words or a question").fill("night shift")
        tab.page.keyboard.press("Enter")
        expect(tab.page.get_by_text("Open a passage on its page")).to_be_visible(timeout=30_000)

    assert barriers(tab, view.lower().replace(" ", "-")) == []
    assert fits(tab)


@pytest.mark.parametrize("opened", ["answer", "source", "why", "rating"])
def test_an_answer_keeps_nobody_out(tab: Reader, opened: str) -> None:
    talks = tab.page.get_by_role("button", name="When does the night shift begin?")
    if talks.count():
        talks.first.dispatch_event("click")  # on a narrow screen they are behind the menu
        tab.settle()
    else:
        tab.ask("When does the night shift begin?")
    tab.wait_for_answer()
    if opened == "source":
        tab.citations().first.click()
        tab.cited_page()
    elif opened != "answer":
        tab.page.get_by_text({"why": "Why this answer", "rating": "Rate in detail or correct it"}[opened]).last.click()
        tab.settle()

    assert barriers(tab, opened) == []
    assert fits(tab)
