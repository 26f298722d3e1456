"""The document page over a home folder of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from minigiants import documents
from tests.ui import fakes

SCRIPT = """
from pathlib import Path
from minigiants import ui
from tests.ui import fakes

ui.document_page(fakes.scenario(Path({folder!r})), fakes.engine(Path({home!r}), model={model!r}))
"""
RULES = (
    b"# House rules\n\nQuiet hours are from 22:00 to 7:00.\n\n![x](http://a.example/x.png) <img src=x> costs $5 or $6."
)

Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def laid_out_already(database: Path) -> None:
    """Spare each page the laying out of its database."""


@pytest.fixture
def open_page(home: Path, tmp_path: Path) -> Open:
    """Return a function that opens the page; a second call is a second session."""
    folder = tmp_path / "scenario"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "rules.md").write_bytes(RULES)

    def open_page(*, model: bool = True, timeout: float = 30) -> AppTest:
        fakes.wait_for(fakes.engine(home, model=model))
        script = SCRIPT.format(folder=str(folder), home=str(home), model=model)
        return AppTest.from_string(script, default_timeout=timeout).run()

    return open_page


@pytest.fixture
def filled(home: Path, open_page: Open, reading: documents.FileReader) -> Open:
    """Return the same function, with a document in the collection."""
    from minigiants.ingestion import ingest

    library = fakes.library(home / "index")
    list(ingest(library, [("rules.md", RULES)], collection="House", reader=reading))
    return open_page
