"""Ten items over two models are started, stopped, resumed and compared on the page, whatever becomes of the tab."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from minigiants import comparing, models
from minigiants.settings import Settings
from tests.browser.reader import Reader
from tests.browser.server import Server
from tests.browser.test_accessibility import LOOKS, barriers, fits

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TINY, TWIN = "smollm2-135m", "smollm2-135m-twin"
ITEMS = 10
BRIEF = 60_000


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, furnished: Callable[[Path], Path]) -> Iterator[Server]:
    """The page of its own, with the smallest model and a second one: the same weights, made another file."""
    folder = tmp_path_factory.mktemp("lab")
    home = furnished(folder / "home")
    settings = Settings(home=home)
    small = models.locate(TINY, settings.models_folder)
    twin = folder / "twin.gguf"
    twin.write_bytes(small.read_bytes() + b"\0")  # another hash: the catalog knows a file by what is in it
    models.add(twin, settings.models_folder, name=TWIN)
    from minigiants import suite

    server = Server(home, folder / "server.log", suite.apps() / "model_lab.py")
    server.start()
    yield server
    for run in comparing.runs(settings):
        comparing.say_wish(run, "stop")
    server.stop()


@pytest.fixture
def visit(chromium: object, lab: Server, pictures: Path) -> Iterator[Callable[..., Reader]]:
    readers: list[Reader] = []

    def opened(width: int = 1280, *, dark: bool = False) -> Reader:
        context = chromium.new_context(  # type: ignore[attr-defined]
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        readers.append(Reader(context.new_page(), lab.url, pictures))
        readers[-1].open("")
        return readers[-1]

    yield opened
    for reader in readers:
        if not reader.page.is_closed():
            reader.page.context.close()
        assert reader.strangers == []
        assert reader.errors == []


def answers(reader: Reader, pattern: str) -> None:
    expect(reader.page.get_by_text(re.compile(pattern)).first).to_be_visible(timeout=240_000)


def press(reader: Reader, name: str) -> None:
    reader.page.get_by_role("button", name=name).click(timeout=BRIEF)


def test_a_comparison_is_started_stopped_resumed_and_compared(visit: Callable[..., Reader], lab: Server) -> None:
    reader = visit()
    reader.view("New comparison")
    chosen = reader.page.get_by_role("combobox", name=re.compile("Which models"))
    expect(reader.page.get_by_role("button", name="Start")).to_be_visible(timeout=BRIEF)
    for name in (TINY, TWIN):
        if not reader.page.get_by_test_id("stMultiSelect").get_by_text(re.compile(rf"^{name} \(")).count():
            chosen.click()
            reader.page.get_by_role("option", name=re.compile(rf"^{name} \(")).click()
            reader.page.keyboard.press("Escape")
            reader.settle()
    reader.page.get_by_role("button", name="the model alone").click()  # only with the suite
    reader.settle()
    number = reader.page.get_by_role("spinbutton")
    number.fill(str(ITEMS))
    number.press("Enter")
    reader.settle()
    expect(reader.page.get_by_text("10 items by 2 ways of asking")).to_be_visible()
    press(reader, "Start")
    answers(reader, r"Running; you may close this page: \d+ of 20")
    answers(reader, r": [1-9]\d* of 20 answers")
    reader.page.close()

    again = visit()
    answers(again, r"Running; you may close this page: [1-9]\d* of 20")
    press(again, "Stop")
    answers(again, r"Stopped: \d+ of 20")
    [folder] = comparing.runs(Settings(home=lab.home))
    stopped = comparing.state(folder)
    assert 0 < stopped.done < 20
    assert stopped.problem == ""
    assert not comparing.is_running(folder)

    press(again, "Resume")
    answers(again, r"Done: 20 of 20")
    again.settle()
    assert comparing.state(folder).done == 20
    expect(again.page.get_by_role("heading", name="Two of them compared")).to_be_visible(timeout=BRIEF)
    # The same weights and the same seed: no difference can show.
    expect(again.page.get_by_text(re.compile(r"no difference of .* shows"))).to_be_visible(timeout=BRIEF)
    again.page.get_by_text("What the model read").first.click()
    again.photograph("model-lab-compared")


def test_the_line_of_a_file_that_is_wrong_is_named(visit: Callable[..., Reader], tmp_path: Path) -> None:
    cases = tmp_path / "mine.jsonl"
    cases.write_text('{"id": "1", "message": "Are you open?", "action": "answer", "says": "yes"}\nnonsense\n', "utf-8")
    reader = visit()
    reader.view("New comparison")
    reader.page.get_by_text("My own cases").click(timeout=BRIEF)
    reader.settle()

    reader.page.locator("input[type=file]").set_input_files(cases)

    expect(reader.page.get_by_text("Line 2 is not a JSON object")).to_be_visible(timeout=BRIEF)


@pytest.mark.parametrize(
    ("width", "dark"), LOOKS, ids=[f"{width}-{'dark' if dark else 'light'}" for width, dark in LOOKS]
)
def test_the_page_keeps_nobody_out(visit: Callable[..., Reader], width: int, dark: bool) -> None:
    reader = visit(width, dark=dark)
    for view in ("Comparisons", "New comparison", "Arena", "Week by week"):
        reader.view(view)
        assert barriers(reader, f"lab-{view.lower().replace(' ', '-')}") == []
        assert fits(reader)
