"""Open the page of medical notes with a scripted model, and use it as a clinician does."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from minigiants import scenario
from minigiants.settings import Settings
from minigiants.ui import Backend
from scenarios.medical_notes.signed import NoteBook
from tests.scenarios.medical_notes.fakes import Writer, services
from tests.ui.fakes import library, wait_for

KNEE = (scenario.load("medical_notes").folder / "visits" / "knee.txt").read_text("utf-8")
SCRIPT = """
from pathlib import Path
from typing import Any
from minigiants import scenario
from tests.scenarios.medical_notes.paging import engine

scenario.load_module("medical_notes", "page").page(engine(Path({home!r})))
"""
Open = Callable[[], AppTest]


@cache
def engine(home: Path) -> Backend:
    return Backend(
        Settings(home=home),
        open_library=lambda settings: library(settings.index_folder),
        build_services=lambda settings, library: services(Writer()),
    )


def opened(home: Path) -> AppTest:
    wait_for(engine(home))
    return AppTest.from_string(SCRIPT.format(home=str(home)), default_timeout=60).run()


def press(page: AppTest, label: str) -> AppTest:
    found = [b for b in page.button if b.label == label]
    assert found, [b.label for b in page.button]
    page = found[0].click().run()
    assert not page.exception
    return page


def drafted(page: AppTest) -> AppTest:
    page.text_input(key="patient-name").set_value("Ola Sample")
    page.text_area(key="transcript").set_value(KNEE)
    return press(page, "Draft the note")


def finish(page: AppTest) -> AppTest:
    while any(b.label == "Add it" for b in page.button):
        page = press(page, "Add it")
    while any(b.label == "Remove it" for b in page.button):
        page = press(page, "Remove it")
    [read] = [c for c in page.checkbox if c.label.startswith("I have read")]
    return press(read.check().run(), "Sign as local")


def book(home: Path) -> NoteBook:
    return NoteBook(Settings(home=home).database_url)


def newest(home: Path) -> dict[str, Any]:
    version = book(home).latest(book(home).visits()[0].id)
    assert version is not None
    return dict(version.body)


def going_on(page: AppTest, said: str) -> AppTest:
    page = press(page, "Start a live visit")
    page.text_area[0].set_value(said).run()
    return press(page, "Add to the visit")
