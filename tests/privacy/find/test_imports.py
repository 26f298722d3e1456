"""What spaCy and Presidio would load beside themselves is not there for them, and there for everybody else."""

import importlib
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from minigiants.privacy.find.imports import UNUSED, without


@pytest.fixture
def heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library that nobody has imported yet."""
    (tmp_path / "heavy_library").mkdir()
    (tmp_path / "heavy_library" / "__init__.py").touch()
    (tmp_path / "heavy_library" / "part.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("heavy_library", "heavy_library.part"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return "heavy_library"


@pytest.mark.parametrize("part", ["", ".part"])
def test_a_library_is_missing_for_who_does_without_it_and_there_afterwards(heavy: str, part: str) -> None:
    with without("other", heavy), pytest.raises(ModuleNotFoundError, match=heavy):
        importlib.import_module(heavy + part)

    assert importlib.import_module(heavy + part)


def test_another_thread_finds_it_at_the_same_time(heavy: str) -> None:
    found: list[str] = []

    with without(heavy):
        thread = threading.Thread(target=lambda: found.append(importlib.import_module(heavy).__name__))
        thread.start()
        thread.join()

    assert found == [heavy]


def test_a_library_is_there_again_after_an_error(heavy: str) -> None:
    with pytest.raises(ZeroDivisionError), without(heavy):
        _ = 1 / 0

    assert importlib.import_module(heavy)


def test_personal_data_is_found_without_them() -> None:
    program = (
        "import sys\nfrom minigiants.privacy import open_finder\n"
        "found = list(open_finder()(['Dr. Maria Johnson, NHS number 401 023 2137']))\n"
        f"print(len(found[0]), [name for name in {UNUSED!r} if name in sys.modules])"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ended.stdout == "2 []\n"
