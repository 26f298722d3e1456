"""A person in front of the app: finds things by what they are called, waits as long as a person would."""

import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, expect

PATIENCE = 240_000.0
"""Milliseconds until something that does not come has failed: an answer takes ten seconds on a quiet machine."""
BRIEFLY = 20_000.0
"""The same for what comes at once: the pages may share their cores with other tests."""
QUESTION = "Ask a question about these documents"
PAGE = "document_qa"

expect.set_options(timeout=BRIEFLY)


class Reader:
    """One browser tab of one person."""

    def __init__(self, page: Page, url: str, pictures: Path | None) -> None:
        """Note whom the tab talks to, and what goes wrong in it."""
        self.page = page
        self.url = url
        self.pictures = pictures
        self.strangers: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(3 * BRIEFLY)
        page.on("request", lambda request: self._note(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str = PAGE) -> None:
        """Open a page of the app and wait until it stands still."""
        self.page.goto(f"{self.url}/{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until no script of the page runs."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=PATIENCE)
        expect(app).to_have_attribute("data-test-script-state", re.compile("^(notRunning|stopped)$"), timeout=PATIENCE)

    def view(self, name: str) -> None:
        """Choose one of the views: Ask, Documents, Try a search."""
        choice = self.page.get_by_role("radio", name=name)
        choice.or_(self.page.get_by_role("button", name=name, exact=True)).first.click()
        self.settle()

    def upload(self, *files: Path) -> None:
        """Add the files at once to the first collection and wait until the page says what became of each."""
        self.wait_for_documents()
        if not self.page.locator("input[type=file]").count():
            self.view("Documents")
        self.page.locator("input[type=file]").first.set_input_files(files)
        lines = self.page.get_by_test_id("stMarkdown").filter(has_text=re.compile("passages?"))
        for file in files:
            expect(lines.filter(has_text=file.name).first).to_be_visible(timeout=120_000)
        self.settle()

    def wait_for_documents(self) -> None:
        """Wait until the page's index is open."""
        expect(self.page.get_by_role("combobox", name=re.compile("^Documents to ask|^Selected"))).to_be_visible(
            timeout=PATIENCE
        )
        self.settle()

    def has_documents(self) -> bool:
        """Tell whether there is something to ask."""
        self.wait_for_documents()
        return self.page.get_by_role("textbox", name=QUESTION).count() > 0

    def ask(self, question: str) -> None:
        """Send a question; returns as soon as the app works on it, or has replied: a table is computed at once."""
        replies = self.page.get_by_role("button", name="Answer again")
        before = replies.count()
        box = self.page.get_by_role("textbox", name=QUESTION)
        expect(box).to_be_enabled(timeout=PATIENCE)
        box.fill(question)
        box.press("Enter")
        expect(self.stop_button.or_(replies.nth(before)).first).to_be_visible(timeout=30_000)

    @property
    def stop_button(self) -> Locator:
        """The button that ends the model's work."""
        return self.page.get_by_role("button", name="Stop", exact=True)

    def wait_for_draft(self) -> str:
        """Wait until the model writes, and return the draft so far."""
        draft = self.page.locator(".st-key-draft").get_by_test_id("stText").first
        expect(draft).to_have_text(re.compile(r"\w+ \w+"), timeout=PATIENCE)
        return draft.inner_text()

    def wait_for_answer(self) -> str:
        """Wait until the last answer stands, checked and cited, and return its text without the marks."""
        expect(self.stop_button).to_have_count(0, timeout=PATIENCE)
        self.settle()
        answer = self.page.locator(".answer").last
        expect(answer).to_be_visible(timeout=30_000)
        return str(answer.evaluate("a => [...a.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('')"))

    def citations(self) -> Locator:
        """The small buttons in the last answer that lead to its sources."""
        return self.page.locator(".answer").last.get_by_role("button", name=re.compile(r"^Source \d+"))

    def cited_page(self) -> Image.Image:
        """Return the picture of the page that a citation opened."""
        picture = self.page.get_by_role("dialog").get_by_role("img", name=re.compile(r"^Page \d+ of"))
        expect(picture).to_be_visible(timeout=30_000)
        answer = self.page.request.get(f"{self.url}{urlsplit(str(picture.get_attribute('src'))).path}")
        assert answer.ok, answer.status_text
        return Image.open(io.BytesIO(answer.body())).convert("RGB")

    def photograph(self, name: str) -> None:
        """Keep a picture of the whole page, where pictures are wanted."""
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)

    def _note(self, url: str) -> None:
        target = urlsplit(url)
        if target.scheme in ("http", "https", "ws", "wss") and target.netloc != urlsplit(self.url).netloc:
            self.strangers.append(url)


def yellow(picture: Image.Image) -> float:
    """Return the share of the picture that is marked."""
    red, green, blue = np.moveaxis(np.asarray(picture).astype(int), -1, 0)
    return float(((red > 200) & (green > 180) & (blue < 190) & (red - blue > 50)).mean())
