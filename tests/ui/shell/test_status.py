"""The pages say which engine and model answer, and where questions go."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel
from streamlit.testing.v1 import AppTest

from minigiants.pipeline import Services
from minigiants.retrieval import Library
from minigiants.settings import Settings
from minigiants.ui import Backend
from tests.ui import fakes

SCRIPT = """
from pathlib import Path
from minigiants.ui.shell import model_status
from tests.ui.shell.test_status import backend

model_status(backend(Path({home!r}), {sent_to!r}))
"""


class Behind(FakeListChatModel):
    """A model that a server runs."""

    sent_to: str
    model_name: str = "big-8b"
    engine_name: str = "vLLM server at box:8000"


@cache
def backend(home: Path, sent_to: str) -> Backend:
    def services(settings: Settings, library: Library) -> Services:
        return replace(fakes.services(settings, library), model=Behind(responses=["x"], sent_to=sent_to))

    return Backend(
        Settings(home=home), open_library=lambda settings: fakes.library(settings.index_folder), build_services=services
    )


@pytest.mark.parametrize(
    ("sent_to", "said"),
    [("", "Runs on this computer only"), ("box:8000", "are sent to the server box\\:8000, as your settings say")],
)
def test_the_status_names_engine_model_and_where_questions_go(home: Path, sent_to: str, said: str) -> None:
    fakes.wait_for(backend(home, sent_to))

    page = AppTest.from_string(SCRIPT.format(home=str(home), sent_to=sent_to), default_timeout=30).run()

    assert not page.exception
    captions = "\n".join(caption.value for caption in page.caption)
    assert "Model ready: big\\-8b, run by vLLM server at box\\:8000" in captions
    assert said in captions
    assert ("Nothing is sent anywhere" in captions) == (not sent_to)


def test_before_the_model_is_there_its_name_is_that_of_the_settings(home: Path) -> None:
    missing = fakes.engine(home, model=False)

    assert missing.answering == missing.settings.model
    assert missing.sent_to == ""
