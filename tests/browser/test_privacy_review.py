"""A privacy officer pastes a text, sees the marks, decides with mouse and keyboard, saves, and finds it again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, WebSocketRoute, expect

from tests.browser.reader import Reader
from tests.browser.test_accessibility import LOOKS, barriers, fits

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTE = (
    "Seen on March 3, 2024. Reach her at 617-555-0142 or jane.roe@example.org.\n\n"
    "The one called zorblatt brought her in; zorblatt will fetch her, too. <b>№5</b> 😀 is near the quillmoor mill."
)


@pytest.fixture
def officer(new_reader: Callable[..., Reader]) -> Reader:
    reader = new_reader()
    reader.open("privacy_review")
    return reader


def paste(reader: Reader, text: str = NOTE) -> None:
    box = reader.page.get_by_role("textbox", name="Text to check")
    box.fill(text)
    box.press("Control+Enter")
    reader.settle()
    reader.page.get_by_role("button", name="Check for personal data").click()
    expect(before(reader)).to_be_visible(timeout=60_000)
    reader.settle()


def before(reader: Reader) -> Locator:
    return reader.page.locator("[class*='st-key-review-before-'] .mg-note-text")


def after(reader: Reader) -> Locator:
    return reader.page.locator("[class*='st-key-review-after-'] .mg-note-text")


def drag(reader: Reader, words: str) -> None:
    """Select some words with the mouse."""
    box = before(reader).evaluate(
        """(text, words) => {
          const node = [...text.childNodes].find(n => n.nodeType === 3 && n.data.includes(words));
          const range = document.createRange();
          range.setStart(node, node.data.indexOf(words));
          range.setEnd(node, node.data.indexOf(words) + words.length);
          const { left, right, top, bottom } = range.getBoundingClientRect();
          return { left, right, height: (top + bottom) / 2 };
        }""",
        words,
    )
    reader.page.mouse.move(box["left"] + 1, box["height"])
    reader.page.mouse.down()
    reader.page.mouse.move(box["right"] - 1, box["height"], steps=5)
    reader.page.mouse.up()


def saved(reader: Reader, name: str) -> str:
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_text("utf-8")


def test_a_text_is_reviewed_with_mouse_and_keyboard_and_given_out(officer: Reader) -> None:
    paste(officer)
    assert before(officer).inner_text() == NOTE
    expect(after(officer)).to_contain_text("Reach her at <PHONE_NUMBER_1>")
    officer.photograph("review-marks")

    officer.page.get_by_role("button", name="March 3, 2024: date").click()
    expect(after(officer)).to_contain_text("Seen on March 3, 2024.")

    officer.page.get_by_role("textbox", name="Mark every occurrence").fill("ZORBLATT")
    officer.page.get_by_role("textbox", name="Mark every occurrence").press("Enter")
    expect(after(officer)).not_to_contain_text("zorblatt")
    officer.settle()

    drag(officer, "uillmoo")
    bar = officer.page.get_by_role("group", name="Mark the selected text")
    expect(bar).to_be_visible()
    bar.get_by_role("combobox").select_option(label="location")
    officer.photograph("review-select")
    bar.get_by_role("button", name="Every place").click()
    expect(after(officer)).to_contain_text("<b>№5</b> 😀 is near the <LOCATION_1> mill.")
    officer.settle()
    officer.photograph("review-decided")

    text, marks = saved(officer, "Export the text"), saved(officer, "Export the marks (JSON)")
    assert text == after(officer).inner_text()
    assert not [word for word in ("617-555", "jane.roe", "orblatt", "quillmoor") if word in text + marks]
    verdicts = {span["verdict"] for span in json.loads(marks)["spans"]}
    assert verdicts == {"accepted", "rejected", "added"}


def test_two_marks_are_rejected_before_the_page_hears_of_the_first(new_reader: Callable[..., Reader]) -> None:
    officer = new_reader()
    late: list[Callable[[], None]] = []
    hold = False

    def slow(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        server.on_message(lambda said: late.append(lambda: line.send(said)) if hold else line.send(said))

    officer.page.route_web_socket("**/_stcore/stream**", slow)
    officer.open("privacy_review")
    paste(officer)
    hold = True
    for name in ("March 3, 2024: date", "617-555-0142: phone number"):
        officer.page.get_by_role("button", name=name).click()
        officer.page.wait_for_timeout(3_000)
    hold = False
    for deliver in late:
        deliver()

    expect(after(officer)).to_contain_text("Seen on March 3, 2024. Reach her at 617-555-0142 or")


def test_a_mark_is_rejected_and_taken_back_with_the_keyboard_alone(officer: Reader) -> None:
    paste(officer)
    mark = officer.page.get_by_role("button", name="617-555-0142: phone number")

    mark.focus()
    officer.page.keyboard.press("Enter")
    expect(after(officer)).to_contain_text("617-555-0142")
    expect(mark).to_be_focused()
    expect(mark).to_have_attribute("aria-pressed", "false")
    officer.page.keyboard.press(" ")

    expect(after(officer)).not_to_contain_text("617-555-0142")


def test_what_was_saved_is_there_when_the_page_was_closed(officer: Reader, new_reader: Callable[..., Reader]) -> None:
    note = NOTE + " Kept for the next day."
    paste(officer, note)
    officer.page.get_by_role("button", name="March 3, 2024: date").click()
    expect(after(officer)).to_contain_text("March 3, 2024")
    officer.settle()
    officer.page.get_by_role("button", name="Save this review").click()
    expect(officer.page.get_by_text("All done: 1 text reviewed and saved.")).to_be_visible(timeout=20_000)
    officer.settle()
    officer.photograph("review-done")
    officer.page.context.close()

    again = new_reader()
    again.open("privacy_review")
    expect(again.page.get_by_text("more reviewed notes like these")).to_be_visible(timeout=20_000)
    paste(again, note)

    expect(again.page.get_by_text("This text was reviewed on")).to_be_visible()
    expect(after(again)).to_contain_text("March 3, 2024")


@pytest.mark.parametrize(
    ("width", "dark"), LOOKS, ids=[f"{width}-{'dark' if dark else 'light'}" for width, dark in LOOKS]
)
def test_the_review_keeps_nobody_out(new_reader: Callable[..., Reader], width: int, dark: bool) -> None:
    reader = new_reader(width, dark=dark)
    reader.open("privacy_review")
    expect(reader.page.get_by_role("button", name="Check for personal data")).to_be_visible(timeout=60_000)
    assert barriers(reader, "review-empty") == []
    assert fits(reader)

    paste(reader)
    reader.page.get_by_role("button", name="March 3, 2024: date").click()
    expect(after(reader)).to_contain_text("March 3, 2024")
    reader.page.get_by_text("All marks, one by one").click()
    reader.settle()

    expect(reader.page.get_by_role("checkbox", name="“jane.roe")).to_be_visible()
    expect(reader.page.get_by_role("link").filter(has_text="jane.roe")).to_have_count(0)
    assert barriers(reader, "review") == []
    assert fits(reader)
