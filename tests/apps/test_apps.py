"""Every app draws its first page, with nothing set up yet too."""

import time
import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from minigiants import scenario, suite, ui
from minigiants.ui.expert.page import panel
from minigiants.ui.review.desk import desk

APPS = sorted(file for file in suite.apps().glob("*.py"))
ANSWERING = [app for app in APPS if app.stem in ("home", *scenario.names())]
"""Those that need models."""


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with a home folder without models, and with no backend of another test."""
    monkeypatch.setenv("MINIGIANTS_HOME", str(tmp_path / "bare"))
    ui.backend.clear()
    desk.clear()
    panel.clear()


def settle() -> None:
    """Wait until loading has ended, well or badly."""
    engine = ui.backend()
    while engine.state in ("opening", "loading"):
        time.sleep(0.01)  # a loop without a rest would take the processor from who loads


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.stem)
def test_an_app_draws_before_and_after_loading(app: Path) -> None:
    page = AppTest.from_file(str(app), default_timeout=60).run()
    assert not page.exception

    settle()
    page.run()

    assert not page.exception
    assert page.title[0].value


@pytest.mark.parametrize("app", ANSWERING, ids=lambda app: app.stem)
def test_without_models_an_app_says_the_command_that_fetches_them(app: Path) -> None:
    AppTest.from_file(str(app), default_timeout=60).run()
    settle()

    page = AppTest.from_file(str(app), default_timeout=60).run()

    assert "run `minigiants models pull" in page.error[0].value
    assert page.code[0].value == "minigiants models pull"


def test_home_leads_to_every_scenario_and_tool_that_has_a_page() -> None:
    page = AppTest.from_file(str(suite.apps() / "home.py"), default_timeout=60).run()

    titles = [element.value.partition(": ")[2] or element.value for element in page.subheader]
    offered = [
        *(scenario.load(name).title for name in scenario.names()),
        "Expert review",
        "Privacy review",
        "Model lab",
    ]
    assert titles[: len(offered)] == offered


def test_the_pages_settings_keep_to_this_machine() -> None:
    settings = tomllib.loads((suite.apps() / ".streamlit" / "config.toml").read_text("utf-8"))

    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["toolbarMode"] == "minimal"
    assert settings["client"]["showErrorDetails"] == "type"


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.stem)
def test_an_app_is_a_thin_entry(app: Path) -> None:
    assert len(app.read_text("utf-8").splitlines()) < 30
