"""A clinician pastes a visit, sees what each line rests on, settles what is open, signs, exports, finds it again."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from minigiants import suite
from tests.browser.conftest import assert_private
from tests.browser.reader import PATIENCE, Reader
from tests.browser.server import Server
from tests.browser.test_accessibility import LOOKS, barriers, fits

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CLICKS = 40
"""More than any draft has things to settle: a click that changes nothing would go on for ever."""
_CLICK_TWO = "buttons => buttons.slice(0, 2).forEach(button => button.click())"
KNEE = (suite.scenarios() / "medical_notes" / "visits" / "knee.txt").read_text("utf-8")


def drafted(reader: Reader, name: str) -> None:
    reader.open("medical_notes")
    page = reader.page
    box = page.get_by_role("textbox", name="Or paste the transcript")
    expect(box).to_be_visible(timeout=PATIENCE)  # the models are loaded by then
    page.get_by_role("textbox", name="Patient's name").fill(name)
    box.fill(KNEE)
    box.press("Control+Enter")
    reader.settle()
    page.get_by_role("button", name="Draft the note").click()
    expect(page.get_by_role("heading", name="To resolve before signing")).to_be_visible(timeout=PATIENCE)
    reader.settle()


@pytest.fixture(scope="module")
def draft(open_tab: Callable[..., Reader]) -> str:
    """Draft a visit on a narrow screen, once for all who look at it, and return its address: that takes a minute."""
    reader = open_tab(400)
    drafted(reader, "Lee Sample")
    address = reader.page.url
    assert_private(reader)
    return address


def open_draft(reader: Reader, address: str) -> None:
    reader.page.goto(address)
    reader.settle()
    expect(reader.page.get_by_role("heading", name="To resolve before signing")).to_be_visible(timeout=60_000)
    reader.settle()


def line(reader: Reader, words: str) -> Locator:
    return reader.page.locator(".made .line").filter(has_text=re.compile(words)).first


def settle_all(reader: Reader) -> None:
    """Take in what was left out, and take out what nobody said."""
    choice = reader.page.get_by_role("button", name=re.compile("^(Add it|Remove it)$"))
    nothing = reader.page.get_by_text("Nothing left to resolve.")
    points = reader.page.locator("[class*='st-key-open-']")
    expect(choice.or_(nothing).first).to_be_visible(timeout=60_000)
    for _ in range(CLICKS):
        if nothing.is_visible():
            break
        before = points.all_inner_texts()
        choice.first.click()
        wait_for_change(reader, points, before)
        expect(choice.or_(nothing).first).to_be_visible(timeout=60_000)
    expect(nothing).to_be_visible()
    reader.settle()


def remove_two_lines_at_once(reader: Reader) -> None:
    """Click on two lines while the page has no time to be drawn anew: neither click undoes the other."""
    lines = reader.page.locator(".made .line")
    before = lines.count()
    lines.get_by_role("button", name=re.compile("^Remove: ")).evaluate_all(_CLICK_TWO)
    expect(lines).to_have_count(before - 2, timeout=60_000)
    reader.settle()


def leave_two_points_out_at_once(reader: Reader) -> None:
    """Do the same in the list of what is open; two lines that were taken out are in it."""
    points = reader.page.locator("[class*='st-key-open-']")
    leave = reader.page.get_by_role("button", name="Leave it out")
    expect(leave.nth(1)).to_be_visible(timeout=60_000)
    before = points.count()
    leave.evaluate_all(_CLICK_TWO)
    expect(points).to_have_count(before - 2, timeout=60_000)
    reader.settle()


def wait_for_change(reader: Reader, points: Locator, before: list[str]) -> None:
    """Wait until the list of what is open is another, so that the next click is on what is there then."""
    for _ in range(300):
        reader.settle()
        if points.all_inner_texts() != before:
            return
        reader.page.wait_for_timeout(200)
    raise AssertionError("a minute after the click the same points are open")


def saved(reader: Reader, name: str) -> bytes:
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_form_and_the_draft_have_no_barriers_and_fit(
    new_reader: Callable[..., Reader], draft: str, *, width: int, dark: bool
) -> None:
    reader = new_reader(width, dark=dark)
    reader.open("medical_notes")
    assert barriers(reader, "notes-form") == []
    assert fits(reader)
    open_draft(reader, draft)

    assert barriers(reader, "notes-draft") == []
    assert fits(reader)


def test_an_edit_that_is_begun_stays_when_the_page_is_drawn_anew(new_reader: Callable[..., Reader], draft: str) -> None:
    reader = new_reader()
    open_draft(reader, draft)
    page = reader.page
    line(reader, "acetaminophen").get_by_role("button", name="Edit").click()
    box = page.get_by_role("textbox", name="Change this line")
    box.fill("Start acetaminophen 650 mg.")
    before = page.locator(".made .line").count()

    page.get_by_text("Add a line").click()
    page.get_by_role("textbox", name="Line", exact=True).fill("The patient rests.")
    page.get_by_role("textbox", name="Line", exact=True).press("Control+Enter")
    page.get_by_role("button", name="Add the line").click()
    expect(page.locator(".made .line")).to_have_count(before + 1, timeout=60_000)

    expect(box).to_have_value("Start acetaminophen 650 mg.")
    reader.photograph("notes-begun")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(box).to_have_count(0, timeout=60_000)
    expect(line(reader, "650 mg")).to_be_visible()


def test_a_visit_goes_from_paste_to_a_signed_note_that_a_restart_keeps(
    new_reader: Callable[..., Reader], server: Server, draft: str
) -> None:
    """Sign the draft: the last test of the file, for a signed note has nothing left to resolve."""
    reader = new_reader()
    open_draft(reader, draft)
    page = reader.page

    line(reader, "penicillin").hover()
    lit = page.locator(".source .turn.lit")
    expect(lit.filter(has_text="penicillin").first).to_be_visible()
    reader.photograph("notes-evidence")

    line(reader, "acetaminophen").get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Change this line").fill("Start acetaminophen 5000 mg three times a day.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Not supported by what was said").first).to_be_visible(timeout=60_000)
    reader.settle()
    page.get_by_text("I have read the whole note").click()
    reader.settle()
    expect(page.get_by_role("button", name="Sign as")).to_be_disabled()
    reader.photograph("notes-open")

    remove_two_lines_at_once(reader)
    leave_two_points_out_at_once(reader)
    settle_all(reader)
    page.get_by_text("I have read the whole note").click()
    expect(page.get_by_role("button", name="Sign as")).to_be_enabled(timeout=60_000)
    reader.settle()
    page.get_by_role("button", name="Sign as").click()
    expect(page.get_by_text("Signed by").first).to_be_visible(timeout=60_000)
    reader.settle()
    reader.photograph("notes-signed")
    assert b"Lee Sample" in saved(reader, "Markdown")
    assert saved(reader, "Word")[:2] == b"PK"
    assert json.loads(saved(reader, "FHIR R4"))["resourceType"] == "Bundle"

    server.stop()
    server.start()
    reader.open("medical_notes")
    page.get_by_role("button", name=re.compile("Lee Sample")).first.click()
    expect(page.get_by_text("Signed by").first).to_be_visible(timeout=60_000)
    reader.settle()
