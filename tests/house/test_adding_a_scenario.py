"""The page on adding a scenario is true: what it lays out is a scenario that runs."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "adding-a-scenario.md"
FILES = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE))
LETTER = "Please return the signed form by 3 March 2026. The office is closed on Mondays."

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the suite with the scenario of the page in it."""
    root = tmp_path_factory.mktemp("suite")
    shutil.copytree(ROOT / "core", root / "core", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("apps", "scenarios"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def run(suite: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(suite / "core"), "MINIGIANTS_MODEL": "smollm2-135m"}
    command = [sys.executable, "-m", "minigiants", *words]
    return subprocess.run(command, cwd=suite, env=environment, capture_output=True, text=True, check=False)


def test_the_page_makes_a_scenario_of_about_a_hundred_lines() -> None:
    lines = [line for name, text in FILES.items() if name.endswith(".py") for line in text.splitlines() if line.strip()]

    assert "scenarios/deadlines/pipeline.py" in FILES
    assert 100 <= len(lines) <= 200


def test_each_shown_line_stands_in_the_letter(suite: Path, home: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "1", "letter": LETTER}) + "\n", encoding="utf-8")

    outcome = run(suite, "run", "deadlines", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl"))

    assert outcome.returncode == 0, outcome.stderr
    line = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert "error" not in line
    assert line["action"] in {"answer", "abstain"}
    assert all(evidence["text"] in LETTER for evidence in line["evidence"])
    assert bool(line["evidence"]) == (line["action"] == "answer")


def test_it_can_be_evaluated(suite: Path, home: Path) -> None:
    outcome = run(suite, "evaluate", "deadlines", "--json")

    assert outcome.returncode == 0, outcome.stderr
    assert json.loads(outcome.stdout)["figures"][0]["n"] == 2


def test_it_keeps_the_contracts_of_a_scenario(suite: Path) -> None:
    contracts = ROOT / "tests" / "house" / "test_scenarios.py"
    environment = os.environ | {"PYTHONPATH": str(suite / "core")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n0", "-k", "deadlines", str(contracts)]

    outcome = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, outcome.stdout
