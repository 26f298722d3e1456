"""An error in any stage may quote a text; its words reach neither a log nor standard error nor the page."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from minigiants.cli import app
from minigiants.cli._errors import explain
from minigiants.documents.reading import FileReader
from minigiants.ingestion import ingest
from minigiants.pipeline import Event, Request, Services
from minigiants.types import Answer
from tests.ui import fakes
from tests.ui.conftest import RULES

MARK = "Zebulon Quackenbush"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Write the lines of all loggers to a file, Streamlit's own too."""
    before, handler = logging.getLogRecordFactory(), logging.FileHandler(tmp_path / "log")
    named = [logger for logger in logging.root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    loggers = [logging.getLogger(), *(logger for logger in named if not logger.propagate)]
    for logger in loggers:
        logger.addHandler(handler)
    yield tmp_path / "log"
    for logger in loggers:
        logger.removeHandler(handler)
    handler.close()
    logging.setLogRecordFactory(before)


def fail(*args: Any, **kwargs: Any) -> Any:
    raise ValueError(f"could not work on {MARK!r}")


def failing(stage: str) -> Callable[..., Answer]:
    """Return a pipeline that fails in `stage` with a foreign error that quotes the text."""

    def answer(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
        if stage == "model":
            fail()
        return fakes.answer(request, services, on_event=on_event)

    return answer


SCRIPT = """
from dataclasses import replace
from pathlib import Path
from minigiants import ui
from tests.privacy import test_error_texts as errors
from tests.ui import fakes

folder = Path({folder!r})
ui.document_page(replace(fakes.scenario(folder), pipeline=errors.failing({stage!r})), fakes.engine(Path({home!r})))
"""


@pytest.fixture
def page(home: Path, tmp_path: Path, reading: FileReader) -> Callable[[str], AppTest]:
    """Return a function that opens the page over a document, with a pipeline that fails in that stage."""
    (tmp_path / "scenario" / "documents").mkdir(parents=True)
    engine = fakes.engine(home)
    fakes.wait_for(engine)
    assert engine.library
    list(ingest(engine.library, [("rules.md", RULES)], collection="House", reader=reading))

    def page(stage: str) -> AppTest:
        script = SCRIPT.format(folder=str(tmp_path / "scenario"), home=str(home), stage=stage)
        return AppTest.from_string(script, default_timeout=30).run()

    return page


def shown(page: AppTest) -> str:
    return "\n".join(
        str(element.value) for kind in ("error", "warning", "text", "markdown") for element in getattr(page, kind)
    )


@pytest.mark.parametrize("stage", ["parser", "index", "model", "check", "store"])
def test_words_of_an_error_stay_behind(
    stage: str,
    page: Callable[[str], AppTest],
    home: Path,
    log: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = fakes.engine(home)
    places = {
        "parser": (FileReader, "read"),
        "index": (engine.library, "search"),
        "check": (fakes, "_finished"),
        "store": (engine.store, "save_answer"),
    }
    opened = page(stage)
    if stage in places:
        whole, part = places[stage]
        monkeypatch.setattr(whole, part, fail)
    assert engine.library
    engine.services = fakes.services(engine.settings, engine.library)

    if stage == "parser":
        opened.segmented_control(key="view").set_value("documents").run()
        opened.file_uploader[0].set_value([("b.txt", b"text", "")]).run()
    else:
        opened.chat_input[0].set_value("When are quiet hours?").run()

    said = capfd.readouterr()
    texts = [shown(opened), said.out, said.err, log.read_text()]
    assert "ValueError" in texts[0]
    assert [text for text in texts if "Quackenbush" in text] == []


def test_an_error_that_nobody_caught_is_logged_by_its_kind_alone(
    home: Path, log: Path, capfd: pytest.CaptureFixture[str], page: Callable[[str], AppTest]
) -> None:
    page("none")
    logging.getLogger("streamlit.error_util").error("Uncaught app execution of %s", MARK, exc_info=_raised())

    said = capfd.readouterr()
    assert "test_error_texts.py" in log.read_text()
    assert "ValueError" in log.read_text()
    assert [text for text in (said.out, said.err, log.read_text()) if "Quackenbush" in text] == []


def _raised() -> Exception:
    try:
        fail()
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("words", [("--traceback",), ()])
def test_the_command_line_says_the_kind_of_a_foreign_error_and_the_words_of_its_own(
    words: Sequence[str], tmp_path: Path
) -> None:
    program = f"""
import minigiants.cli.doctor.command as doctor
from minigiants import cli
def settings():
    int({MARK!r})
doctor.Settings = settings
cli.main([*{tuple(words)!r}, "doctor"])
"""

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "ValueError" in ended.stderr
    assert ("cli/doctor/command.py" in ended.stderr) is bool(words)
    assert "Quackenbush" not in ended.stdout + ended.stderr


def test_a_sentence_of_ours_is_told_apart_from_one_that_only_passed_through() -> None:
    with pytest.raises(LookupError) as ours:
        app.script("nothing")
    with pytest.raises(ValueError) as foreign:
        fail()

    assert explain(ours.value)[1].startswith("no page 'nothing'")
    assert explain(foreign.value)[1].startswith("ValueError (run")
