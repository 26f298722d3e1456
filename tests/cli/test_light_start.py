"""The command line and the central values come without what takes seconds to import."""

import subprocess
import sys

import pytest

HEAVY = ("langchain_core", "sentence_transformers", "spacy", "streamlit", "torch")
STARTS = {
    "--help": "from minigiants.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass",
    "pipeline": "import minigiants.pipeline",
    "scenarios": "from minigiants import scenario\n[scenario.load(name) for name in scenario.names()]",
    "services": "import minigiants.services",
}


@pytest.mark.parametrize("start", STARTS)
def test_nothing_that_takes_seconds_is_imported(start: str) -> None:
    program = f"{STARTS[start]}\nimport sys\nprint([m for m in {HEAVY!r} if m in sys.modules])"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-1] == "[]"


def test_a_page_is_first_drawn_without_langchain() -> None:
    program = f"import minigiants.ui, sys\nprint([m for m in {HEAVY!r} if m in sys.modules and m != 'streamlit'])"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("start", ["--help", "scenarios"])
def test_a_scenario_is_declared_without_what_searches_texts_and_reads_settings(start: str) -> None:
    later = ("minigiants.privacy.find", "minigiants.settings")
    program = f"{STARTS[start]}\nimport sys\nprint([m for m in {later!r} if m in sys.modules])"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-1] == "[]"
