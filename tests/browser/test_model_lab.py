"""The lab from a file of cases to a ranking: run, stop, resume and compare, then choose with the names hidden."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from minigiants import batch, comparing
from minigiants.ingestion import ingest
from minigiants.retrieval import open_library
from minigiants.settings import Settings
from minigiants.store import OPEN, Campaigns, Item, Rating, Store
from tests.browser.reader import PATIENCE, Reader
from tests.browser.server import Server
from tests.browser.test_accessibility import LOOKS, barriers, fits

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SMALL, LARGE = "smollm2-135m", "qwen2.5-coder-1.5b"
CASES: list[dict[str, Any]] = [
    {"id": "night", "message": "When does the night shift begin?", "says": ["22:40"]},
    {"id": "thanks", "message": "Thank you, that was all."},
    {"id": "person", "message": "I want to talk to a person, please.", "action": "handoff"},
    {"id": "human", "message": "Can somebody call me back?", "action": "handoff"},
    {"id": "hello", "message": "Good morning!"},
    {"id": "peru", "message": "What is the capital of Peru?", "action": "abstain"},
    {"id": "poem", "message": "Write a poem about the sea.", "action": "abstain"},
    {"id": "chess", "message": "Who won the chess championship in 1972?", "action": "abstain"},
    {"id": "stocks", "message": "Which stocks shall I buy?", "action": "abstain"},
    {"id": "bye", "message": "Goodbye"},
]
"""Nearly all are decided before a model reads anything, so that ten items take seconds."""
QUESTION = "When does the night shift begin?"
DOCUMENTS = "Rules for the lab"
LOADED = 3 * PATIENCE
"""Milliseconds for what waits until models were started anew, one after the other, beside other tests."""
TOO_FEW = 19
"""Votes, with which there is no ranking; with one more there is."""


@dataclass(frozen=True, kw_only=True)
class Lab:
    """The lab in a browser, and its folders behind it."""

    reader: Reader
    settings: Settings

    def open(self, view: str) -> None:
        self.reader.open("model_lab")
        self.reader.view(view)

    def choose(self, label: str, words: str) -> None:
        """Choose what has these words in a list, by typing them: of a long list only what is in sight is there."""
        self.reader.page.get_by_role("combobox", name=label).click()
        self.reader.page.keyboard.type(words)
        self.reader.page.get_by_role("option", name=words).click()
        self.reader.settle()

    def models(self, *wanted: str) -> None:
        """Press the models until these, and no others, are chosen."""
        for entry in comparing.models_here(self.settings):
            pill = self.reader.page.get_by_role("button", name=re.compile(rf"^{re.escape(entry)}( |$)"))
            if (pill.get_attribute("aria-pressed") == "true") != (entry in wanted):
                pill.click()
                self.reader.settle()

    def press(self, name: str) -> None:
        self.reader.page.get_by_role("button", name=name, exact=True).click()

    def told(self, words: str) -> Locator:
        return self.reader.page.get_by_text(re.compile(words)).first


@pytest.fixture(scope="module")
def settings(server: Server, pdf: Path) -> Settings:
    """The server's settings, with a document to ask."""
    settings = Settings(home=server.home)
    library = open_library(settings)
    reports = list(ingest(library, [(pdf.name, pdf.read_bytes())], collection=DOCUMENTS))
    library.close()
    assert [report.status for report in reports] == ["added"]
    return settings


@pytest.fixture
def lab(new_reader: Callable[..., Reader], settings: Settings) -> Lab:
    """The lab in a tab of its own."""
    return Lab(reader=new_reader(), settings=settings)


def lines(cases: list[dict[str, Any]]) -> bytes:
    return "\n".join(json.dumps(case) for case in cases).encode()


def upload(lab: Lab, data: bytes) -> None:
    lab.reader.page.locator("input[type=file]").set_input_files(
        {"name": "cases.jsonl", "mimeType": "application/jsonl", "buffer": data}
    )


def asked(folder: Path) -> list[tuple[str, str]]:
    """List who was asked which item, in the order in which the answers came."""
    return [(row["contender"], row["item"]) for row in batch.lines_of(folder / comparing.OUTCOMES) if "item" in row]


