"""A talk as people have it: a follow-up, a list, a computed answer, a comparison, one file only, a stop."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import assert_private
from tests.browser.reader import PATIENCE, Reader
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OLD = """# Harbour rules

The harbour master is Ilse Varga, who works in the red house on the pier.

The harbour master is in the office from 8 to 11 on weekdays.

Every guest pays a fee of 5 euros a day at the gate.

Open fire is forbidden on all jetties.
"""
NEW = (
    OLD.replace("5 euros", "8 euros")
    + """
## Places

| Boat | Fee per night | Places |
|---|---|---|
| Rowing boat | 6 | 14 |
| Sailing boat | 22 | 9 |
| House boat | 41 | 3 |
"""
)
FILES = {"harbour-2019.md": OLD, "harbour-2024.md": NEW}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, furnished: Callable[[Path], Path]) -> Iterator[Server]:
    """An app of its own: the collection that was used last opens, for whoever comes next."""
    folder = tmp_path_factory.mktemp("talk")
    server = Server(furnished(folder / "home"), folder / "server.log")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def guest(chromium: Browser, harbour: Server, pictures: Path | None) -> Iterator[Reader]:
    """A person with a tab of that app."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    reader = Reader(context.new_page(), harbour.url, pictures)
    yield reader
    reader.photograph("end-of-a-talk")
    assert_private(reader)


def replies(reader: Reader) -> int:
    return reader.page.get_by_role("button", name="Answer again").count()


def ask(reader: Reader, question: str) -> None:
    """Ask, and wait until one more reply stands, whatever it says."""
    before = replies(reader)
    reader.ask(question)
    expect(reader.stop_button).to_have_count(0, timeout=PATIENCE)
    reader.settle()
    assert replies(reader) == before + 1, "the question has no reply"


def choose(page: Page, field: str, option: str) -> None:
    """Choose from a list that the page may still be drawing: what closes it under the pointer is opened again."""
    for patience in (5000, 5000, 5000, 30000):
        page.get_by_role("combobox", name=re.compile(field)).click()
        try:
            return page.get_by_role("option", name=option).click(timeout=patience)
        except Error:
            page.keyboard.press("Escape")
    raise AssertionError(f"{field!r} offers no {option!r}")


def answer(reader: Reader) -> str:
    return reader.page.locator(".answer").last.inner_text()


def sources(reader: Reader) -> list[str]:
    return reader.page.locator("[class*='st-key-sources-']").last.get_by_role("button").all_inner_texts()


def test_a_talk_of_six_turns(guest: Reader, tmp_path: Path) -> None:
    reader, page = guest, guest.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    reader.open()
    reader.upload(*(tmp_path / name for name in FILES))
    reader.view("Ask")

    ask(reader, "Who is the harbour master?")
    ask(reader, "And when is she in the office?")
    expect(page.get_by_text("Understood as:")).to_be_visible()

    ask(reader, "List all guest fees")
    assert {"5 euros", "8 euros"} <= set(re.findall(r"\d euros", answer(reader)))

    ask(reader, "Which boat has the highest fee per night?")
    assert "House boat" in answer(reader)
    page.keyboard.press("Alt+n")
    expect(page.locator(".answer").last.get_by_role("button").first).to_be_focused()
    page.get_by_role("button", name="Copy with sources").last.click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert "[1] harbour-2024.md, page 1" in page.evaluate("navigator.clipboard.readText()")

    ask(reader, "What changed between harbour-2019.md and harbour-2024.md?")
    assert {"5 euros", "8 euros"} <= set(re.findall(r"\d euros", answer(reader)))

    choose(page, "Only in", "harbour-2019.md")
    page.keyboard.press("Escape")
    reader.settle()
    ask(reader, "Summarise the documents")
    assert sources(reader)
    assert all("harbour-2019.md" in source for source in sources(reader))

    stopped = page.get_by_text("You stopped this answer")
    page.keyboard.press("Alt+q")
    expect(page.get_by_role("textbox", name="Ask a question about these documents")).to_be_focused()
    reader.ask("Is open fire allowed on the jetties of the harbour?")
    page.keyboard.press("Escape")
    expect(stopped).to_be_visible(timeout=PATIENCE)
    reader.settle()
    page.get_by_role("button", name="Answer again").last.click()
    expect(stopped).to_have_count(0, timeout=PATIENCE)
    reader.settle()
    expect(page.get_by_text("Earlier answer")).to_be_visible()
    reader.photograph("talk")
