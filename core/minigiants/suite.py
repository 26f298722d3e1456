"""Find the suite's apps and scenarios, in a checkout or inside an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """Return the folder that holds `apps/` and `scenarios/`."""
    for folder in (_PACKAGE / "_suite", _PACKAGE.parent.parent):
        if (folder / "scenarios").is_dir():
            return folder
    raise FileNotFoundError(f"no scenarios folder beside {str(_PACKAGE)!r}: reinstall minigiants")


def apps() -> Path:
    """Return the folder of the Streamlit entry scripts."""
    return root() / "apps"


def scenarios() -> Path:
    """Return the folder that holds one folder for each scenario."""
    return root() / "scenarios"