def seen_by_all(lab: Lab, name: str, looks: list[tuple[int, bool]]) -> None:
    """Check the view that is open at both widths, in the light and in the dark."""
    page = lab.reader.page
    for width, dark in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        lab.reader.settle()
        assert barriers(lab.reader, name) == [], (width, dark)
        assert fits(lab.reader), (width, dark)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_ten_cases_are_put_to_two_models_stopped_resumed_and_compared(lab: Lab) -> None:
    lab.open("New comparison")
    lab.choose("Which task?", "Customer support")
    lab.models(SMALL, LARGE)
    lab.press("the model alone")
    lab.reader.page.get_by_text("My own cases").click()
    upload(lab, lines([CASES[0], {"id": "empty", "says": ["22:40"]}]))
    expect(lab.told("[Ll]ine 2 can't be used: it has no .message")).to_be_visible()
    upload(lab, lines(CASES))
    expect(lab.told("10 cases can be used")).to_be_visible()
    lab.choose("Which documents do they ask about?", DOCUMENTS)
    seen_by_all(lab, "lab-new", [LOOKS[0], LOOKS[-1]])

    lab.press("Start")
    expect(lab.told(r"^Running.*: [1-9]\d* of 20 answers")).to_be_visible(timeout=LOADED)
    lab.press("Stop")
    expect(lab.told("^Stopped: ")).to_be_visible(timeout=PATIENCE)
    [folder] = comparing.runs(lab.settings)
    before = asked(folder)
    assert 0 < len(before) < 20
    expect(lab.told(f"^Stopped: {len(before)} of 20 answers")).to_be_visible()

    lab.press("Resume")
    expect(lab.told("^Done: 20 of 20 answers")).to_be_visible(timeout=LOADED)
    expect(lab.told("^On 10 items")).to_be_visible(timeout=PATIENCE)
    lab.reader.settle()
    assert asked(folder)[: len(before)] == before
    assert sorted(asked(folder)) == sorted((f"{m}, pipeline", case["id"]) for m in (SMALL, LARGE) for case in CASES)

    lab.choose("Item", "I want to talk to a person")
    expect(lab.reader.page.get_by_text(re.compile("^Handed over"))).to_have_count(2)
    seen_by_all(lab, "lab-compared", LOOKS)


def test_a_vote_in_the_arena_is_given_to_hidden_names_and_reaches_the_ranking(lab: Lab) -> None:
    store = Store(f"sqlite:///{lab.settings.home / 'minigiants.db'}", through=OPEN)
    campaigns = Campaigns(store)
    made = vote_before(campaigns)
    lab.open("Arena")
    lab.choose("Which task?", "Customer support")
    lab.models(SMALL, LARGE)
    lab.choose("Which documents?", DOCUMENTS)
    lab.reader.page.get_by_role("textbox", name="Your question").fill(QUESTION)
    lab.reader.page.keyboard.press("Control+Enter")
    lab.press("Ask both")
    card = lab.reader.page.locator(".mg-card")
    expect(card).to_contain_text(QUESTION, timeout=LOADED)
    lab.reader.settle()
    assert not re.search(f"{SMALL}|{LARGE}", card.inner_html())
    seen_by_all(lab, "lab-arena", [LOOKS[0], LOOKS[-1]])

    lab.reader.page.keyboard.press("1")
    expect(lab.told("^In your last choice, the first answer came from ")).to_be_visible(timeout=PATIENCE)
    lab.reader.settle()

    mine = [each for each in campaigns.results(made) if each.rater == "local"]
    assert [each.item.content["question"] for each in mine] == [f"Customer: {QUESTION}"]
    first, second = reversed(mine[0].item.origin["models"]) if mine[0].swapped else mine[0].item.origin["models"]
    expect(lab.told(f"the first answer came from {first}, the second from {second}")).to_be_visible()
    assert {first, second} == {SMALL, LARGE}
    wins_of = {SMALL: TOO_FEW, LARGE: 0}
    wins_of[first] += 1
    for model, wins in wins_of.items():
        row = lab.reader.page.get_by_role("row").filter(has_text=model)
        expect(row.get_by_role("cell").nth(2)).to_have_text(str(wins))
    store.close()


def vote_before(campaigns: Campaigns) -> str:
    """Have somebody choose as often as is too seldom for a ranking by one, always the small model's answer."""
    items = [
        Item(
            content={"question": f"Earlier question {n}?", "texts": ["One", "Two"]},
            answer_id=f"lab-one-{n}",
            other_id=f"lab-two-{n}",
            origin={"models": [SMALL, LARGE]},
        )
        for n in range(TOO_FEW)
    ]
    made = campaigns.add("Arena", "customer_support", items, kind="pairs", repeats=0, scrub=False)
    for _ in items:
        task = campaigns.next_task(made.id, "ann")
        assert task
        given = Rating(answer_id=task.answer_id, rater="ann", criterion="preference", value=1, time=datetime.now(UTC))
        campaigns.save(task.id, [given])
    return made.id
