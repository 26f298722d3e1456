"""The real app in headless Chromium: a server for the whole run, a tab for each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

from minigiants import models
from minigiants.settings import Settings
from tests.browser.reader import Reader
from tests.browser.server import Server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = [
    [
        "House rules of the Alder Street print works",
        "The print works stands at 14 Alder Street and has been run by the Lindqvist family since 1931.",
        "The day shift begins at 06:30 in the morning and ends at 15:00 in the afternoon.",
        "The night shift begins at 22:40 in the evening and ends at 06:10 in the morning.",
        "Visitors register at the front desk and wear a green badge at all times.",
    ],
    [
        "Safety",
        "The fire warden of the print works is Odalys Brennecke, who can be reached on extension 417.",
        "In case of fire, leave the building by the north staircase and meet at the old water tower.",
        "Solvent rags are thrown into the red steel bins, which are emptied every two hours.",
        "The guillotine cutter must be checked by two people before each run.",
    ],
    [
        "Canteen",
        "The canteen serves warm meals from 11:30 until 13:45 on weekdays.",
        "A warm meal costs 6.80 euros for employees and 9.20 euros for guests.",
        "Soup is free of charge for everyone who works at night.",
    ],
    [
        "Cleaning the offset press",
        "The offset press is cleaned at the end of each shift, beginning with the main switch turned off and locked.",
        "To clean the offset press, the ink ducts are emptied with a plastic spatula into the grey tin.",
        "To clean the offset press, the ink rollers are washed twice with the vegetable cleaner from the blue can.",
        "To clean the offset press, the rubber blanket is wiped from left to right with a damp cotton cloth.",
        "To clean the offset press, the impression cylinder is dried with a lint-free paper towel.",
        "To clean the offset press, the dampening tray is rinsed with four litres of lukewarm water.",
        "To clean the offset press, the paper guides are brushed free of dust with the horsehair brush.",
        "The person who cleaned the offset press signs the sheet beside the door with name, date and hour.",
    ],
]


@pytest.fixture(scope="session")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of some pages whose facts no model can know."""
    file = tmp_path_factory.mktemp("documents") / "house-rules.pdf"
    style = getSampleStyleSheet()
    story = []
    for heading, *sentences in PAGES:
        story += [Paragraph(heading, style["Heading1"])]
        story += [part for s in sentences for part in (Paragraph(s, style["BodyText"]), Spacer(1, 8))]
        story += [PageBreak()]
    SimpleDocTemplate(str(file), pagesize=A4, title="House rules").build(story)
    return file


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, furnished: Callable[[Path], Path]) -> Iterator[Server]:
    """The app with the default models, in a home folder that nobody has used."""
    folder = tmp_path_factory.mktemp("server")
    home = furnished(folder / "home")
    settings = Settings(home=home)
    for name in (settings.model, settings.embedding_model):
        models.locate(name, settings.models_folder)  # says what to do when it is not there
    server = Server(home, folder / "server.log")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium; none is downloaded."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("no Chromium on this machine: install the package `chromium`, then run `make browser` again")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where pictures of the pages go: the folder that SCREENSHOTS names; without one none is taken, for each costs."""
    named = os.environ.get("SCREENSHOTS")
    if not named:
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named)


@pytest.fixture(scope="session")
def open_tab(chromium: Browser, server: Server, pictures: Path | None) -> Callable[..., Reader]:
    """Open a tab of a person of its own; whoever calls it closes it by `assert_private`."""

    def opened(width: int = 1280, *, dark: bool = False) -> Reader:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        return Reader(context.new_page(), server.url, pictures)

    return opened


def assert_private(*readers: Reader) -> None:
    """Close the tabs; none of them may have talked to a stranger, and no script of theirs may have failed."""
    for reader in readers:
        if not reader.page.is_closed():
            reader.page.context.close()
    assert [url for reader in readers for url in reader.strangers] == []
    assert [error for reader in readers for error in reader.errors] == []


@pytest.fixture
def new_reader(request: pytest.FixtureRequest, open_tab: Callable[..., Reader]) -> Iterator[Callable[..., Reader]]:
    """Open tabs for the time of a test."""
    readers: list[Reader] = []

    def open_for_now(width: int = 1280, *, dark: bool = False) -> Reader:
        readers.append(open_tab(width, dark=dark))
        return readers[-1]

    yield open_for_now
    for number, reader in enumerate(readers):
        if not reader.page.is_closed():
            reader.photograph(f"end-of-{request.node.name}-{number}")
    assert_private(*readers)


@pytest.fixture
def reader(new_reader: Callable[..., Reader], pdf: Path) -> Reader:
    """A person with the app open and the document in it."""
    reader = new_reader()
    provide(reader, pdf)
    return reader


def provide(reader: Reader, pdf: Path) -> None:
    """Open the app; upload the document unless an earlier test did."""
    reader.open()
    if not reader.has_documents():
        reader.upload(pdf)
        reader.open()
