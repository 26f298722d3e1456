"""What docs/reliability.md promises is tried by a test that exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_each_promise_names_a_test_that_exists() -> None:
    rows = [line for line in (ROOT / "docs" / "reliability.md").read_text("utf-8").splitlines() if line.startswith("|")]

    named = [re.findall(r"`(tests/[\w/.]+)`", row) for row in rows[2:]]

    assert all(named), "a promise without a test"
    assert [path for paths in named for path in paths if not _holds_tests(ROOT / path)] == []


def _holds_tests(path: Path) -> bool:
    files = path.glob("**/test_*.py") if path.is_dir() else [path] if path.is_file() else []
    return any("def test_" in file.read_text("utf-8") for file in files)
