"""What every test gets: a home folder of its own, with the models that `make setup` pulled."""

from collections.abc import Callable
from pathlib import Path

import pytest

from minigiants.settings import Settings

PULLED = Settings().models_folder
"""Read once, before any test moves the home folder."""


def furnish(home: Path) -> Path:
    """Lay out `home` with links to the pulled models, so that nothing a test writes reaches the real ones."""
    models = home / "models"
    models.mkdir(parents=True, exist_ok=True)
    for model in PULLED.iterdir() if PULLED.is_dir() else ():
        if not model.name.startswith("."):
            (models / model.name).symlink_to(model)
    return home


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home folder of its own, and no settings of the person who runs it."""
    monkeypatch.setenv("MINIGIANTS_HOME", str(tmp_path / "home"))
    return furnish(tmp_path / "home")


@pytest.fixture(scope="session")
def furnished() -> Callable[[Path], Path]:
    """Lay out further home folders, for servers that outlive a test."""
    return furnish
